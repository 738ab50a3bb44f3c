"""What went wrong, and what failed a check, in Vietnamese (an error says itself in English); how a title is written."""

from index.documents import Document
from index.errors import ChidaoError

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
    return _ERRORS[error.code].format(**error.facts, reason=endpoint_trouble(error, language))


def endpoint_trouble(error: ChidaoError, language: str) -> str:
    """What is wrong with a language model's server, in a few words."""
    return _ENDPOINT.get(error.facts.get("problem", ""), "lỗi") if language == "vi" else error.facts["found"]


def title_of(document: Document) -> str:
    """The title on one line, with an ellipsis where it is only the beginning of a long line."""
    ends = document.text.find(document.title) + len(document.title)
    rest = document.text[ends:].split("\n", 1)[0].strip()
    cut = rest and not document.title.endswith((".", "!", "?", "…"))
    return f"{' '.join(document.title.split())}{'…' if cut else ''}"
