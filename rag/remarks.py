"""What is told beside an answer, or in its place, in the language of the question: refusals, clarifications, notices.

What a document says stays in its own language, whatever the question's.
"""

import datetime as dt
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from index import names, places
from index.errors import ChidaoError
from index.facts import Fact, FactKind
from index.former_units import FormerUnit
from index.text import comparable
from rag.answers import Reason
from rag.question import Question
from rag.wording import endpoint_trouble

if TYPE_CHECKING:
    from rag.evidence import Evidence

# `documents` are all, or those that a filter lets through. The reader is told nothing of the system itself.
_REFUSALS = {
    "vi": {
        Reason.NOTHING_FOUND: "{documents} không nêu điều này nên không trả lời.",
        Reason.OTHER_PLACE: "{documents} không nêu điều này về {asked}; chỉ có nội dung gần giống về {found}, nên không trả lời.",
        Reason.OTHER_PERSON: "{documents} không ghi nhận điều này là của {asked}; chỉ có nội dung gần giống của {found}, nên không trả lời.",
        Reason.OTHER_TIME: "{documents} không nêu điều này vào thời gian được hỏi; chỉ có nội dung gần giống ngày {found}, nên không trả lời.",
        Reason.ONLY_PROPOSAL: "{documents} chỉ ghi nhận kiến nghị, đề xuất của {found}, chưa có chỉ đạo về việc này, nên không trả lời.",
        Reason.ONLY_OLDER: "{documents} chỉ có thông tin cũ hơn thời gian được hỏi, nên không trả lời.",
        Reason.OUTSIDE_CORPUS: "Câu hỏi nằm ngoài nội dung {documents} nên không trả lời.",
    },
    "en": {
        Reason.NOTHING_FOUND: "{documents} do not say this, so there is no answer.",
        Reason.OTHER_PLACE: "{documents} do not say this of {asked}, only something like it of {found}, so there is no answer.",
        Reason.OTHER_PERSON: "{documents} do not report this of {asked}, only something like it of {found}, so there is no answer.",
        Reason.OTHER_TIME: "{documents} do not say this of the time asked about, only something like it of {found}, so there is no answer.",
        Reason.ONLY_PROPOSAL: "{documents} report only a proposal by {found}, and no directive on this, so there is no answer.",
        Reason.ONLY_OLDER: "{documents} only have older information than asked for, so there is no answer.",
        Reason.OUTSIDE_CORPUS: "The question lies outside what {documents} are about, so there is no answer.",
    },
}
# Where it cannot be said what the documents have instead.
_NOTHING_ELSE = {
    "vi": {
        Reason.OTHER_PLACE: "{documents} không nêu điều này về {asked}, nên không trả lời.",
        Reason.OTHER_PERSON: "{documents} không ghi nhận điều này là của {asked}, nên không trả lời.",
        Reason.OTHER_TIME: "{documents} không nêu điều này vào thời gian được hỏi, nên không trả lời.",
        Reason.ONLY_PROPOSAL: "{documents} chỉ ghi nhận kiến nghị, đề xuất, chưa có chỉ đạo về việc này, nên không trả lời.",
    },
    "en": {
        Reason.OTHER_PLACE: "{documents} do not say this of {asked}, so there is no answer.",
        Reason.OTHER_PERSON: "{documents} do not report this of {asked}, so there is no answer.",
        Reason.OTHER_TIME: "{documents} do not say this of the time asked about, so there is no answer.",
        Reason.ONLY_PROPOSAL: "{documents} report only a proposal, and no directive on this, so there is no answer.",
    },
}
_SAID = {
    "vi": {
        "all": "các văn bản đã nạp",
        "filtered": "các văn bản khớp bộ lọc",
        "unfilter": "Bỏ lọc để hỏi mọi văn bản.",
        "no_holder": "{documents} không nêu ai là {asked}, nên không trả lời.",
        "place": "nơi được hỏi",
        "person": "người được hỏi",
        "which_ward": "Nhiều nơi có câu trả lời cho câu hỏi này. Đồng chí hỏi về nơi nào?",
        "did_you_mean": "Các văn bản không có tên này, nhưng có tên gần giống. Có phải đồng chí muốn hỏi:",
        "of_place": "Câu hỏi không nêu nơi; câu trả lời thuộc nội dung về {place}.",
        "several_matters": "Câu hỏi không nói rõ việc nào; mỗi câu trả lời dưới đây là về một việc khác nhau.",
        "part_unanswered": "Chưa tìm thấy nội dung trả lời cho phần: “{part}”",
        "more_said": "Còn {count} nội dung khác; xem đủ trong sổ theo dõi: lệnh chidao register.",
        "mistyped": "Các văn bản không có tên “{typed}”; câu hỏi được hiểu là “{name}”.",
        "unknown_filter": "Bộ lọc {kind} “{name}”: không có đoạn nào trong các văn bản đã nạp thuộc tên này.",
        "near": " Tên gần giống: {near}.",
        "former": "{name} ({district}, {province}) nay thuộc {now} từ ngày 1-7-2025; {what} được hiểu theo đơn vị mới.",
        "divided": "{name} ({district}, {province}) đã chia vào {now} từ ngày 1-7-2025; {what} được hiểu theo đơn vị mới.",
        "the_filter": "bộ lọc",
        "the_question": "câu hỏi",
        "newer_leads": "Trả lời theo văn bản mới nhất (ngày {day}); {others}.",
        "older": "văn bản ngày {day} ghi “{quoted}”",
        "replaced": "“{old}” đã được {what} theo “{new}”{when}; cần đối chiếu trước khi dùng.",
        "whole": "thay thế hoặc bãi bỏ",
        "in_part": "sửa đổi, bổ sung một phần",
        "when": " (ngày {day})",
        "broke_off": (
            "Máy chủ mô hình ngôn ngữ {where} ngừng giữa chừng ({trouble}); các câu dưới đây đã được kiểm, "
            "nhưng câu trả lời có thể còn thiếu."
        ),
        "withheld": (
            "Các câu do mô hình ngôn ngữ viết không đủ căn cứ nên đã lược bỏ; "
            "câu trả lời dưới đây trích nguyên văn từ văn bản."
        ),
    },
    "en": {
        "all": "the documents",
        "filtered": "the documents that fit the filter",
        "unfilter": "Remove the filter to ask all documents.",
        "no_holder": "{documents} do not say who holds the office asked about, so there is no answer.",
        "place": "the place asked about",
        "person": "the person asked about",
        "which_ward": "Several places have an answer to this question. Which one do you mean?",
        "did_you_mean": "The documents do not have this name, but one that is like it. Did you mean:",
        "of_place": "The question names no place; the answer is about {place}.",
        "several_matters": "The question does not say which matter; each answer below is about another one.",
        "part_unanswered": "Nothing was found that answers this part: “{part}”",
        "more_said": "There are {count} more; the register has them all: chidao register.",
        "mistyped": "The documents do not have the name “{typed}”; the question is taken to mean “{name}”.",
        "unknown_filter": "Filter by {kind}, “{name}”: no passage of the documents is of that name.",
        "near": " Names that are like it: {near}.",
        "former": "{name} ({district}, {province}) has belonged to {now} since 1 July 2025; {what} is taken to mean the new unit.",
        "divided": "{name} ({district}, {province}) was divided among {now} on 1 July 2025; {what} is taken to mean the new units.",
        "the_filter": "the filter",
        "the_question": "the question",
        "newer_leads": "Answered from the newest document ({day}); {others}.",
        "older": "a document of {day} has “{quoted}”",
        "replaced": "“{old}” has been {what} by “{new}”{when}; compare them before use.",
        "whole": "replaced or repealed",
        "in_part": "amended in part",
        "when": " ({day})",
        "broke_off": (
            "The language model at {where} stopped halfway ({trouble}); the sentences below have been checked, "
            "but the answer may not be complete."
        ),
        "withheld": (
            "The sentences of the language model were not borne out and were left out; "
            "the answer below is quoted from the documents."
        ),
    },
}
_FILTERS = {
    "vi": {"place": "nơi", "speaker": "người nói", "source": "nguồn", "kind": "loại văn bản"},
    "en": {"place": "place", "speaker": "speaker", "source": "source", "kind": "kind of document"},
}


def remark(code: str, language: str, **facts: object) -> str:
    """One of the texts above in "vi" or "en", with its facts."""
    return _SAID[language][code].format(**facts)


def unknown_filter(kind: str, name: str, near: Sequence[str], language: str) -> str:
    """That a filter names what no document has, and the names that are near."""
    told = remark("unknown_filter", language, kind=_FILTERS[language][kind], name=name)
    return told + (remark("near", language, near="; ".join(near)) if near else "")


def former_unit(unit: FormerUnit, language: str, *, in_filter: bool = False) -> str:
    """What became of a unit that was asked about, or filtered by, under its former name."""
    return remark(
        "divided" if len(unit.successors) > 1 else "former",
        language,
        name=unit.name,
        district=unit.district,
        province=unit.province,
        now=f"{', '.join(unit.successors)} ({unit.now_in})",
        what=remark("the_filter" if in_filter else "the_question", language),
    )


def broke_off(error: ChidaoError, language: str) -> str:
    """What the reader of an answer is told whose endpoint failed after some of its sentences had passed."""
    trouble = endpoint_trouble(error, language)
    return remark("broke_off", language, where=error.facts["where"], trouble=trouble)


def refusal(reason: Reason, question: Question, rival: "Evidence | None") -> str:
    """Why the question is refused, naming what was asked and what the documents have instead; of a filter its part."""
    language, limited = question.language, question.filters.active
    asked, found = _asked(reason, question), _found(reason, rival, language)
    templates = _REFUSALS[language] if found else _REFUSALS[language] | _NOTHING_ELSE[language]
    template = templates[reason]
    if reason is Reason.OTHER_PERSON and question.holder:
        template = _SAID[language]["no_holder"]
    documents = remark("filtered" if limited else "all", language)
    told = template.format(documents=documents, asked=asked, found=found)
    told = told[:1].upper() + told[1:]
    return f"{told} {remark('unfilter', language)}" if limited else told


def _asked(reason: Reason, question: Question) -> str:
    """The places or persons that a question names, else its offices, as they stand within a sentence."""
    if reason is Reason.OTHER_PLACE:
        found = [_within(question, f) for f in question.facts if f.kind is FactKind.PLACE]
        return ", ".join(found) or remark("place", question.language)
    people = [_within(question, f) for f in question.facts if f.kind is FactKind.PERSON]
    titles = [question.text[t.start : t.end] for t in names.titles_in(question.text, [])]
    offices = () if question.english else question.offices  # they are kept by their Vietnamese names
    return ", ".join(people or titles or offices) or remark("person", question.language)


def _within(question: Question, fact: Fact) -> str:
    """A name as it is written within a sentence: "phường Bình Dương" where the question begins with it."""
    name = question.written[fact.start : fact.end]
    levelled = fact.kind is FactKind.PLACE and comparable(name).startswith(f"{places.level_of(fact.value)} ")
    return name[:1].lower() + name[1:] if levelled else name


def _found(reason: Reason, rival: "Evidence | None", language: str) -> str | None:
    """What the documents have instead: another place, person or day."""
    if rival is None:
        return None
    context = rival.sentence.context
    return {
        Reason.OTHER_PLACE: context.place,
        Reason.OTHER_PERSON: context.speaker,
        Reason.ONLY_PROPOSAL: context.speaker or context.place,
        Reason.OTHER_TIME: _day(context.date, language) if context.date else None,
    }.get(reason)


def newer_leads(day: dt.date | None, older: Sequence[tuple[dt.date | None, str]], language: str) -> str:
    """That the answer is of the newest day, and what documents of earlier days say."""
    others = [remark("older", language, day=_day(when, language), quoted=quoted) for when, quoted in older]
    return remark("newer_leads", language, day=_day(day, language), others="; ".join(others))


def replaced(old: str, new: str, day: dt.date | None, language: str, *, whole: bool) -> str:
    """That a document is no longer what holds, or not all of it, by name; `day` is the new one's."""
    when = remark("when", language, day=_day(day, language)) if day else ""
    what = remark("whole" if whole else "in_part", language)
    return remark("replaced", language, old=old, new=new, what=what, when=when)


def _day(day: dt.date | None, language: str) -> str:
    """A day as it is written in "vi"; in "en", where day and month are easily taken for each other, as ISO writes it."""
    return "?" if day is None else f"{day:%d-%m-%Y}" if language == "vi" else day.isoformat()


def for_ward(question: Question, ward: str) -> str:
    """The question with a ward's name in place of the bare "phường": "Phường Bình Trưng có bao nhiêu đảng viên?"."""
    asked = question.written
    level, name = ward.split(" ", 1)
    if question.english:
        bare, ward = r"(?:(?:the|this|each|our) )?ward", f"{name} ward"
    else:
        bare = level
    named, count = re.subn(rf"(?i)(?<!\w){bare}(?!\w)", ward, asked, count=1)
    if not count:
        named = f"{asked.rstrip('?.! ')} ({ward})?"
    return named[:1].upper() + named[1:]
