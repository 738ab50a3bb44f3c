"""Greetings and thanks, which ask nothing: they are answered in kind, and are no part of what later questions mean."""

import re

from index.text import fold
from ui import wording
from ui.turn import Courtesy

_YOU = r"(?: (?:ban|anh|chi|em|dong chi|ca nha|moi nguoi|chidao|chi dao|nhieu|nhe|a|there))*"
_KINDS = (
    (re.compile(rf"(?:(?:em|toi|minh) )?(?:xin )?(?:kinh )?chao{_YOU}|alo"), wording.GREETED),
    (re.compile(rf"(?:(?:da|vang|ok|xin|em|toi) )*cam on{_YOU}|tam biet{_YOU}"), wording.THANKED),
    (re.compile(rf"(?:hello|hi){_YOU}|good (?:morning|afternoon)"), wording.GREETED_IN_ENGLISH),
    (re.compile(r"(?:many )?thanks(?: a lot)?|thank you(?: very much)?|(?:good)?bye"), wording.THANKED_IN_ENGLISH),
)


def courtesy(text: str) -> Courtesy | None:
    """What is said to a greeting or to thanks; None for whatever may ask something."""
    words = " ".join(re.findall(r"\w+", fold(text)))
    return next((Courtesy(said) for kind, said in _KINDS if kind.fullmatch(words)), None)
