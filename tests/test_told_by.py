"""Who speaks, by the statements: what a sentence says is its speaker's, with the offices that the article gives him."""

from pathlib import Path

from index.documents import Context, Passage, Sentence, Statement
from index.passages import document_of
from index.reading import Source
from index.statements import statements_of
from index.told_by import told_by

LEAD = (
    "date 2025-10-21\n\nSáng 21-10, đồng chí Phan Văn Hưng, Bí thư Thành ủy TPHCM, đến làm việc với Ban Thường vụ "
    "Đảng ủy phường An Phú.\n\n"
)
LIST = (
    "Kết luận buổi làm việc, Phó Bí thư Thường trực Thành ủy Lê Thị Sen giao nhiệm vụ:\n\n"
    "- Sở Xây dựng công bố giá vật liệu hằng tháng.\n\n- Công an thành phố tăng cường kiểm tra nồng độ cồn.\n"
)


def read(text: str) -> tuple[tuple[Passage, ...], tuple[Statement, ...], tuple[Passage, ...]]:
    """Give the passages before, the statements, and the passages after."""
    document, before = document_of(Source(Path("bai.txt"), text))
    statements = statements_of(document, before)
    return before, statements, told_by(statements, before)


def sentence(passages: tuple[Passage, ...], words: str) -> Sentence:
    """Give the only sentence that has the words."""
    (found,) = [s for passage in passages for s in passage.sentences if words in s.text]
    return found


def test_an_item_of_a_list_is_said_by_whoever_gives_the_tasks() -> None:
    before, _, after = read(LEAD + LIST)
    assert sentence(before, "Sở Xây dựng công bố").context.speaker is None
    told = sentence(after, "Sở Xây dựng công bố").context
    assert (told.speaker, told.offices) == ("Lê Thị Sen", ("Phó Bí thư Thường trực Thành ủy",))


def test_every_statement_is_said_in_a_sentence_of_its_speaker() -> None:
    _, statements, after = read(LEAD + LIST)
    assert statements
    for statement in statements:
        covered = [s for p in after for s in p.sentences if statement.content_start < s.end and s.start < statement.end]
        assert {s.context.speaker for s in covered} == {statement.speaker}


def test_a_passage_is_searched_with_the_speaker_of_its_statements() -> None:
    _, _, after = read(LEAD + LIST)
    (tasks,) = [p for p in after if "nồng độ cồn" in p.text]
    assert "Lê Thị Sen" in f"{tasks.preface} {tasks.text}"


def test_a_sentence_that_says_nothing_keeps_its_context() -> None:
    text = LEAD + "Phường An Phú có 52 tổ chức cơ sở đảng.\n"
    before, statements, after = read(text)
    assert statements == ()
    assert after == before


def test_who_passes_on_an_order_goes_on_speaking() -> None:
    _, (relayed,), after = read(
        LEAD + "Thông tin các chỉ đạo của đồng chí Bí thư Thành ủy TPHCM, ông Đặng Minh Thông, Phó Bí thư Thường trực "
        "Đảng ủy phường An Phú, yêu cầu các chi bộ rà soát hồ sơ.\n"
    )
    assert relayed.relayed_by == "Đặng Minh Thông"
    assert sentence(after, "rà soát hồ sơ").context.speaker == "Đặng Minh Thông"


def test_a_speaker_has_the_offices_that_the_article_gives_anywhere_each_once() -> None:
    _, _, after = read(
        LEAD + "Đồng chí Phan Văn Hưng đề nghị phường rà soát các dự án chậm tiến độ.\n\n"
        "Bí thư Thành ủy Phan Văn Hưng yêu cầu phường bố trí đủ cán bộ.\n"
    )
    contexts = [sentence(after, words).context for words in ("dự án chậm", "đủ cán bộ")]
    assert {(c.speaker, c.offices) for c in contexts} == {("Phan Văn Hưng", ("Bí thư Thành ủy TPHCM",))}


def test_who_holds_no_office_is_given_none() -> None:
    _, statements, after = read(
        LEAD + "Chị Nguyễn Thị Bích, công nhân Công ty Hải An, đề nghị thành phố buộc công ty nộp đủ bảo hiểm xã hội.\n"
    )
    assert [s.title for s in statements] == ["công nhân Công ty Hải An"]
    context = sentence(after, "nộp đủ").context
    assert (context.speaker, context.offices) == ("Nguyễn Thị Bích", ())
    assert isinstance(context, Context)
