"""Every KIND that `dashboard load` knows, and the order in which they depend on each other."""

from dashboard.data.loading.feedback_kinds import FEEDBACK_KINDS
from dashboard.data.loading.kind import Kind
from dashboard.data.loading.money_kinds import MONEY_KINDS
from dashboard.data.loading.partnership_kinds import PARTNERSHIP_KINDS
from dashboard.data.loading.pool_kinds import POOL_KINDS
from dashboard.data.loading.project_kinds import PROJECT_KINDS
from dashboard.data.loading.register_kinds import REGISTER_KINDS
from dashboard.data.loading.result_kinds import RESULT_KINDS
from dashboard.data.loading.timeline_kinds import TIMELINE_KINDS
from dashboard.data.loading.working_group_kinds import WORKING_GROUP_KINDS

_GROUPS = (
    *(REGISTER_KINDS, PROJECT_KINDS, POOL_KINDS, RESULT_KINDS, PARTNERSHIP_KINDS, WORKING_GROUP_KINDS),
    *(FEEDBACK_KINDS, TIMELINE_KINDS, MONEY_KINDS),
)
KINDS: dict[str, Kind] = {kind.name: kind for group in _GROUPS for kind in group}
"""The KINDs by name."""


def _in_order() -> tuple[str, ...]:
    """Give the names so that each KIND comes after those that its codes refer to."""
    placed: list[str] = []
    while len(placed) < len(KINDS):
        placed += [n for n, kind in KINDS.items() if n not in placed and kind.refers_to <= set(placed)]
    return tuple(placed)


ORDER = _in_order()
"""Names of the KINDs, each after those it refers to: a folder of files loads in this order."""
