"""A small reader of iCalendar files (RFC 5545) that refuses what the standard does not allow; it shares no code."""

from dataclasses import dataclass, field

LONGEST = 75
Line = tuple[str, dict[str, str], str]


@dataclass
class Component:
    """A component with its lines (name, parameters, text) and the components in it."""

    name: str
    lines: list[Line] = field(default_factory=list)
    parts: list["Component"] = field(default_factory=list)

    def line(self, name: str) -> tuple[dict[str, str], str]:
        """Give parameters and text of the one line of a name."""
        (found,) = [(parameters, text) for own, parameters, text in self.lines if own == name]
        return found

    def value(self, name: str) -> str:
        """Give the text of the one line of a name."""
        return self.line(name)[1]


def read_calendar(content: bytes) -> Component:
    """Read a whole file; anything outside of the standard fails."""
    assert content.endswith(b"\r\n")
    raw = content[:-2].split(b"\r\n")
    assert all(b"\r" not in line and b"\n" not in line for line in raw)
    assert all(len(line) <= LONGEST for line in raw)
    root, stack = None, []
    for line in unfolded(raw):
        name, parameters, text = content_line(line)
        if name == "BEGIN":
            component = Component(text)
            if stack:
                stack[-1].parts.append(component)
            else:
                assert root is None
                root = component
            stack.append(component)
        elif name == "END":
            assert stack.pop().name == text
        else:
            stack[-1].lines.append((name, parameters, text))
    assert root is not None
    assert not stack
    for event in root.parts:
        names = [name for name, _, _ in event.lines]
        assert {"UID", "DTSTAMP", "DTSTART"} <= set(names)
        assert len(names) == len(set(names))
    return root


def unfolded(raw: list[bytes]) -> list[str]:
    """Join each line with those that continue it; each must be whole text by itself."""
    lines: list[str] = []
    for part in raw:
        text = part.decode("utf-8")
        assert not any((ord(sign) < 32 and sign != "\t") or ord(sign) == 127 for sign in text)
        if text.startswith(" "):
            lines[-1] += text[1:]
        else:
            assert text
            lines.append(text)
    return lines


def content_line(line: str) -> Line:
    """Take a line apart at its first colon; parameters stand before it."""
    head, colon, value = line.partition(":")
    assert colon
    name, *rest = head.split(";")
    assert name.replace("-", "").isalnum()
    assert name == name.upper()
    parameters = dict(one.split("=", 1) for one in rest)
    return name, parameters, value if parameters.get("VALUE") else unescaped(value)


def unescaped(value: str) -> str:
    """Take back the escapes of a text; a bare comma or semicolon is none."""
    text, signs = "", iter(value)
    for sign in signs:
        assert sign not in ",;"
        if sign != "\\":
            text += sign
            continue
        following = next(signs)
        assert following in "\\;,nN"
        text += "\n" if following in "nN" else following
    return text
