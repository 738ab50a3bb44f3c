"""What the system says of itself, in Vietnamese (and errors also in English): refusals, clarifications, errors."""

import datetime as dt
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from index import names
from index.errors import ChidaoError
from index.former_units import FormerUnit
from index.text import comparable
from rag.answers import Reason
from rag.question import Question

if TYPE_CHECKING:
    from rag.evidence import Evidence

WHICH_WARD = "Nhiều nơi có câu trả lời cho câu hỏi này. Đồng chí hỏi về nơi nào?"
LLM_WITHHELD = (
    "Các câu do mô hình ngôn ngữ viết không đủ căn cứ nên đã lược bỏ; câu trả lời dưới đây trích nguyên văn từ văn bản."
)
DID_YOU_MEAN = "Các văn bản không có tên này, nhưng có tên gần giống. Có phải đồng chí muốn hỏi:"

_REFUSALS = {
    Reason.NOTHING_FOUND: "Các văn bản đã nạp không nêu điều này nên không trả lời.",
    Reason.OTHER_PLACE: "Các văn bản không nêu điều này về {asked}; chỉ có nội dung gần giống về {found}, nên không trả lời.",
    Reason.OTHER_PERSON: "Các văn bản không ghi nhận điều này là của {asked}; chỉ có nội dung gần giống của {found}, nên không trả lời.",
    Reason.OTHER_TIME: "Các văn bản không nêu điều này vào thời gian được hỏi; chỉ có nội dung gần giống ngày {found}, nên không trả lời.",
    Reason.ONLY_PROPOSAL: "Các văn bản chỉ ghi nhận kiến nghị, đề xuất của {found}, chưa có chỉ đạo về việc này, nên không trả lời.",
    Reason.ONLY_OLDER: "Các văn bản chỉ có thông tin cũ hơn thời gian được hỏi, nên không trả lời.",
    Reason.OUTSIDE_CORPUS: "Câu hỏi nằm ngoài nội dung các văn bản đã nạp nên không trả lời.",
}

_DOCUMENTS = re.compile(r"ác văn bản(?: đã nạp)?")
_FILTERED = "ác văn bản khớp bộ lọc"
_NO_HOLDER = "Các văn bản không nêu ai là {asked}, nên không trả lời."

# Where it cannot be said what the documents have instead.
_NOTHING_ELSE = {
    Reason.OTHER_PLACE: "Các văn bản không nêu điều này về {asked}, nên không trả lời.",
    Reason.OTHER_PERSON: "Các văn bản không ghi nhận điều này là của {asked}, nên không trả lời.",
    Reason.OTHER_TIME: "Các văn bản không nêu điều này vào thời gian được hỏi, nên không trả lời.",
    Reason.ONLY_PROPOSAL: "Các văn bản chỉ ghi nhận kiến nghị, đề xuất, chưa có chỉ đạo về việc này, nên không trả lời.",
}

# One Vietnamese sentence for each code of index/errors.py, with the same facts.
_ERRORS = {
    "error": "{found}",
    "file_missing": "{where}: không có tệp hoặc thư mục này. Kiểm tra lại đường dẫn rồi chạy lại lệnh.",
    "folder_empty": "{where}: thư mục không có tệp {wanted} nào. Chép văn bản vào đó hoặc chọn thư mục khác.",
    "file_empty": "{where}: tệp không có nội dung. Lưu lại văn bản rồi nạp bản mới.",
    "file_unreadable": "{where}: không đọc được tệp ({found}). Kiểm tra tệp và quyền đọc, rồi nạp lại.",
    "not_text": "{where}: byte {found} không phải văn bản UTF-8. Lưu lại văn bản ở dạng thuần văn bản, mã UTF-8, rồi nạp bản đó.",
    "unsupported_format": "{where}: không đọc được tệp {found}, chỉ đọc {wanted}. Lưu văn bản ở một trong các dạng đó.",
    "pdf_unreadable": "{where}: không đọc được PDF này ({found}). Mở tệp, lưu lại không đặt mật khẩu, rồi nạp bản đó.",
    "no_text_layer": "{where}, trang {page}: trang chỉ là ảnh chụp, không có chữ để lập chỉ mục. Nạp bản PDF có thể tìm kiếm được chữ.",
    "home_missing": "{where}: chưa có chỉ mục ở đây. Lập chỉ mục bằng `chidao add ĐƯỜNG-DẪN`, hoặc chọn nơi khác bằng --home.",
    "unknown_document": "{found}: không có văn bản nào mang mã này, hoặc có nhiều. Lệnh `chidao list` cho biết các mã.",
    "empty_question": "Câu hỏi còn trống. Hãy nhập câu hỏi về các văn bản.",
    "question_too_long": "Câu hỏi dài {found} ký tự, chỉ đọc được tối đa {wanted}. Hãy rút gọn.",
    "empty_draft": "{where}: không có câu nào để kiểm. Đưa vào một đoạn văn, hoặc mỗi dòng một câu ở dạng JSON.",
    "bad_question_line": "{where}, dòng {line}: {found}; cần {wanted}. Sửa dòng này rồi chạy lại lệnh.",
    "bad_date": "{where}: {found} không phải ngày; cần {wanted}, ví dụ 2025-09-17.",
    "bad_setting": "{where}: không dùng được {found}; cần {wanted}.",
    "endpoint_missing": "Chưa cấu hình máy chủ mô hình ngôn ngữ. Đặt CHIDAO_LLM_MODEL (và CHIDAO_LLM_URL), hoặc dùng --answerer extractive.",
    "endpoint_failed": "Máy chủ mô hình ngôn ngữ {where} không trả lời được ({reason}), nên câu trả lời được trích nguyên văn từ văn bản.",
    "unsafe_address": "{where}: máy khác sẽ vào được mà không cần mật khẩu. Dùng 127.0.0.1, hoặc đặt CHIDAO_AUTH=tên:mật-khẩu.",
    "port_taken": "Cổng {found} đang được chương trình khác dùng. Tắt chương trình đó, hoặc chọn cổng khác: chidao chat --port 7861",
    "encoder_unavailable": "{where}: không có mô hình Sentence-Transformers ở đó ({found}). Đặt CHIDAO_ENCODER là thư mục hoặc tên mô hình, hoặc bỏ đặt.",
    "index_busy": "{where}: chương trình khác đang thay đổi chỉ mục này. Đợi xong rồi chạy lại lệnh.",
    "broken_index": "{where}: chỉ mục hỏng ({found}). Dựng lại từ danh mục: chidao repair",
    "encoder_mismatch": "Chỉ mục ở {where} được lập bằng mô hình {found}, cấu hình đang dùng {wanted}. Lập lại: chidao repair --reencode",
    "schema_mismatch": "Chỉ mục ở {where} theo lược đồ {found}, phiên bản này đọc {wanted}. Nạp văn bản vào chỗ mới: chidao --home MỚI add {where}/originals",
    "snapshot_outdated": "Tệp tra cứu ở {where} theo lược đồ {found}, phiên bản này đọc {wanted}. Lập lại từ danh mục: chidao repair",
    "catalogue_damaged": "{where}: không đọc được danh mục ({found}). Phục hồi bản sao lưu, hoặc nạp văn bản vào chỗ mới: chidao --home MỚI add ĐƯỜNG-DẪN",
}
# What failed in a claim, by the kinds of the contract; with and without what the sources have instead.
FAILURES = {
    "number": "con số",
    "unit": "đơn vị tính",
    "date": "thời gian",
    "name": "tên người",
    "title": "chức danh",
    "organisation": "tên cơ quan, tổ chức",
    "place": "địa danh",
    "document_number": "số hiệu văn bản",
    "negation": "khẳng định hay phủ định",
    "modality": "mức độ (đã làm, sẽ làm, phải làm, đề nghị)",
    "speaker": "người nói",
    "addressee": "người được yêu cầu",
    "unsupported": "nội dung nguồn không nêu",
    "quote": "đoạn trích không có trong văn bản",
}
_ENDPOINT = {
    "unreachable": "không kết nối được",
    "timeout": "quá thời gian chờ",
    "status": "máy chủ báo lỗi",
    "reply": "trả lời không đúng dạng",
    "key": "khóa truy cập bị từ chối",
}


def in_language(error: ChidaoError, language: str) -> str:
    """The sentence of an error in "vi" or "en"."""
    if language == "en":
        return str(error)
    return _ERRORS[error.code].format(**error.facts, reason=_ENDPOINT.get(error.facts.get("problem", ""), "lỗi"))


def broke_off(error: ChidaoError) -> str:
    """What the reader of an answer is told whose endpoint failed after some of its sentences had passed."""
    reason = _ENDPOINT.get(error.facts.get("problem", ""), "lỗi")
    return (
        f"Máy chủ mô hình ngôn ngữ {error.facts['where']} ngừng giữa chừng ({reason}); các câu dưới đây đã được kiểm, "
        "nhưng câu trả lời có thể còn thiếu."
    )


_FILTERS = {"place": "nơi", "speaker": "người nói", "source": "nguồn", "kind": "loại văn bản"}


def unknown_filter(kind: str, name: str, near: Sequence[str]) -> str:
    """That a filter names what no document has, and the names that are near."""
    offered = f" Tên gần giống: {'; '.join(near)}." if near else ""
    return f"Bộ lọc {_FILTERS[kind]} “{name}”: không có đoạn nào trong các văn bản đã nạp thuộc tên này.{offered}"


def former_unit(unit: FormerUnit, *, in_filter: bool = False) -> str:
    """What became of a unit that was asked about, or filtered by, under its former name."""
    now = ", ".join(unit.successors)
    became = "đã chia vào" if len(unit.successors) > 1 else "nay thuộc"
    return (
        f"{unit.name} ({unit.district}, {unit.province}) {became} {now} ({unit.now_in}) từ ngày 1-7-2025; "
        f"{'bộ lọc' if in_filter else 'câu hỏi'} được hiểu theo đơn vị mới."
    )


def mistyped(typed: str, name: str) -> str:
    """That a name that nobody bears was taken for the only known one that is near."""
    return f"Các văn bản không có tên “{typed}”; câu hỏi được hiểu là “{name}”."


def refusal(reason: Reason, question: Question, rival: "Evidence | None") -> str:
    """Why the question is refused, naming what was asked and what the documents have instead; of a filter its part."""
    text = _refusal(reason, question, rival)
    if not question.filters.active:
        return text
    return f"{_DOCUMENTS.sub(_FILTERED, text, count=1)} Bỏ lọc để hỏi mọi văn bản."


def _refusal(reason: Reason, question: Question, rival: "Evidence | None") -> str:
    context = rival.sentence.context if rival else None
    asked = {
        Reason.OTHER_PLACE: [f.text for f in question.facts if f.kind == "place"],
        Reason.OTHER_PERSON: [f.text for f in question.facts if f.kind == "name"]
        or [question.text[t.start : t.end] for t in names.titles_in(question.text, [])],
    }.get(reason, [])
    found = {
        Reason.OTHER_PLACE: context.place if context else None,
        Reason.OTHER_PERSON: context.speaker if context else None,
        Reason.ONLY_PROPOSAL: (context.speaker or context.place) if context else None,
        Reason.OTHER_TIME: f"{context.date:%d-%m-%Y}" if context and context.date else None,
    }.get(reason)
    if reason is Reason.OTHER_PERSON and question.holder and asked:
        return _NO_HOLDER.format(asked=", ".join(asked))
    template = _REFUSALS[reason] if found or "{found}" not in _REFUSALS[reason] else _NOTHING_ELSE.get(reason, "")
    if not template or ("{asked}" in template and not asked):
        return _REFUSALS[Reason.NOTHING_FOUND]
    return template.format(asked=", ".join(asked), found=found)


def newer_leads(day: dt.date | None, older: Sequence[tuple[dt.date | None, str]]) -> str:
    """That the answer is of the newest day, and what documents of earlier days say."""
    others = "; ".join(f"văn bản ngày {_written(when)} ghi “{quoted}”" for when, quoted in older)
    return f"Trả lời theo văn bản mới nhất (ngày {_written(day)}); {others}."


def replaced(old: str, new: str, day: dt.date | None, *, whole: bool) -> str:
    """That a document is no longer what holds, or not all of it, by name; `day` is the new one's."""
    when = f" (ngày {_written(day)})" if day else ""
    what = "thay thế hoặc bãi bỏ" if whole else "sửa đổi, bổ sung một phần"
    return f"“{old}” đã được {what} theo “{new}”{when}; cần đối chiếu trước khi dùng."


def _written(day: dt.date | None) -> str:
    return f"{day:%d-%m-%Y}" if day else "?"


def more_said(count: int) -> str:
    """What is told beside a list that is too long to be shown whole."""
    return f"Còn {count} nội dung khác; xem đủ trong sổ theo dõi (chidao register)."


SEVERAL_MATTERS = "Câu hỏi không nói rõ việc nào; mỗi câu trả lời dưới đây là về một việc khác nhau."


def part_unanswered(part: str) -> str:
    """That one part of a question is not answered, while another is."""
    return f"Chưa tìm thấy nội dung trả lời cho phần: “{part}”"


def for_ward(question: str, ward: str) -> str:
    """The question with a ward's name in place of the bare "phường": "Phường Bình Trưng có bao nhiêu đảng viên?"."""
    level = ward.split(" ", 1)[0]
    named, count = re.subn(rf"(?i)(?<!\w){level}(?!\w)", ward, question, count=1)
    if not count:
        named = f"{question.rstrip('?.! ')} ({ward})?"
    return named[:1].upper() + named[1:] if comparable(question[:1]) != question[:1] or count else named
