"""Time elapsed, target achieved and budget spent, side by side: a grant that spends faster than it delivers shows."""

from pandas import DataFrame
from sqlalchemy import Connection

from dashboard.data.filters import Filters
from dashboard.data.frames import frame
from dashboard.data.grant_money import money_of_grants
from dashboard.data.grants import grants_seen
from dashboard.data.slippage import LANGUAGES
from dashboard.data.tracks import leads


def side_by_side(connection: Connection, filters: Filters) -> DataFrame:
    """Give the three shares of each grant in view, by its code; each is None where it is not known.

    Columns: code, name_tr, name_en, name_ar, days and total_days (gone by and agreed, by the current end), elapsed
    (their ratio), indicator_code, indicator_tr, indicator_en, indicator_ar (the leading one of the grant's own
    indicators that add up, which speaks for it), unit, actual, target, as_of (end of its last reported period),
    delivered (actual ÷ target), currency (the grant's own), spent and budget (in that currency), spent_share (their
    ratio), other_currencies (those in which more was spent, joined by blanks, empty where there are none: never added).
    """
    seen = grants_seen(connection, filters)
    terms = [term for term, _ in seen]
    money = money_of_grants(connection, filters)
    speaking = leads(connection, filters)
    own_leads = [speaking.get(term.code) for term in terms]
    elapsed = [term.elapsed(part.last_day) for term, part in seen]
    own = [next((m for m in money[term.code] if m.currency == term.currency), None) for term in terms]
    names = {
        f"indicator_{language}": [lead.names[language] if lead else None for lead in own_leads]
        for language in LANGUAGES
    }
    return frame(
        code=[term.code for term in terms],
        **{f"name_{language}": [term.names[language] or term.names["tr"] for term in terms] for language in LANGUAGES},
        days=[days for days, _ in elapsed],
        total_days=[total for _, total in elapsed],
        elapsed=[term.share_elapsed(part.last_day) for term, part in seen],
        indicator_code=[lead.code if lead else None for lead in own_leads],
        **names,
        unit=[lead.unit if lead else None for lead in own_leads],
        actual=[lead.actual if lead else None for lead in own_leads],
        target=[lead.target if lead else None for lead in own_leads],
        as_of=[lead.as_of if lead else None for lead in own_leads],
        delivered=[lead.delivered if lead else None for lead in own_leads],
        currency=[term.currency for term in terms],
        spent=[line.spent if line else None for line in own],
        budget=[line.budget if line else None for line in own],
        spent_share=[line.share if line else None for line in own],
        other_currencies=[
            " ".join(m.currency for m in money[term.code] if m.currency != term.currency and m.spent) for term in terms
        ],
    )
