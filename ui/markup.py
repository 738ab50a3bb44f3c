"""HTML built so that it is escaped by construction: every `str` that is not already `Html` is text, and is escaped."""

from html import escape
from typing import Self
from urllib.parse import urlsplit


class Html(str):
    """Markup that may be put into a page as it stands. Only `element` and `joined` make it."""

    __slots__ = ()

    def __new__(cls, markup: str = "") -> Self:
        """The markup, taken as safe."""
        return super().__new__(cls, markup)


def joined(*content: str | Html | None) -> Html:
    """The content in order; plain text is escaped, None is nothing."""
    return Html("".join(_safe(part) for part in content if part is not None))


def element(name: str, *content: str | Html | None, **attributes: str | int | bool | None) -> Html:
    """`<name attributes>content</name>`.

    `class_` gives `class`, `data_turn` gives `data-turn`. True is a bare attribute; False and None leave it out.
    """
    written = "".join(_attribute(key, value) for key, value in attributes.items())
    return Html(f"<{name}{written}>{joined(*content)}</{name}>")


def link_or_text(address: str) -> Html:
    """A link that opens in a new tab if the address is http or https; anything else is only text."""
    try:
        parts = urlsplit(address)
    except ValueError:  # such as a bracket without its partner
        return joined(address)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        return joined(address)
    return element("a", address, href=address, target="_blank", rel="noopener noreferrer")


def _safe(part: str | Html) -> str:
    return part if isinstance(part, Html) else escape(part)


def _attribute(key: str, value: str | int | bool | None) -> str:
    name = key.rstrip("_").replace("_", "-")
    if value is None or value is False:
        return ""
    return f" {name}" if value is True else f' {name}="{escape(str(value))}"'
