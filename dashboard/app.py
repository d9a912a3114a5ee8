"""Puts the app together; the only place that knows everyone."""

from pathlib import Path
from threading import BoundedSemaphore

import dash
from flask import Flask, Response, g, jsonify, request, send_from_directory
from flask_compress import Compress

from dashboard.access import audit, errors, headers, packing
from dashboard.access.front_door import build_front_door
from dashboard.access.guard import allow, usable
from dashboard.access.page_paths import PagePaths
from dashboard.access.tally import Tally
from dashboard.access.viewing import open_view
from dashboard.callbacks import admin as admin_callbacks
from dashboard.callbacks import admin_acts as threshold_callbacks
from dashboard.callbacks import beneficiaries as beneficiaries_callbacks
from dashboard.callbacks import data as data_callbacks
from dashboard.callbacks import explain as explain_callbacks
from dashboard.callbacks import feedback as feedback_callbacks
from dashboard.callbacks import feedback_list as feedback_list_callbacks
from dashboard.callbacks import overview as overview_callbacks
from dashboard.callbacks import partner as partner_callbacks
from dashboard.callbacks import partnerships as partnerships_callbacks
from dashboard.callbacks import project as project_callbacks
from dashboard.callbacks import projects as projects_callbacks
from dashboard.callbacks import reports as reports_callbacks
from dashboard.callbacks import shell as shell_callbacks
from dashboard.callbacks import timeline as timeline_callbacks
from dashboard.callbacks import timeline_acts as timeline_acts_callbacks
from dashboard.callbacks.data import routes as data_routes
from dashboard.components.document import LINKED_HERE, PLOTLY_URL, AssetUrl, app_document, asset_urls
from dashboard.data.engine import Engines, open_engines
from dashboard.export import beneficiaries as beneficiaries_exports
from dashboard.export import data as data_exports
from dashboard.export import feedback as feedback_exports
from dashboard.export import feedback_list as feedback_list_exports
from dashboard.export import overview as overview_exports
from dashboard.export import partner as partner_exports
from dashboard.export import partnerships as partnerships_exports
from dashboard.export import project as project_exports
from dashboard.export import projects as projects_exports
from dashboard.export import reports as reports_exports
from dashboard.export import reports_putting, reports_routes
from dashboard.export import routes as export_routes
from dashboard.export import timeline as timeline_exports
from dashboard.export.open_data import routes as open_data_routes
from dashboard.export.reports_items import ReportCharts
from dashboard.export.shown import Exports
from dashboard.i18n import speaking, t
from dashboard.pages import (
    accessibility,
    admin,
    beneficiaries,
    data,
    explain,
    feedback,
    feedback_list,
    methods,
    overview,
    partner,
    partnerships,
    project,
    projects,
    reports,
    shell,
    timeline,
)
from dashboard.settings import Settings

HOUSE = Path(__file__).parent
PAGES: tuple[shell.Page, ...] = (
    *(overview, beneficiaries, projects, project, partnerships, partner, feedback, feedback_list, timeline),
    *(reports, data, explain, admin, methods, accessibility),
)
"""Every page, in the order of the navigation; a page's name is also the right to open it."""
SHORTEST_KEY = 32
SEND_TO_SIGN_IN = "() => location.assign('/login?next=' + encodeURIComponent(location.pathname + location.search))"
"""Run by Dash's renderer in an open tab when its session has ended."""


class SecretKeyMissingError(Exception):
    """An app was asked for without a key of its own to sign with."""


class Panel(dash.Dash):
    """Dash with our own document around it."""

    asset: AssetUrl

    def dependencies(self) -> Response:
        """Give the callbacks that this account may use; of the others it learns nothing."""
        return jsonify(usable(self._callback_list, self.callback_map, g.account))

    def interpolate_index(self, **parts: str) -> str:  # type: ignore[override]  # Dash names each part.
        """Give the document of every page: language, direction, theme and style sheets set before any script runs."""
        with speaking(errors.speech()):
            charts = request.path not in (*shell.MENU_PATHS, reports.PATH)
            return app_document(parts, title=t("shell.product"), asset=self.asset, charts=charts)


def assets_folder() -> Path:
    """Give the folder of styles, fonts and scripts: beside the package in the source, inside it when installed."""
    packaged = HOUSE / "_assets"
    return packaged if packaged.is_dir() else HOUSE.parent / "assets"


def create_app(settings: Settings, engines: Engines | None = None, tally: Tally | None = None) -> Panel:
    """Give the whole app over one database; several apps may live in one process.

    Args:
        settings: of this installation.
        engines: its pools, opened here where they are not handed over.
        tally: where answers are counted, shared by all workers of a server; without it this app counts for itself.

    Raises:
        SecretKeyMissingError: the settings hold no secret key, or one that is too short to be secret.
    """
    if settings.secret_key is None or len(settings.secret_key.get_secret_value()) < SHORTEST_KEY:
        raise SecretKeyMissingError
    engines = engines or open_engines(settings, patient=True)
    server = Flask("dashboard.access", static_folder=None)
    server.secret_key = settings.secret_key.get_secret_value()
    door = build_front_door(server, settings, engines, tally or Tally())
    app = _panel(server)
    _serve_own_plotly(server)
    headers.register(server, settings, app)
    server.config["COMPRESS_STREAMS"] = False  # Files are streams; `packing` keeps them packed.
    Compress(server)
    packing.register(server)
    errors.register(server)
    takeaways = exports(settings)
    naming = {name: page.named for name, page in takeaways.items() if page.named}
    _register_callbacks(app, engines, settings, takeaways)
    charts = ReportCharts(PAGES, takeaways)
    reports_callbacks.register(app, engines, charts)
    doors = export_routes.Doors(open_view, allow, audit.record)
    house = export_routes.House(takeaways, PAGES, settings.public_url or "")
    export_routes.register(server, engines, doors, house)
    reports_putting.register(server, engines, doors, charts)
    places = BoundedSemaphore(reports_routes.AT_ONCE)
    reports_routes.register(server, engines, doors, charts, places)
    data_routes.register(server, engines, settings, places)
    if settings.public_data == "on":
        open_data_routes.register(server, engines, doors, settings.public_url or "")
    door.guard.pages = PagePaths(PAGES, naming, engines.reader)
    door.guard.callbacks = app.callback_map
    return app


def _register_callbacks(app: Panel, engines: Engines, settings: Settings, takeaways: dict[str, Exports]) -> None:
    """Put the callbacks of every page into an app, but those of reports, which need all charts."""
    shell_callbacks.register(app, engines, PAGES, settings, takeaways)
    overview_callbacks.register(app, engines, takeaways["overview"])
    beneficiaries_callbacks.register(app, engines)
    projects_callbacks.register(app, engines)
    project_callbacks.register(app, engines)
    partnerships_callbacks.register(app, engines)
    partner_callbacks.register(app, engines)
    feedback_callbacks.register(app, engines)
    feedback_list_callbacks.register(app, engines, settings.retention)
    timeline_callbacks.register(app, engines)
    timeline_acts_callbacks.register(app, engines, settings)
    data_callbacks.register(app, engines, settings, takeaways["data"])
    house = export_routes.House(takeaways, PAGES)
    extra = [name for page in PAGES for name in shell.extra_of(page)]
    explain_callbacks.register(app, engines, house, extra, settings.stale_days)
    admin_callbacks.register(app, engines)
    threshold_callbacks.register(app, engines)


def exports(settings: Settings) -> dict[str, Exports]:
    """Give what each page lets people take away."""
    return {
        "overview": overview_exports.exports(settings.stale_days),
        "beneficiaries": Exports(beneficiaries_exports.QUESTIONS, beneficiaries_exports.SHOWN),
        "projects": projects_exports.EXPORTS,
        "project": project_exports.EXPORTS,
        "partnerships": partnerships_exports.EXPORTS,
        "partner": partner_exports.EXPORTS,
        "feedback": feedback_exports.EXPORTS,
        "feedback_list": feedback_list_exports.exports(settings.retention),
        "timeline": timeline_exports.EXPORTS,
        "reports": reports_exports.EXPORTS,
        "data": data_exports.exports(settings.stale_days),
    }


def _serve_own_plotly(server: Flask) -> None:
    """Answer Dash's request for plotly.js with our bundle, which holds the kinds of chart that we draw and no others.

    It stands where the full one would, behind the guard, so that it is fetched beside the first page and not before it.
    """

    @server.before_request
    def bundle() -> Response | None:
        return send_from_directory(assets_folder(), "plotly-uyum.min.js") if request.path == PLOTLY_URL else None


def _panel(server: Flask) -> Panel:
    """Give Dash on a server, with everything off that we do ourselves or must not have."""
    app = Panel(
        __name__,
        server=server,  # type: ignore[arg-type]  # Dash's own type leaves out Flask.
        assets_folder=str(assets_folder()),
        assets_ignore=LINKED_HERE,
        assets_path_ignore=["^bundle$"],
        serve_locally=True,
        suppress_callback_exceptions=True,
        compress=False,
        use_pages=False,
        enable_mcp=False,
        update_title="",
        add_log_handler=False,
        hooks={"request_refresh_jwt": SEND_TO_SIGN_IN},
    )
    app.asset = asset_urls(assets_folder())
    app.layout = shell.layout
    return app
