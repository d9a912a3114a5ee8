"""Forms with which somebody changes data: fields with their errors beside them, and a step that says what will happen.

A place on the page (`act_place`) holds three parts that every visitor's layout has: a store into which
`assets/acts.js` writes what is wished, a line that tells the result, and a still tree that the callback fills with
forms for whoever has the right. What is in a form is the browser's until it is sent; the callback checks all of it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboard.components.markup import Element, Node, dcc_el, el, still
from dashboard.i18n import t
from dashboard.ids import page_part


@dataclass(frozen=True, slots=True)
class Place:
    """Where acts stand on a page: `part` is the name of the place, from which all its ids are made."""

    page: str
    part: str

    @property
    def tree(self) -> str:
        """Give the id of the still tree that holds the forms."""
        return page_part(self.page, self.part)

    @property
    def wish(self) -> str:
        """Give the id of the store with what somebody wishes: act, step and fields."""
        return f"{self.tree}-wish"

    @property
    def said(self) -> str:
        """Give the id of the line that tells what has happened."""
        return f"{self.tree}-said"


@dataclass(frozen=True, slots=True)
class Act:
    """One act on a place: its name, of which the ids of its form are made."""

    place: Place
    name: str

    def id(self, part: str) -> str:
        """Give the id of a part of the form."""
        return f"{self.place.tree}-{self.name}-{part}"


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its name in the wish, its words, what stands in it, and what is wrong with that."""

    name: str
    label: str
    value: str = ""
    hint: str = ""
    error: str = ""
    focus: bool = False
    """Whether the field takes the focus when the form comes as an answer."""


@dataclass(frozen=True, slots=True)
class Button:
    """What a press of a button asks for next; the first one of a form is also what Enter does."""

    label: str
    step: str
    act: str = ""
    """The act that the press is about, where it is another than the form's."""


def act_place(place: Place) -> Element:
    """Give the empty place, the same for everybody."""
    return el(
        "Div",
        dcc_el("Store", id=place.wish),
        still(None, id=place.said, class_="act-said", role="status"),
        still(None, id=place.tree, class_="acts"),
    )


def act_form(
    act: Act,
    key: str,
    parts: Sequence[Node],
    buttons: Sequence[Button],
    hidden: Mapping[str, str],
    named_by: Act | None = None,
) -> Element:
    """Give a form.

    Args:
        act: what is done.
        key: changes when the browser shall forget what stands in the fields.
        parts: fields and sentences.
        buttons: the steps that lead on, the main one first.
        hidden: further fields of the wish, which nobody edits.
        named_by: the act whose heading (`heading`) names the form, where it is another's.
    """
    kept = [el("Input", type="hidden", name=name, value=value) for name, value in hidden.items()]
    main, *others = buttons
    acts = el("Div", _button(main, "btn-x act-main"), *(_button(one, "btn-x") for one in others), class_="act-buttons")
    return el(
        "Form",
        parts,
        kept,
        acts,
        key=key,
        class_="act-form",
        noValidate=True,
        autoComplete="off",
        aria_labelledby=(named_by or act).id("heading"),
        data_act=act.name,
        data_place=act.place.tree,
        data_store=act.place.wish,
    )


def heading(act: Act, words: str, *, focus: bool = False) -> Element:
    """Give the heading of an act, which can take the focus after it is done."""
    mark = {"data_act_focus": ""} if focus else {}
    return el("H3", words, id=act.id("heading"), tabIndex="-1", **mark)


def line_field(act: Act, field: Field, *, kind: str = "text", **props: object) -> Element:
    """Give a field of one line: `text`, or `date`."""
    return _labelled(act, field, el("Input", type=kind, class_="form-control", **_props(act, field), **props))


def long_field(act: Act, field: Field, most: int) -> Element:
    """Give a field for plain text of several lines; longer text is refused with words, not cut off."""
    return _labelled(
        act, field, el("Textarea", class_="form-control", rows="6", data_most=str(most), **_props(act, field))
    )


def choice_field(act: Act, field: Field, choices: Mapping[str, Mapping[str, str]]) -> Element:
    """Give a list to choose from: by heading, code and name; choices under an empty heading stand alone."""
    options = [
        _group(label, [el("Option", name, value=code) for code, name in of.items()]) for label, of in choices.items()
    ]
    return _labelled(act, field, el("Select", options, class_="form-select", **_props(act, field)))


def boxes_field(act: Act, field: Field, choices: Mapping[str, str]) -> Element:
    """Give boxes to tick, of which several may be; what is ticked comes as lines of one text (`assets/acts.js`)."""
    own, chosen = act.id(field.name), field.value.split("\n")
    boxes = [
        el(
            "Div",
            el(
                "Input", type="checkbox", class_="form-check-input", id=f"{own}-{number}", name=field.name, value=code,
                defaultChecked=code in chosen, data_act_focus="" if field.error and not number else None,
            ),
            el("Label", el("Bdi", name), htmlFor=f"{own}-{number}", class_="form-check-label"),
            class_="form-check",
        )
        for number, (code, name) in enumerate(choices.items())
    ]  # fmt: skip
    return el(
        "Fieldset",
        el("Legend", field.label),
        el("Input", type="hidden", name=field.name, value=""),
        el("Div", boxes, class_="act-boxes"),
        el("P", field.hint, class_="source") if field.hint else None,
        el("P", field.error, id=f"{own}-error", class_="field-error") if field.error else None,
        class_="act-field",
    )


def shown_once(act: Act, words: str, text: str, hint: str) -> Element:
    """Show a text that is told now and never again, to be copied."""
    box = act.id("text")
    field = el(
        "Input", id=box, type="text", class_="form-control", readOnly=True, dir="ltr", value=text,
        aria_describedby=f"{box}-hint", data_act_copy="", data_act_focus="",
    )  # fmt: skip
    label = el("Label", words, htmlFor=box)
    return el("Div", label, field, el("P", hint, id=f"{box}-hint", class_="source"), class_="act-field")


def confirmation(act: Act, sentences: Sequence[Node]) -> Element:
    """Give what will happen, as a list that takes the focus and is read before anything is done."""
    question = el("P", el("Strong", t("acts.confirm")), id=act.id("confirm"))
    listed = el("Ul", [el("Li", sentence) for sentence in sentences])
    return el(
        "Div", question, listed, class_="act-confirm", role="group", tabIndex="-1",
        aria_labelledby=act.id("confirm"), data_act_focus="",
    )  # fmt: skip


def refusal(act: Act, error: str) -> Node:
    """Give what is wrong with a whole act, where it is no one field's; nothing without an error."""
    if not error:
        return None
    return el("P", error, id=act.id("error"), class_="field-error", role="alert", tabIndex="-1", data_act_focus="")


def _group(label: str, options: list[Element]) -> Node:
    """Give options under a heading."""
    return el("Optgroup", options, label=label) if label else options


def _button(button: Button, look: str) -> Element:
    """Give a button that sends the form."""
    return el("Button", button.label, type="submit", class_=look, data_step=button.step, data_act=button.act or None)


def _props(act: Act, field: Field) -> dict[str, object]:
    """Give what every field has: its id and name, what stands in it, and the ids of the words about it."""
    box = act.id(field.name)
    about = [f"{box}-{part}" for part, words in (("hint", field.hint), ("error", field.error)) if words]
    return {
        "id": box,
        "name": field.name,
        "defaultValue": field.value,
        "aria_describedby": " ".join(about) or None,
        "aria_invalid": "true" if field.error else None,
        "data_act_focus": "" if field.focus or field.error else None,
    }


def _labelled(act: Act, field: Field, box: Element) -> Element:
    """Give a field between its label and the words about it."""
    own = act.id(field.name)
    return el(
        "Div",
        el("Label", field.label, htmlFor=own),
        box,
        el("P", field.hint, id=f"{own}-hint", class_="source") if field.hint else None,
        el("P", field.error, id=f"{own}-error", class_="field-error") if field.error else None,
        class_="act-field",
    )
