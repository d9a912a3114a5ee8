"""Elements of the page as plain dicts, in layouts and in answers alike.

Dash serialises a component object by walking the whole answer; a plain dict of the same shape skips the walk, which
makes an answer many times cheaper. Text from data stays text: nothing here builds HTML.
"""

from collections.abc import Iterator, Sequence
from typing import TypeAlias

import dash_bootstrap_components as dbc  # noqa: F401  Importing it makes Dash serve its JavaScript.
from dash import dcc, html  # noqa: F401  The same.

Element: TypeAlias = dict[str, object]
Node: TypeAlias = "Element | str | int | float | Sequence[Node] | None"
"""What may stand inside an element; None is left out."""

_RENAMED = {"class_": "className", "for_": "htmlFor", "id_": "id"}


def _name(prop: str) -> str:
    """Give the property that React knows: `aria_label` is `aria-label`, `class_` is `className`."""
    if prop.startswith(("aria_", "data_")):
        return prop.replace("_", "-")
    return _RENAMED.get(prop, prop)


def _props(props: dict[str, object]) -> dict[str, object]:
    """Give the properties under the names that React knows; those that are None are left out."""
    return {_name(prop): value for prop, value in props.items() if value is not None}


def _element(namespace: str, kind: str, children: tuple[Node, ...], props: dict[str, object]) -> Element:
    """Build the dict that Dash's `Component.to_plotly_json` would give; properties that are None are left out."""
    named = _props(props)
    kept = [child for child in children if child is not None]
    if kept:
        named["children"] = kept[0] if len(kept) == 1 else kept
    return {"namespace": namespace, "type": kind, "props": named}


def el(kind: str, *children: Node, **props: object) -> Element:
    """Give an HTML element: `el("Div", "text", class_="note", aria_live="polite")`.

    Args:
        kind: the name in `dash.html`, such as `Div`, `H2` or `Bdi`.
        children: elements, texts or lists of them; None is left out.
        props: properties in Dash's spelling, except `class_`, `for_`, `id_` and `aria_…`, `data_…` with underscores.
    """
    return _element("dash_html_components", kind, children, props)


def dbc_el(kind: str, *children: Node, **props: object) -> Element:
    """Give a component of `dash_bootstrap_components`, such as `RadioItems` or `Select`."""
    return _element("dash_bootstrap_components", kind, children, props)


def dcc_el(kind: str, *children: Node, **props: object) -> Element:
    """Give a component of `dash.dcc`, such as `Graph`, `Link` or `Store`."""
    return _element("dash_core_components", kind, children, props)


def still(tree: Node, *, tag: str = "Div", **props: object) -> Element:
    """Give HTML elements as the one property `tree` of a single component, which `assets/still.js` draws.

    Dash connects each of its components to its store: an answer costs the browser the number of its components times
    the number on the page. What only shows something, and has no id that a callback needs, belongs into a still tree; a
    callback fills it with `Output(id, "tree")`.

    Args:
        tree: elements made with `el`, texts, or lists of them.
        tag: the element around them.
        props: its properties, as for `el`.
    """
    return {"namespace": "uyum", "type": "Still", "props": {"tree": tree, "tag": tag, **_props(props)}}


def ltr(text: str, **props: object) -> Element:
    """Give text that reads left to right in every language, such as `9 / 24`, an address or a code."""
    return el("Bdi", text, dir="ltr", **props)


def walk(node: object) -> Iterator[Element]:
    """Give every element of a tree, outermost first; tests look for ids and forbidden components with it."""
    if isinstance(node, list | tuple):
        for child in node:
            yield from walk(child)
    elif isinstance(node, dict) and "props" in node:
        yield node
        yield from walk(_inside(node))


def text_of(node: object) -> str:
    """Give the words of a tree in reading order, joined by single spaces."""
    if isinstance(node, str | int | float):
        return str(node)
    if isinstance(node, list | tuple):
        return " ".join(filter(None, map(text_of, node)))
    if isinstance(node, dict) and "props" in node:
        return text_of(_inside(node))
    return ""


def _inside(node: dict[str, dict[str, object]]) -> object:
    """Give what stands inside an element: its children, or its still tree."""
    return node["props"].get("children", node["props"].get("tree"))
