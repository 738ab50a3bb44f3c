"""Promises of the generators behind the forgery suite, and of the counting around them."""

import ast
import json
import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from tests.benchmarks.forgeries import Judged, scored, threshold
from tests.benchmarks.forgery_claims import by_hand, collected
from tests.forgeries import KINDS as FORGED
from tests.forgeries import applied, edits, forgeries
from tests.forgery_sources import Article, Claim, seeds, split_of
from tests.rewordings import KINDS as REWORDED
from tests.rewordings import rewordings

ROOT = Path(__file__).resolve().parent.parent
ARTICLES = seeds(ROOT / "seeds")
TEXTS = {article.file: article.text for article in ARTICLES}
MADE = collected(("seeds",)).claims
FORGERIES = [claim for claim in MADE if claim.forged and not claim.id.endswith("-reworded")]
FAITHFUL = [claim for claim in MADE if not claim.forged]
NUMBER_WORDS = {"hai": "2", "ba": "3", "bốn": "4", "sáu": "6", "bảy": "7", "tám": "8", "chín": "9"}


def article(*sentences: str) -> Article:
    return Article("a.txt", "\n".join(sentences), "seeds")


def offered(sentence: str, kind: str, *others: str) -> set[str]:
    """The sentences into which one can be forged, in an article that also says the others."""
    return {applied(sentence, edit) for edit in edits(article(sentence, *others), sentence, kind)}


def reworded(sentence: str, kind: str, head: str = "") -> set[str]:
    own = Article("a.txt", f"{head}{sentence}", "seeds")
    return {claim.text for claim in rewordings(own, [sentence], most=20, kinds=[kind])}


def test_the_same_claims_are_made_every_time_whatever_is_made_besides() -> None:
    own = ARTICLES[3]
    last = own.sentences[-1]
    alone = [*forgeries(own, [last]), *rewordings(own, [last])]
    among = [*forgeries(own, own.sentences), *rewordings(own, own.sentences)]
    assert alone == [claim for claim in among if claim.quote == last]
    assert collected(("seeds",)).claims == MADE


def test_every_citable_sentence_of_the_five_articles_has_a_claim_of_each_side() -> None:
    sentences = {sentence for own in ARTICLES for sentence in own.sentences}
    assert {claim.quote for claim in FAITHFUL} == sentences
    assert len({claim.quote for claim in FORGERIES}) >= 0.85 * len(
        sentences
    )  # the rest are short captions and headings


def test_every_kind_is_made_from_the_five_articles_but_references_to_articles_of_law() -> None:
    kinds = Counter(claim.kind for claim in MADE)
    assert set(kinds) == {*FORGED, *REWORDED, "combined"} - {"article_number"}


def test_a_quote_stands_verbatim_in_its_file() -> None:
    assert [claim.id for claim in MADE if claim.quote not in TEXTS[claim.file]] == []


def test_a_forgery_differs_from_its_source_in_one_stretch_and_is_said_nowhere_in_the_article() -> None:
    for claim in FORGERIES:
        old, _, new = claim.changed.partition("→")
        old, new = old[:-1], new[1:]
        before = [m.start() for m in re.finditer(re.escape(old), claim.quote)]
        ways = {claim.quote[:at] + new + claim.quote[at + len(old) :] for at in before}
        assert claim.text.casefold() in {way.casefold() for way in ways}, claim.id
        assert claim.text not in TEXTS[claim.file], claim.id


def test_a_rewording_brings_no_figure_that_its_source_and_the_head_of_the_article_do_not_have() -> None:
    for claim in FAITHFUL:
        said, source = figures(claim.text), figures(claim.quote)
        if claim.kind in ("date_format", "combined"):
            source += Counter(str(number) for number in date_of(claim))
        if claim.kind in ("date_format", "partial", "combined"):
            assert said <= source, claim.id
        else:
            assert said == source, claim.id


def figures(text: str) -> Counter[str]:
    """The figures of a text, in whatever way they are written."""
    plain = re.sub(r"(?<=\d)\.(?=\d{3})", "", text)
    plain = re.sub(r"(?<=km)2(?!\d)", "", plain)
    words = (NUMBER_WORDS.get(word.lower(), word) for word in re.findall(r"\d+|\w+", plain))
    return Counter(str(int(word)) for word in words if word.isdecimal())


def date_of(claim: Claim) -> tuple[int, ...]:
    own = next(one for one in ARTICLES if one.file == claim.file)
    return own.date[:1] if own.date else ()


def test_a_figure_under_a_bound_is_forged_so_that_it_breaks_the_bound() -> None:
    found = offered("Phường có hơn 340 cán bộ.", "figure") | offered("Phường có hơn 340 cán bộ.", "digit_order")
    assert found
    assert all(int(re.findall(r"\d+", text)[0]) > 340 for text in found)
    found = offered("Phường có gần 340 cán bộ.", "figure")
    assert found
    assert all(int(re.findall(r"\d+", text)[0]) < 340 for text in found)


def test_what_another_sentence_bears_out_is_not_offered_as_a_forgery() -> None:
    asked = "Phường Tân Khánh có 52 tổ chức đảng."
    other = "Phường Tân Hiệp có 25 tổ chức đảng."
    assert offered(asked, "digit_order") == {"Phường Tân Khánh có 25 tổ chức đảng."}
    assert offered(asked, "digit_order", other) == set()
    (elsewhere,) = offered(asked, "place")
    assert elsewhere not in offered(asked, "place", f"{elsewhere} Báo cáo nêu như vậy.")


def test_a_name_is_swapped_for_another_person_of_the_article_only() -> None:
    said = "Ông Nguyễn Văn Đông cho biết phường thiếu giáo viên."
    assert offered(said, "speaker") == set()
    assert offered(said, "speaker", "Ông Trần Minh Tuấn đi cùng đoàn công tác.") == {
        "Ông Trần Minh Tuấn cho biết phường thiếu giáo viên."
    }
    assert offered(said, "speaker", "Ông Đông là bí thư của phường.") == set()
    assert offered(said, "speaker", "Đường Trần Minh Tuấn đang được sửa chữa.") == set()
    said = "Bí thư Thành ủy Thành phố Hồ Chí Minh cho biết phường thiếu giáo viên."
    assert offered(said, "speaker", "Bí thư Thành ủy TPHCM Trần Minh Tuấn đến dự.") == set()


def test_a_sentence_without_a_fact_of_a_kind_is_not_forged_in_it() -> None:
    plain = "Các địa phương lắng nghe ý kiến của nhân dân."
    for kind in sorted({*FORGED} - {"added"}):
        assert offered(plain, kind) == set(), kind


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Nghị định này thay thế khoản 4 Điều 15 của Luật.", "figure"),
        ("Hội nghị lần thứ 2 được tổ chức tại phường 5.", "figure"),
        ("Sáng 17-9 đoàn đến làm việc với phường.", "figure"),
        ("Đường Nguyễn Văn Linh được mở rộng.", "name"),
        ("Nếu không có ý kiến khác thì hồ sơ sẽ được duyệt.", "modality"),
        ("Không ai vắng mặt trong buổi làm việc này.", "negation"),
        ("Phường cao hơn 20 m so với mực nước biển.", "rounding"),
    ],
)
def test_what_only_looks_like_a_fact_of_a_kind_is_left_alone(sentence: str, kind: str) -> None:
    assert offered(sentence, kind) == set()


@pytest.mark.parametrize(
    ("sentence", "kind", "forged"),
    [
        ("Thành phố sẽ thành lập các tổ công tác.", "modality", "Thành phố đã thành lập các tổ công tác."),
        ("Phường phải bám sát địa bàn.", "negation", "Phường không phải bám sát địa bàn."),
        ("Tổ chức không được cho thuê nhà.", "negation", "Tổ chức được cho thuê nhà."),
        ("Thu ngân sách đạt gần 340 tỷ đồng.", "unit", "Thu ngân sách đạt gần 340 triệu đồng."),
        ("Phường có hơn 152.000 dân.", "rounding", "Phường có gần 152.000 dân."),
        ("Chủ tịch xã ký quyết định.", "title", "Phó Chủ tịch xã ký quyết định."),
        (
            "Phường kiến nghị thành phố nâng cấp phần mềm.",
            "addressee",
            "Thành phố kiến nghị phường nâng cấp phần mềm.",
        ),
    ],
)
def test_a_fact_is_forged_into_its_opposite(sentence: str, kind: str, forged: str) -> None:
    assert forged in offered(sentence, kind)


@pytest.mark.parametrize(
    ("sentence", "kind", "text"),
    [
        ("Chiều 17-9 đoàn làm việc.", "date_format", "Chiều ngày 17 tháng 9 năm 2025 đoàn làm việc."),
        ("Chiều 18-9 đoàn làm việc.", "date_format", "Chiều ngày 18 tháng 9 đoàn làm việc."),
        ("UBND TPHCM họp.", "abbreviation", "Ủy ban nhân dân Thành phố Hồ Chí Minh họp."),
        ("Phường có 2.952 đảng viên.", "number_format", "Phường có 2952 đảng viên."),
        ("Theo ông Nguyễn Đông, phường thiếu đất.", "attribution", "Ông Nguyễn Đông cho biết phường thiếu đất."),
        ("Mẫu do Chính phủ quy định.", "voice", "Chính phủ quy định mẫu."),
        ("Ngày 26-9, Ban Chấp hành tổ chức hội nghị.", "word_order", "Ban Chấp hành tổ chức hội nghị vào ngày 26-9."),
    ],
)
def test_a_sentence_is_reworded_as_a_clerk_would(sentence: str, kind: str, text: str) -> None:
    assert text in reworded(sentence, kind, head="date 2025-09-17 ")


def test_the_year_is_added_only_to_the_day_that_the_head_of_the_article_names() -> None:
    assert not any("2025" in text for text in reworded("Chiều 18-9 đoàn làm việc.", "date_format", "date 2025-09-17 "))


def test_claims_of_one_sentence_are_on_one_side_of_the_split() -> None:
    assert all(claim.split == split_of(claim.quote) for claim in MADE)
    assert 0.3 < sum(claim.split == "tune" for claim in MADE) / len(MADE) < 0.7
    assert {claim.split for claim in collected(("seeds",), "test").claims} == {"test"}


def test_the_generators_know_nothing_of_the_check() -> None:
    names = ("forger*.py", "rewording*.py")
    for path in (path for name in names for path in (ROOT / "tests").glob(name)):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            modules = [node.module] if isinstance(node, ast.ImportFrom) else []
            modules += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            ours = [m for m in modules if m and m.split(".")[0] in ("index", "rag", "ui")]
            assert set(ours) <= {"index.sentences", "index.text"}, path


def test_a_limit_bounds_every_kind_and_keeps_the_same_claims() -> None:
    few = collected(("seeds",), limit=5).claims
    assert max(Counter((claim.forged, claim.kind) for claim in few).values()) == 5
    assert {*few} <= {*MADE}


def test_hand_written_claims_are_read_with_the_split_of_their_folder(tmp_path: Path) -> None:
    row = {"id": "f1", "file": "000", "quote": "A.", "text": "B.", "kind": "number", "changed": "A"}
    (tmp_path / "tune").mkdir()
    (tmp_path / "tune" / "forgeries.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    (tmp_path / "tune" / "facts.jsonl").write_text("{}\n", encoding="utf-8")
    assert list(by_hand(tmp_path)) == [
        Claim("hand-forgeries-f1", "000", "A.", "B.", "number", True, "hand", "tune", "A")
    ]


def test_a_threshold_gives_as_many_false_alarms_as_are_allowed() -> None:
    assert threshold([0.9, 0.5, 0.8], 1) == 0.8


def test_scores_count_what_is_caught_and_what_is_taken_for_a_forgery() -> None:
    forged = Claim("1", "a", "Q.", "T.", "figure", True, "seeds", "tune")
    faithful = replace(forged, id="2", kind="voice", forged=False)
    judged = [
        Judged(forged, True, ("number",), 0.97, 0.99),
        Judged(forged, False, (), 0.70, 0.80),
        Judged(forged, True, ("quote",), 0.99, 0.99),  # it was not found, so nothing was caught
        Judged(faithful, True, ("name",), 0.80, 0.90),
        Judged(faithful, False, (), 0.95, 0.95),
    ]
    found = scored(judged)
    assert found["forgeries"]["figure"]["claims"] == 3
    assert found["forgeries"]["figure"]["check"] == pytest.approx(1 / 3)
    assert found["forgeries"]["figure"]["named"] == pytest.approx(1 / 3)
    assert found["rewordings"]["all"]["check"] == 0.5
    assert found["thresholds"] == {"ratio": 0.95, "meaning": 0.95}
    assert found["rewordings"]["all"]["ratio"] == 0.5
    assert found["forgeries"]["all"]["ratio"] == pytest.approx(1 / 3)
    assert found["quotes_not_found"] == 1
