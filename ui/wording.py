"""The words of the page that no other room words: Vietnamese, and of what is said to an English question English."""

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
MORE_TO_COME = "Đang viết tiếp…"
STOPPED = "Đã dừng theo yêu cầu."
STOPPED_AFTER = "Đã dừng theo yêu cầu. Các câu trên đã được đối chiếu với nguồn, nhưng câu trả lời chưa trọn."
UNDERSTOOD = "Được hiểu là:"
UNDERSTOOD_IN_ENGLISH = "Understood as:"
ASK_AS_TYPED = "Hỏi đúng như đã gõ"
GREETED = "Chào đồng chí. Đồng chí cần tra cứu điều gì trong các văn bản đã nạp?"
THANKED = "Cảm ơn đồng chí. Đồng chí có thể hỏi tiếp bất cứ lúc nào."
GREETED_IN_ENGLISH = "Hello. What do you need from the documents?"
THANKED_IN_ENGLISH = "Thank you. Ask again whenever you like."
NO_QUESTION = "(chưa nhập câu hỏi)"
UNEXPECTED = "Có lỗi ngoài dự kiến nên chưa trả lời được câu hỏi này. Hãy hỏi lại; nếu vẫn lỗi, báo cho người quản trị."
PANEL = "Nguồn trích dẫn"
PANEL_EMPTY = "Bấm số [1] trong một câu trả lời để đọc nguyên văn đoạn được trích."
PANEL_OF_DRAFT = "Cho bản dự thảo đã kiểm"
PANEL_OF_DRAFT_EMPTY = "Nguồn của từng câu trong bản dự thảo sẽ hiện ở đây sau khi kiểm."
WITHHELD_WARNING = "Không thuộc câu trả lời: những câu dưới đây không được nguồn xác nhận, không nên sử dụng."
INSTEAD = "Văn bản trả lời được câu hỏi sau"
NEAREST = "Tài liệu gần nhất (không phải câu trả lời)"
NEAREST_WARNING = "Các tài liệu này gần với câu hỏi nhất nhưng không trả lời câu hỏi."

# The filters of the chat.
FILTERS = "Bộ lọc"
SINCE = "Từ ngày"
UNTIL = "Đến ngày"
PLACE = "Nơi"
SPEAKER = "Người nói"
FROM_SOURCE = "Nguồn"
KIND = "Loại văn bản"
FILTER_FIELDS = (SINCE, UNTIL, PLACE, SPEAKER, FROM_SOURCE, KIND)  # in their order
DAY_HINT = "vd. 17/9/2025"
ANY_KIND = "Mọi loại"
KINDS = {"article": "Bài báo", "text": "Văn bản không ghi ngày"}  # of document
FILTERED = {"place": "nơi", "speaker": "người nói", "source": "nguồn", "kind": "loại văn bản"}
FILTERING = "Đang lọc:"
FILTERED_BY = "Chỉ tìm trong phần khớp bộ lọc:"
UNFILTER = "Bỏ lọc"
ASK_EVERYWHERE = "Hỏi lại trong mọi văn bản"
NOT_ASKED = "Chưa hỏi được."
NO_DAY = (
    "Ô “{field}”: “{found}” không đọc được là một ngày. Hãy ghi đủ năm: 17/9/2025, ngày 17 tháng 9 năm 2025, "
    "tháng 9/2025, hay 2025."
)
FILTER_TOO_LONG = "Ô “{field}” dài quá {most} ký tự. Hãy ghi ngắn lại."
DAYS_TURNED = "Ô “Từ ngày” ({since}) sau ô “Đến ngày” ({until}). Hãy đổi lại một trong hai."

# The check of drafts.
CHAT_ADDRESS = "hoi-dap"  # after the # of the address
CHAT_PAGE = "Hỏi đáp"
CHECK_ADDRESS = "kiem"
CHECK_PAGE = "Kiểm bản dự thảo"
CHECK_WELCOME = (
    "Từng câu được đối chiếu với các văn bản đã nạp: câu nào có căn cứ, ở đâu; câu nào không, vì dữ kiện nào. "
    "Bản dự thảo không được lưu lại."
)
DRAFT_LABEL = "Bản dự thảo"
DRAFT_HINT = "Dán bản dự thảo vào đây, hoặc kéo thả một tệp .txt, .pdf…"
CHOOSE_FILE = "Chọn tệp .txt, .pdf"
READING_FILE = "Đang đọc tệp…"
CHECK = "Kiểm"
STOP = "Dừng"
REPORT = "Kết quả kiểm"
CHECKING = "Đang kiểm bản dự thảo"
WAITING = "Đang chờ tới lượt kiểm…"
CHECKED_SO_FAR = "Đã kiểm {done}/{of} câu…"
CHECK_STOPPED = "Đã dừng, mới kiểm {done}/{of} câu. {counted}"
CHECK_CAUTION = (
    "“Không có căn cứ” nghĩa là các văn bản đã nạp không nêu như vậy, chưa hẳn câu đó sai. "
    "Câu có căn cứ cũng cần đọc lại đoạn nguồn trước khi dùng."
)
SUPPORTED = "Có căn cứ"
UNSUPPORTED = "Không có căn cứ"
SOURCE = "Nguồn:"
COPY = "Sao chép"
DOWNLOAD_TXT = "Tải về .txt"
DOWNLOAD_CSV = "Tải về .csv (mở bằng Excel)"
ONLY_FAILED = "Chỉ xem câu không có căn cứ"
CSV_HEAD = ("STT", "Câu", "Kết quả", "Dữ kiện không khớp", "Nguồn", "Nơi gần nhất", "Nguyên văn")
NOTHING_TO_CHECK = "Chưa có câu nào để kiểm. Hãy dán bản dự thảo vào ô trên rồi bấm “Kiểm”."
DRAFT_TOO_LONG = "Bản dự thảo dài {found} ký tự; mỗi lần kiểm được tối đa {most}. Hãy chia thành nhiều phần."
TOO_MANY_SENTENCES = "Bản dự thảo có {found} câu; mỗi lần kiểm được tối đa {most}. Hãy chia thành nhiều phần."
FILE_READ = "Đã đọc tệp {name}: {found} ký tự. Xem lại nội dung ở ô trên rồi bấm “Kiểm”."
FILE_TOO_LARGE = "{name}: tệp lớn hơn {most} MB nên không đọc. Hãy dán phần cần kiểm vào ô trên."
FILE_TOO_LONG = "{name}: tệp dài {found} ký tự; mỗi lần kiểm được tối đa {most}. Hãy dán phần cần kiểm vào ô trên."
CHECK_UNEXPECTED = (
    "Có lỗi ngoài dự kiến nên chưa kiểm xong. Hãy bấm “Kiểm” lần nữa; nếu vẫn lỗi, báo cho người quản trị."
)

REFUSALS = {
    Reason.NOTHING_FOUND: "Không tìm thấy căn cứ trong văn bản",
    Reason.OTHER_PLACE: "Văn bản chỉ nói về nơi khác",
    Reason.OTHER_PERSON: "Văn bản chỉ nói về người khác",
    Reason.OTHER_TIME: "Văn bản chỉ nói về thời gian khác",
    Reason.ONLY_PROPOSAL: "Mới chỉ có kiến nghị, chưa thấy chỉ đạo",
    Reason.ONLY_OLDER: "Chỉ có thông tin cũ hơn",
    Reason.OUTSIDE_CORPUS: "Câu hỏi nằm ngoài các văn bản đã nạp",
}
REFUSALS_IN_ENGLISH = {
    Reason.NOTHING_FOUND: "Not found in the documents",
    Reason.OTHER_PLACE: "The documents speak of another place only",
    Reason.OTHER_PERSON: "The documents speak of another person only",
    Reason.OTHER_TIME: "The documents speak of another time only",
    Reason.ONLY_PROPOSAL: "Only proposed so far, not ordered",
    Reason.ONLY_OLDER: "Only older information",
    Reason.OUTSIDE_CORPUS: "Not what the documents are about",
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


def count(number: int) -> str:
    """A whole number as Vietnamese offices write it."""
    return f"{number:,}".replace(",", ".")


def summary(supported: int, unsupported: int) -> str:
    """How many sentences of a draft hold."""
    return f"{count(supported + unsupported)} câu: {count(supported)} có căn cứ, {count(unsupported)} không"


def day(value: date, *, inferred: bool) -> str:
    """The date as Vietnamese offices write it, and whether its year was only inferred."""
    return f"{value:%d/%m/%Y}" + (" (năm suy ra)" if inferred else "")


def caution(answerer: str) -> str:
    """What every answer is, on one line under the question box."""
    if answerer == "llm":
        return "Câu trả lời do mô hình ngôn ngữ diễn đạt và đã đối chiếu với nguồn. Hãy đọc nguyên văn trước khi dùng."
    return "Câu trả lời là câu trích nguyên văn từ văn bản. Hãy đọc đoạn nguồn trước khi dùng."
