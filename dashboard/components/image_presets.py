"""The sizes in which a chart can be taken away as an image, and the words that go with it into the browser."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from dashboard.components.markup import Element, el
from dashboard.i18n import t


@dataclass(frozen=True, slots=True)
class Preset:
    """One size.

    `width` and `height` are dots at 300 to the inch; `text` is the height of a chart's letters on paper, in points.
    """

    name: str
    width: int
    height: int
    text: float

    @property
    def label(self) -> str:
        """Give the message key of what the size is called."""
        return f"preset.{self.name}"


PRESETS = (
    Preset("word", 1890, 1063, 8),
    Preset("half", 922, 709, 6.5),
    Preset("slide", 3543, 1772, 12),
    Preset("a4", 3035, 2008, 9),
    Preset("square", 1417, 1417, 7.5),
)
"""Every size, the usual one first."""
SAID = ("saved", "copied", "not_copied", "no_drawing", "failed", "working")
"""What a card says after a press, `take.<name>` in the catalogue."""


def image_settings(told: Sequence[tuple[str, str]] = ()) -> Element:
    """Give what the browser needs once a page to make images and citations, in the language in force.

    Args:
        told: names and values that the page is about besides its filters, such as the project of its path.
    """
    words = {name: t(f"take.{name}") for name in SAID} | {
        "product": t("shell.product"),
        "filters": t("cited.filters"),
        "none": t("filter.none"),
        "version": t("cited.version"),
        "rest": t("take.rest"),
        "comma": t("list.comma", first="", second=""),
        "semicolon": t("list.semicolon", first="", second=""),
        "told": [f"{name}: {value}" for name, value in told],
    }
    return el(
        "Div",
        id="shell-images",
        hidden=True,
        data_image_presets=json.dumps([asdict(preset) for preset in PRESETS]),
        data_words=json.dumps(words, ensure_ascii=False),
    )
