"""The Vietnamese words of the page that no other room words."""

from datetime import date

from rag.answers import Reason

NAME = "Chỉ Đạo"
PURPOSE = "Tra cứu ý kiến chỉ đạo trong văn bản, có dẫn nguồn nguyên văn"
NEW_CONVERSATION = "Cuộc trò chuyện mới"
SEND = "Gửi"
QUESTION_LABEL = "Câu hỏi của bạn"
QUESTION_HINT = "Nhập câu hỏi của bạn…"
WELCOME = "Bạn cần tra cứu điều gì?"
WELCOME_MORE = (
    "Câu trả lời được lấy từ các văn bản đã nạp, kèm số [1], [2]… dẫn tới nguyên văn. "
    "Không đủ căn cứ thì hệ thống từ chối trả lời."
)
EXAMPLES = "Có thể bắt đầu với một câu hỏi sau"
WORKING = "Đang tra cứu trong văn bản…"
NO_QUESTION = "(chưa nhập câu hỏi)"
UNEXPECTED = "Có lỗi ngoài dự kiến nên chưa trả lời được câu hỏi này. Hãy hỏi lại; nếu vẫn lỗi, báo cho người quản trị."
PANEL = "Nguồn trích dẫn"
PANEL_EMPTY = "Bấm số [1] trong một câu trả lời để đọc nguyên văn đoạn được trích."
WITHHELD_WARNING = "Những câu dưới đây không được nguồn xác nhận, không nên sử dụng:"

REFUSALS = {
    Reason.NOTHING_FOUND: "Không tìm thấy căn cứ trong văn bản",
    Reason.OTHER_PLACE: "Văn bản chỉ nói về nơi khác",
    Reason.OTHER_PERSON: "Văn bản chỉ dẫn lời người khác",
    Reason.OTHER_TIME: "Văn bản chỉ nói về thời gian khác",
    Reason.ONLY_PROPOSAL: "Mới chỉ có kiến nghị, chưa thấy chỉ đạo",
    Reason.ONLY_OLDER: "Chỉ có thông tin cũ hơn",
    Reason.OUTSIDE_CORPUS: "Câu hỏi nằm ngoài các văn bản đã nạp",
}

FAILURES = {
    "number": "số liệu không khớp nguồn",
    "unit": "đơn vị đo không khớp nguồn",
    "date": "ngày tháng không khớp nguồn",
    "name": "tên người không khớp nguồn",
    "title": "chức vụ không khớp nguồn",
    "organisation": "tên cơ quan không khớp nguồn",
    "place": "địa danh không khớp nguồn",
    "document_number": "số hiệu văn bản không khớp nguồn",
    "negation": "nguồn nói ngược lại",
    "modality": "mức độ yêu cầu khác nguồn",
    "speaker": "người nói không khớp nguồn",
    "addressee": "nơi được giao việc không khớp nguồn",
    "unsupported": "nguồn không nói điều này",
    "quote": "không tìm thấy câu trích trong văn bản",
}


def failure(code: str) -> str:
    """Why a sentence was withheld."""
    return FAILURES.get(code, FAILURES["unsupported"])


def day(value: date, *, inferred: bool) -> str:
    """The date as Vietnamese offices write it, and whether its year was only inferred."""
    return f"{value:%d/%m/%Y}" + (" (năm suy ra)" if inferred else "")


def caution(answerer: str) -> str:
    """What every answer is, on one line under the question box."""
    if answerer == "llm":
        return "Câu trả lời do mô hình ngôn ngữ diễn đạt và đã đối chiếu với nguồn. Hãy đọc nguyên văn trước khi dùng."
    return "Câu trả lời là câu trích nguyên văn từ văn bản. Hãy đọc đoạn nguồn trước khi dùng."
