"""The own parameters of the page of feedback in words: what they offer, and what could not be used."""

from sqlalchemy import Connection

from dashboard.codes import FEEDBACK_TYPE
from dashboard.components.page_filters import OwnFilter, OwnFilters
from dashboard.data import feedback as data
from dashboard.data.filters import Filters
from dashboard.i18n import choose, t

TYPE, BESIDE = data.PARAMETERS


def own_filters(connection: Connection, filters: Filters) -> OwnFilters:
    """Give the filter of types for this viewer, what stands beside the feedback, and what could not be used."""
    offered = {*data.type_choices(connection, filters), *filters.own_all(TYPE)}
    types = {code: t(f"feedback_type.{code}") for code in FEEDBACK_TYPE if code in offered}
    name = data.beside_name(connection, filters) if filters.own_all(BESIDE) else None
    return OwnFilters(
        filters=(OwnFilter(TYPE, types),),
        told=((t(f"filter.{BESIDE}"), choose(name)),) if name else (),
        problems=data.own_problems(connection, filters),
    )
