"""How the page looks: colours, typeface, style sheet, script, and the words of Gradio's own parts."""

from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from ui import wording

ASSETS = Path(str(files("ui") / "assets"))
TYPEFACE = "Be Vietnam Pro"
FACES = {"Regular": 400, "Medium": 500, "SemiBold": 600, "Bold": 700}  # the end of the file's name → its weight

# Gradio has no Vietnamese of its own and falls back to English, so its words are replaced there.
GRADIO_WORDS = {
    "common.loading": "Đang tải",
    "common.error": "Lỗi",
    "common.complete": "Xong",
    "common.submit": wording.SEND,
    "common.clear": "Xóa",
    "common.empty": "Trống",
    "blocks.lost_connection": "Mất kết nối do rời trang. Đang nối lại…",
    "blocks.connection_can_break": "Kết nối có thể đứt khi rời trang này.",
    "blocks.long_requests_queue": "Nhiều người đang hỏi, xin chờ.",
    "status.queue_position": "Thứ tự chờ: {position}/{size}",
}
LOCALES_REPLACED = ("en", "fr", "zh-CN", "zh-TW", "ja", "ko", "ru", "de")


def fonts_folder() -> Path:
    """The folder of the typeface's files, as its package installed them."""
    spec = find_spec("fontpkg_be_vietnam_pro")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("fontpkg-be-vietnam-pro is missing. Install it: pip install fontpkg-be-vietnam-pro")
    return Path(spec.origin).parent / "files"


def options() -> dict[str, Any]:
    """The arguments of `Blocks.launch` that make the page look and speak as it should."""
    import gradio as gr

    folder = fonts_folder()
    # A visitor can fetch the faces in use, and nothing else of the package.
    gr.set_static_paths([str(_face_file(folder, stem)) for stem in FACES])
    return {
        "theme": _theme(),
        "css": _font_faces(folder) + (ASSETS / "chat.css").read_text(encoding="utf-8"),
        "head": f"<script>{(ASSETS / 'chat.js').read_text(encoding='utf-8')}</script>",
        "i18n": gr.I18n(**dict.fromkeys(LOCALES_REPLACED, GRADIO_WORDS)),
        "favicon_path": str(ASSETS / "icon.svg"),
        "footer_links": [],
    }


def _face_file(folder: Path, stem: str) -> Path:
    return folder / f"BeVietnamPro-{stem}.ttf"


def _font_faces(folder: Path) -> str:
    return "".join(
        f"@font-face{{font-family:'{TYPEFACE}';font-weight:{weight};font-display:swap;"
        f"src:url('/gradio_api/file={_face_file(folder, stem).as_posix()}') format('truetype')}}\n"
        for stem, weight in FACES.items()
    )


def _theme() -> Any:  # noqa: ANN401 - gradio's themes carry no types
    """The base theme in our typeface and colours. Fonts as `Font`: a bare name would be asked from a web service."""
    from gradio.themes import Base
    from gradio.themes.utils.fonts import Font

    faces = [Font(TYPEFACE), Font("sans-serif")]
    return Base(font=faces, font_mono=faces, primary_hue="red", neutral_hue="stone").set(
        body_background_fill="#f8f6f2",
        body_background_fill_dark="#16181c",
        body_text_color="#1f2328",
        body_text_color_dark="#e8e6e3",
        button_primary_background_fill="#a31621",
        button_primary_background_fill_hover="#861019",
        button_primary_background_fill_dark="#a31621",
        button_primary_background_fill_hover_dark="#861019",
        button_primary_text_color="#ffffff",
        button_primary_text_color_dark="#ffffff",
    )
