"""What is swapped in each of the five articles: a table made by hand, and where one string depends on another."""

import datetime as dt
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from random import Random

PLAN = dt.date(2025, 7, 24)  # of the plan that 004 is about


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure, with the words around it that keep it apart from the same digits elsewhere."""

    value: str
    where: tuple[str, ...]
    least: float = 0.55  # the new figure as a share of the old one
    most: float = 1.75


@dataclass(frozen=True, slots=True)
class Article:
    """What is swapped in one of the five articles. Every string stands in it; all else stays verbatim."""

    prefix: str  # of the seed's file name
    wards: tuple[str, ...]
    men: tuple[str, ...]
    date: dt.date
    women: tuple[str, ...] = ()
    credited: tuple[str, ...] = ()  # photographers and authors, in capitals
    figures: tuple[Figure, ...] = ()
    team: str = ""  # "Tổ công tác số 2"
    special: Callable[["Swaps"], Mapping[str, str]] = field(default=lambda swaps: {})


@dataclass(frozen=True, slots=True)
class Swaps:
    """One draw, the same for all five articles of a family, so that what two of them share stays shared."""

    names: Mapping[str, str]  # wards and people, old → new
    dates: Mapping[str, dt.date]  # by article
    random: Random


def folded(text: str) -> str:
    """The text in lower case without diacritics."""
    marks = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(character for character in marks if not unicodedata.combining(character))


def _remaining_months(swaps: Swaps) -> dict[str, str]:
    return {"3 tháng còn lại": f"{12 - swaps.dates['003'].month} tháng còn lại"}


def _address(swaps: Swaps) -> dict[str, str]:
    """The address repeats the leader's name without diacritics; "ông Tâm" is Nguyễn Thanh Tâm."""
    return {
        "ong-nguyen-thanh-nghi-": f"ong-{folded(swaps.names['Nguyễn Thanh Nghị']).replace(' ', '-')}-",
        "-1019290.html": f"-{swaps.random.randrange(1_000_000, 1_019_000)}.html",
        "ông Tâm": f"ông {swaps.names['Nguyễn Thanh Tâm'].split()[-1]}",
    }


def _evaluated_year(swaps: Swaps) -> dict[str, str]:
    return {"đánh giá năm 2025": f"đánh giá năm {swaps.dates['002'].year}"}


def _plan_date(swaps: Swaps) -> dict[str, str]:
    day = swaps.dates["004"] - dt.timedelta(days=swaps.random.randrange(20, 120))
    if (day.day, day.month) == (PLAN.day, PLAN.month):
        day -= dt.timedelta(days=1)
    return {f"ngày {PLAN.day}-{PLAN.month}-{PLAN.year}": f"ngày {day.day}-{day.month}-{day.year}"}


ARTICLES = (
    Article(
        prefix="000",
        wards=("Bình Dương",),
        men=("Trần Lưu Quang", "Bùi Thanh Nhân", "Nguyễn Văn Đông"),
        women=("Nguyễn Thị Nhật Hằng", "Võ Thị Trung Trinh"),
        credited=("VĂN MINH", "VIỆT DŨNG"),
        date=dt.date(2025, 9, 17),
        figures=(
            Figure("75", ("chiếm 75% diện tích", "chiếm khoảng 75% diện tích"), 0.5, 1.25),
            Figure("58", ("hơn 58km²",)),
            Figure("107.700", ("trên 107.700 người",)),
        ),
    ),
    Article(
        prefix="001",
        wards=("Lái Thiêu", "Tân Phước"),
        men=("Nguyễn Thanh Nghị", "Nguyễn Thanh Tâm", "Dương Ngọc Châu"),
        date=dt.date(2025, 8, 5),
        team="Tổ công tác số 1",
        special=_address,
    ),
    Article(
        prefix="002",
        wards=("Bình Trưng",),
        men=("Đặng Minh Thông",),
        credited=("THU HƯỜNG",),
        date=dt.date(2025, 10, 29),
        team="Tổ công tác số 2",
        special=_evaluated_year,
    ),
    Article(
        prefix="003",
        wards=("Bình Trưng",),
        men=("Đặng Minh Thông",),
        date=dt.date(2025, 9, 26),
        figures=(
            Figure("91", ("có 91 tổ chức Đảng",)),
            Figure("2.952", ("2.952 đảng viên",)),
            Figure("10", ("bổ sung 10 đồng chí",)),
            Figure("340", ("gần 340 tỷ đồng",)),
            Figure("204", ("gần 204 tỷ đồng",)),
            Figure("98", ("trên 98%",), 0.7, 1.01),
        ),
        special=_remaining_months,
    ),
    Article(
        prefix="004",
        wards=("Tân Khánh", "Tân Hiệp"),
        men=("Hoàng Nguyên Dinh", "Trần Lê Quan"),
        date=dt.date(2025, 10, 30),
        team="Tổ công tác số 10",
        figures=(
            Figure("52", ("có 52 tổ chức",)),
            Figure("1.553", ("1.553 đảng viên",)),
            Figure("152.000", ("152.000 dân",)),
            Figure("147.000", ("147.000 dân",)),
            Figure("32", ("có 32 tổ chức",)),
            Figure("871", ("871 đảng viên",)),
        ),
        special=_plan_date,
    ),
)

CORPUS_TEAMS = tuple(article.team for article in ARTICLES if article.team)
CORPUS_WARDS = tuple(dict.fromkeys(ward for article in ARTICLES for ward in article.wards))
