"""Hashes of rows are stored, so they stay the same for ever, and do not depend on the order of a file."""

import numpy as np
import pandas as pd

from dashboard.data.loading import KINDS
from dashboard.data.loading.checks import check_sheet
from dashboard.data.loading.hashing import digest, hash_checked, hash_texts
from dashboard.data.loading.sheets import as_texts, from_frame

RECORD = ["2021-03-01", "P1", "course", "TR-34", "host", "female", "18-24", "no", "3", "5"]
HEADERS = ["date", "project_code", "activity_kind", "place_code", "population_group", "sex", "age_band", "disability"]
HEADERS += ["new_people", "contacts"]

KNOWN = [4153513114336569742, 17510809892511930512, 3328171213494943792]
KNOWN_RECORD = ([2316408557172837811], [4179296290570128107])
KNOWN_INDICATOR = (11706058789503024404, 14721611761566475305)
"""As the first release of the KIND hashed it, before it had assumptions."""


def hashed(*rows: list[str]) -> tuple[list[int], list[int]]:
    """Give key and content hash of records."""
    sheet = from_frame(pd.DataFrame(list(rows), columns=HEADERS), "a.csv")
    keys, contents = hash_checked(check_sheet(KINDS["reach"], sheet))
    return keys.tolist(), contents.tolist()


def with_numbers(new_people: str, contacts: str) -> list[str]:
    """Give the record with other numbers."""
    return [*RECORD[:-2], new_people, contacts]


def test_known_texts_have_known_hashes() -> None:
    assert hash_texts(as_texts(["", "P171489", "İzmir"])).tolist() == KNOWN


def test_a_known_record_has_known_hashes() -> None:
    assert hashed(RECORD) == KNOWN_RECORD


def test_a_correction_of_numbers_keeps_the_key_and_changes_the_content() -> None:
    (key, content), (same_key, other_content) = (tuple(h[0] for h in hashed(with_numbers(n, "9"))) for n in ("3", "4"))
    assert key == same_key
    assert content != other_content


def test_records_about_the_same_are_told_apart_whatever_their_order() -> None:
    one, other = with_numbers("1", "1"), with_numbers("2", "2")
    keys, contents = hashed(one, other, one)
    assert len(set(keys)) == 3
    turned = hashed(other, one, one)
    assert sorted(zip(keys, contents, strict=True)) == sorted(zip(*turned, strict=True))


def test_the_digest_of_rows_does_not_depend_on_their_order() -> None:
    rng = np.random.default_rng(7)
    keys, contents = (rng.integers(0, 2**63, 1000).astype(np.uint64) for _ in range(2))
    order = rng.permutation(1000)
    assert digest(keys, contents) == digest(keys[order], contents[order])
    changed = contents.copy()
    changed[5] += np.uint64(1)
    assert digest(keys, contents) != digest(keys, changed)
    assert digest(keys, contents) != digest(contents, keys)


def indicator(**more: str) -> tuple[int, int]:
    """Give key and content hash of an indicator."""
    row = {"code": "I1", "name_tr": "Bir", "programme_code": "A", "level": "output", "measure": "1", "kind": "sum"}
    frame = pd.DataFrame([row | {"ascending": "yes"} | more], dtype=object)
    keys, contents = hash_checked(check_sheet(KINDS["indicators"], from_frame(frame, "a.csv")))
    return int(keys[0]), int(contents[0])


def test_a_column_that_came_later_changes_the_hash_only_where_it_says_something() -> None:
    plain = indicator()
    assert plain == KNOWN_INDICATOR
    assert indicator(assumptions="") == plain
    assert indicator(assumptions="Okullar açık kalır.") != plain
    assert indicator(assumptions="Okullar açık kalır.") != indicator(assumptions="Okullar kapanır.")
