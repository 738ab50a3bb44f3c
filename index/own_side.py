"""Words for the speaker's own side: "sở" in the mouth of the director of a Sở."""

import json
from collections.abc import Iterable
from functools import lru_cache

from index.speech import DATA

_ALWAYS = ("đơn vị", "chúng tôi", "lực lượng chức năng", "cơ quan này", "toàn ngành", "ngành")
_DELEGATION = ("tổ giám sát", "đoàn giám sát", "tổ công tác", "đoàn công tác")


@lru_cache(maxsize=1)
def _units() -> dict[str, list[str]]:
    table: dict[str, list[str]] = json.loads((DATA / "own_side.json").read_text(encoding="utf-8"))["units"]
    return table


def own_words(offices: Iterable[str], name: str, *, body: bool) -> tuple[str, ...]:
    """What somebody who holds these offices calls his own side, lower case; a `body` also by its name."""
    words = " ".join([*offices, name]).lower() + " "
    if not words.strip():
        return ()
    found = [own for unit, owns in _units().items() if unit in words for own in owns]
    led = _DELEGATION if any(part in words for part in ("đoàn", "tổ ", "giám sát", "thành ủy")) else ()
    return tuple(dict.fromkeys([*found, *led, *_ALWAYS, *([name.lower()] if body else [])]))
