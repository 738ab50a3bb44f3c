"""Whether a sentence is of the time that was asked about, or only of an older one."""

import datetime as dt
import re
from functools import lru_cache

from index.facts import FactKind, dates_agree, facts_in
from index.text import fold
from rag.answers import Reason
from rag.around import Around
from rag.question import Question

_RELATIVE = {
    "hom nay": 0,
    "today": 0,
    "hom qua": 1,
    "yesterday": 1,
    "sang nay": 0,
    "chieu nay": 0,
    "tuan nay": 7,
    "this week": 7,
    "tuan truoc": 14,
    "last week": 14,
    "thang nay": 31,
    "thang truoc": 62,
}
_FULL_YEAR = re.compile(r"(?:19|20)\d\d(?!\d)")
_COMPARED = re.compile(r"(?i)(?<!\w)so với (?:cùng kỳ )?(?:của )?(?:năm )?$")
_YEAR = 4  # characters of a year
_AGO = re.compile(r"(?<!\w)(?:truoc day|truoc kia|hoi do|luc do|khi do|nhiem ky truoc|(?:tu )?nam 20\d\d)(?!\w)")


def time_misfit(question: Question, around: Around, today: dt.date) -> Reason | None:
    """OTHER_TIME or, where all that is there came before, ONLY_OLDER; None when the sentence is of the time asked."""
    sentence, document = around.sentence, around.document
    day = sentence.context.date or document.date
    spans, years_ago = _relative_asked(question.text)
    for span in spans:
        if day is None or not today - dt.timedelta(days=span) <= day <= today:
            return Reason.ONLY_OLDER if day and day < today else Reason.OTHER_TIME
    if years_ago is not None and (day is None or day.year != today.year - years_ago):
        return Reason.ONLY_OLDER if day and day.year < today.year - years_ago else Reason.OTHER_TIME
    if not (dates := question.values(FactKind.DATE)):
        return None
    facts = around.facts
    known = [_with_year(f.value, day) for f in facts if f.kind is FactKind.DATE]
    known += [day.isoformat()] if day else []
    years = [f for f in facts if f.kind is FactKind.DATE and _FULL_YEAR.search(f.text) and "/" not in f.value]
    own = [f.value for f in years if not _COMPARED.search(sentence.text[: f.start])]
    for asked in dates:
        if "/" in asked:
            if not any(f.value == asked for f in facts_in(document.text) if f.kind is FactKind.DATE):
                return Reason.OTHER_TIME
        elif own and len(asked) == _YEAR and not any(dates_agree(asked, value) for value in own):
            return Reason.OTHER_TIME  # the sentence tells of a year of its own, whatever the document's
        elif not any(dates_agree(asked, k) and len(_bare(k)) >= len(_bare(asked)) for k in known):
            return Reason.ONLY_OLDER if _all_before(asked, known) else Reason.OTHER_TIME
    return None


def asks_time(question: Question) -> bool:
    """Whether the question says of what time it is: a day, month or year, or words like "năm nay"."""
    spans, years_ago = _relative_asked(question.text)
    return bool(question.values(FactKind.DATE) or spans or years_ago is not None or _AGO.search(fold(question.text)))


def _with_year(value: str, day: dt.date | None) -> str:
    """A day given without its year, in the year of its document: "--10-30" → "2025-10-30"."""
    return f"{day.year}{value[1:]}" if day and value.startswith("--") else value


def _bare(value: str) -> str:
    """A date's month and day; "năm 2025" has none, so that it tells nothing of a day that was asked about."""
    return value[-2:] if "Q" in value else value[5:] if value[:4].isdecimal() else value.lstrip("-")


def _all_before(asked: str, known: list[str]) -> bool:
    """Whether every date that is known, to its year, lies before the one asked about."""
    dated = [value for value in known if not value.startswith("--") and "/" not in value]
    return not asked.startswith("--") and bool(dated) and all(value[: len(asked)] < asked for value in dated)


@lru_cache(maxsize=64)  # asked for every sentence that is read
def _relative_asked(text: str) -> tuple[tuple[int, ...], int | None]:
    """The days back that words like "tuần này" reach, and the years back of "năm nay" (0) or "năm ngoái" (1)."""
    folded = fold(text)
    spans = tuple(span for words, span in _RELATIVE.items() if re.search(rf"(?<!\w){words}(?!\w)", folded))
    if not re.search(r"(?<!\w)nam (?:nay|ngoai)(?!\w)|this year|last year", folded):
        return spans, None
    return spans, int(bool(re.search(r"nam ngoai|last year", folded)))
