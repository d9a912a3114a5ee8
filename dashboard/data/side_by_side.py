"""Time elapsed, target achieved and budget spent, side by side: a grant that spends faster than it delivers shows."""

from pandas import DataFrame
from sqlalchemy import Connection

from dashboard.data.filters import Filters
from dashboard.data.frames import frame
from dashboard.data.grant_money import money_of_grants
from dashboard.data.grants import grant_terms
from dashboard.data.slippage import LANGUAGES
from dashboard.data.tracks import leading_tracks


def side_by_side(connection: Connection, filters: Filters) -> DataFrame:
    """Give the three shares of each grant in view, by its code; each is None where it is not known.

    Columns: code, name_tr, name_en, name_ar, days and total_days (gone by and agreed, by the current end), elapsed
    (their ratio), indicator_code, indicator_tr, indicator_en, indicator_ar (the leading one of the grant's own
    indicators that add up, which speaks for it), unit, actual, target, as_of (end of its last reported period),
    delivered (actual ÷ target), currency (the grant's own), spent and budget (in that currency), spent_share (their
    ratio), other_currencies (those in which more was spent, joined by blanks, empty where there are none: never added).
    """
    terms = grant_terms(connection, filters)
    money = money_of_grants(connection, filters)
    tracks = leading_tracks(connection, filters, [term.code for term in terms])
    leads = [tracks.get(term.code) for term in terms]
    elapsed = [term.elapsed(filters.last_day) for term in terms]
    own = [next((m for m in money[term.code] if m.currency == term.currency), None) for term in terms]
    names = {
        f"indicator_{language}": [lead.names[language] if lead else None for lead in leads] for language in LANGUAGES
    }
    return frame(
        code=[term.code for term in terms],
        **{f"name_{language}": [term.names[language] or term.names["tr"] for term in terms] for language in LANGUAGES},
        days=[days for days, _ in elapsed],
        total_days=[total for _, total in elapsed],
        elapsed=[term.share_elapsed(filters.last_day) for term in terms],
        indicator_code=[lead.code if lead else None for lead in leads],
        **names,
        unit=[lead.unit if lead else None for lead in leads],
        actual=[lead.earned[-1][1] if lead and lead.earned else None for lead in leads],
        target=[lead.target if lead else None for lead in leads],
        as_of=[lead.earned[-1][0] if lead and lead.earned else None for lead in leads],
        delivered=[lead.delivered if lead else None for lead in leads],
        currency=[term.currency for term in terms],
        spent=[line.spent if line else None for line in own],
        budget=[line.budget if line else None for line in own],
        spent_share=[line.share if line else None for line in own],
        other_currencies=[
            " ".join(m.currency for m in money[term.code] if m.currency != term.currency and m.spent) for term in terms
        ],
    )
