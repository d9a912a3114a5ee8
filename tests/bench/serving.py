"""The product's own web server over a measured database, with one callback more that does nothing.

Run as `python -m tests.bench.serving DATABASE_URL`; prints its port and serves until it is ended.
"""

import sys

from dash import Input, Output

from dashboard import app as product
from dashboard.access.guard import allow
from dashboard.access.tally import Tally
from dashboard.commands import web_server
from dashboard.data.engine import Engines
from dashboard.settings import Settings

KEY = "a-key-of-this-measurement-and-of-no-installation"
NOTHING_IN, NOTHING_OUT = "bench-nothing", "bench-answer"


def with_nothing(settings: Settings, engines: Engines | None = None, tally: Tally | None = None) -> product.Panel:
    """Give the product's app with a callback that returns what it got."""
    app = product.create_app(settings, engines, tally)

    @app.callback(Output(NOTHING_OUT, "children"), Input(NOTHING_IN, "n_clicks"))
    @allow("shell")
    def nothing(clicks: int) -> int:
        return clicks

    return app


def settings_for(url: str) -> Settings:
    """Give the settings of a measured installation."""
    return Settings(database_url=url, secret_key=KEY)  # type: ignore[arg-type]  # Pydantic makes it a secret.


def main() -> None:
    """Serve."""
    web_server.create_app = with_nothing
    listener = web_server.open_port("127.0.0.1", 0)
    port = listener.getsockname()[1]
    web_server.WebServer(settings_for(sys.argv[1]), listener, 2, lambda: print(port, flush=True)).serve()


if __name__ == "__main__":
    main()
