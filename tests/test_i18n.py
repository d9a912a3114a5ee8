"""One language holds for a request, and a missing word is a mistake that nobody overlooks."""

import pytest

from dashboard import i18n


def test_the_language_holds_inside_the_block_only() -> None:
    assert i18n.t("nav.feedback") == "Geri bildirim"
    with i18n.speaking("ar"):
        assert i18n.direction() == "rtl"
        assert i18n.t("nav.feedback") == "الملاحظات والشكاوى"
    assert i18n.language() == "tr"


def test_an_unknown_key_is_refused() -> None:
    with pytest.raises(i18n.UnknownMessageError):
        i18n.t("no.such.key")


def test_values_are_put_in_as_they_are() -> None:
    assert i18n.t("ui.of_target", deger="1.600") == "Hedef: 1.600"


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ({"tr": "Viyana", "en": "Vienna", "ar": "فيينا"}, "Vienna"),
        ({"tr": "Viyana", "en": None, "ar": "فيينا"}, "Viyana"),
        ({"ar": "فيينا"}, "فيينا"),
        ({}, ""),
    ],
)
def test_a_name_falls_back_to_turkish_and_then_to_what_exists(names: dict[str, str | None], expected: str) -> None:
    with i18n.speaking("en"):
        assert i18n.choose(names) == expected
