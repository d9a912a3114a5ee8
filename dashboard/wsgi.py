"""What a WSGI server imports: `gunicorn dashboard.wsgi:server`."""

from dashboard.access.log import start_log
from dashboard.app import create_app
from dashboard.settings import Settings

start_log()
server = create_app(Settings()).server
