"""Numbers on the command line."""

from argparse import ArgumentTypeError

import pytest

from dashboard import cli
from dashboard.commands.arguments import port, whole_number


@pytest.mark.parametrize(("text", "number"), [("0", 0), ("8050", 8050), ("65535", 65535)])
def test_a_port_is_read(text: str, number: int) -> None:
    assert port(text) == number


@pytest.mark.parametrize("text", ["-1", "65536", "80.5", "8_050", "٨٠", "", "http", " 80"])
def test_what_is_no_port_is_refused(text: str) -> None:
    with pytest.raises(ArgumentTypeError, match="65535"):
        port(text)


def test_both_bounds_belong_to_the_range() -> None:
    read = whole_number(1, 3)
    assert [read(text) for text in "123"] == [1, 2, 3]


@pytest.mark.parametrize("wrong", [["demo", "--port", "70000"], ["demo", "--rows", "0"], ["serve", "--workers", "0"]])
def test_the_commands_refuse_such_numbers(wrong: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        cli.main(wrong)
    assert end.value.code == 2
    assert wrong[-1] in capsys.readouterr().err
