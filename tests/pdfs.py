"""PDFs made in the test: hard-wrapped Vietnamese text in an embedded font, running heads, scans, locked files."""

from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

FONT = "BeVietnamPro"
SIZE = 11  # points
WIDTH, HEIGHT = 595, 842  # points, A4
MARGIN = 70


def make_pdf(
    path: Path,
    pages: Sequence[Sequence[str]],
    *,
    head: str = "",
    numbered: bool = False,
    lock: str | None = None,
    scanned: Sequence[int] = (),
    about: str = "",
) -> Path:
    """Write a PDF whose pages hold the paragraphs, wrapped at the margin as a word processor does, and return `path`.

    `head` stands on top of every page, the page's number at its foot. The pages `scanned`, from 1, show a grey picture
    instead of text. `lock` is the password without which it cannot be read. `about` fills every field of the metadata.
    """
    _register_font()
    encryption = None if lock is None else StandardEncryption(lock, strength=128)
    canvas = Canvas(str(path), pagesize=(WIDTH, HEIGHT), encrypt=encryption)
    for tell in (canvas.setTitle, canvas.setSubject, canvas.setAuthor, canvas.setKeywords):
        tell(about or None)
    for number, paragraphs in enumerate(pages, 1):
        canvas.setFont(FONT, SIZE)
        if number in scanned:
            _draw_scan(canvas)
        else:
            _draw_page(canvas, [*([head] if head else []), *paragraphs])
            if numbered:
                canvas.drawString(WIDTH / 2, MARGIN / 2, str(number))
        canvas.showPage()
    canvas.save()
    return path


def _register_font() -> None:
    spec = find_spec("fontpkg_be_vietnam_pro")
    assert spec is not None
    assert spec.origin is not None
    if FONT not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont(FONT, str(Path(spec.origin).parent / "files" / "BeVietnamPro-Regular.ttf")))


def _draw_page(canvas: Canvas, paragraphs: Sequence[str]) -> None:
    height = float(HEIGHT - MARGIN)
    for paragraph in paragraphs:
        for line in simpleSplit(paragraph, FONT, SIZE, WIDTH - 2 * MARGIN):
            canvas.drawString(MARGIN, height, line)
            height -= 1.4 * SIZE
        height -= 0.6 * SIZE


def _draw_scan(canvas: Canvas) -> None:
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    canvas.drawImage(ImageReader(Image.new("L", (64, 90), 200)), 0, 0, width=WIDTH, height=HEIGHT)
