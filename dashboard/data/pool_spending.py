"""What projects spent, beside the money that a viewer may know of."""

from dashboard.data.overview import Spent
from dashboard.data.pool_money import Expenditure, spent_of_budgets, spent_of_secured
from dashboard.data.pool_view import View
from dashboard.data.priority import Bools


def spent_in(seen: View, spent: Expenditure, chosen: Bools) -> list[Spent]:
    """Give what some projects spent beside their budgets, or as a protected viewer sees it."""
    rows = seen.pool.rows
    if seen.extent.protected:
        return spent_of_secured(rows, spent, rows.funding.up_to(seen.pool.day), chosen)
    return spent_of_budgets(rows, spent, chosen)
