"""Made expenditure by month, from the lines of `shape/spending.csv`."""

from collections.abc import Iterator
from datetime import timedelta

import numpy as np
import pandas as pd

from dashboard.data.demo.files import SEED, month_of, months_between, shape


def expenditure() -> pd.DataFrame:
    """Give the expenditure of every grant and project as text by header of the KIND `spending`."""
    return pd.DataFrame(
        [row for number, line in enumerate(shape("spending")) for row in _months(number, line)], dtype=object
    )


def _months(number: int, line: dict[str, str]) -> Iterator[dict[str, str]]:
    """Give one row a month: slow at first, fastest in the middle, slow at the end."""
    random = np.random.default_rng([SEED, number])
    planned = months_between(month_of(line["first"]), month_of(line["planned_last"]))
    months = months_between(month_of(line["first"]), month_of(line["last"]))
    way = np.sin(np.pi * (np.arange(len(planned)) + 0.7) / (len(planned) + 0.4))[: len(months)]
    parts = way * random.uniform(1 - float(line["wobble"]), 1 + float(line["wobble"]), len(months))
    amounts = np.round(float(line["total"]) * parts / parts.sum(), 2)
    for month, amount in zip(months, amounts, strict=True):
        yield {
            "grant_code": line["grant_code"],
            "project_code": line["project_code"],
            "spent_on": (month.last - timedelta(days=int(random.integers(1, 6)))).isoformat(),
            "kind": "expenditure",
            "amount": f"{amount:.2f}",
            "currency": line["currency"],
            "reference": f"H-{line['project_code']}-{month}",
            "description": "Aylık harcama",
        }
