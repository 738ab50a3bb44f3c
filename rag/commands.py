"""What each subcommand does: one function a command, taking the parsed options, returning the exit code."""

import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import chain
from pathlib import Path
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Any

from index.encoder import open_encoder
from index.errors import BadSetting, HomeMissing
from index.library import Library, Progress, exists
from index.segments import Filters
from index.settings import Settings
from rag import contract, printing
from rag import register as registers
from rag.answers import Refusal
from rag.ask import Desk, Request
from rag.batch import filters_of, run_batch
from rag.claims import Examiner
from rag.drafts import lines_of, run_checks
from rag.terminal import word

if TYPE_CHECKING:
    from rag.evaluation.items import QuestionSet


@contextmanager
def _progress(settings: Settings) -> Iterator[Progress]:
    """What takes its time, on stderr: the model being made ready, and on a terminal a bar for each step."""
    from tqdm import tqdm

    if not (settings.cache / "encoders").is_dir():
        sys.stderr.write(word("model", settings.language) + "\n")
        sys.stderr.flush()
    bars: dict[str, tqdm[None]] = {}
    terminal = get_terminal_size()  # tqdm shows nothing on a terminal that does not know its size; this guesses one

    def show(what: str, done: int, of: int) -> None:
        bar = bars.get(what)
        if bar is None or bar.total != of:
            label = word(what, settings.language)
            bar = bars[what] = tqdm(
                total=of, desc=label, unit="", disable=None, leave=True, ncols=terminal.columns, nrows=terminal.lines
            )
        bar.update(done - bar.n)

    try:
        yield show
    finally:
        for bar in bars.values():
            bar.close()


def _open_or_create(settings: Settings) -> Library:
    """The library; a home that does not exist is made from the bundled seeds."""
    library = Library(settings)
    with _progress(settings) as progress:
        library.create_from_seeds(progress)
    return library


def _open_existing(settings: Settings) -> Library:
    if not exists(settings.home):
        raise HomeMissing(where=settings.home)
    return Library(settings)


def _filters_of(options: Namespace) -> Filters:
    """The filters of a command line."""
    asked = {"from": options.since, "to": options.until, "place": options.place, "speaker": options.speaker}
    kind = None if options.command == "register" else options.kind  # there it is that of the statement
    return filters_of(f"chidao {options.command}", asked | {"source": options.source, "kind": kind})


def _print_json(value: object) -> None:
    sys.stdout.write(printing.json_line(value) + "\n")
    sys.stdout.flush()


def chat(options: Namespace, settings: Settings) -> int:
    """Serves the web app until it is interrupted."""
    from ui.app import serve

    chosen = {name: value for name in ("host", "port") if (value := getattr(options, name)) is not None}
    settings = replace(settings, **chosen)
    library = _open_or_create(settings)
    serve(Desk(library, settings), settings)
    return 0


def ask(options: Namespace, settings: Settings) -> int:
    """Answers one question, or one a line."""
    if options.answerer:
        settings = replace(settings, answerer=options.answerer)
    filters = _filters_of(options)
    desk = Desk(_open_or_create(settings), settings)
    if options.question == "-":
        return run_batch(desk, sys.stdin, sys.stdout, filters, settings.language, as_json=options.json)
    result = desk.ask(Request(options.question, filters=filters))
    if options.json:
        _print_json(contract.result(result, None))
    else:
        sys.stdout.write(printing.result(result, settings.language) + "\n")
    return 1 if isinstance(result, Refusal) else 0


def search(options: Namespace, settings: Settings) -> int:
    """Lists hits."""
    filters = _filters_of(options)
    desk = Desk(_open_or_create(settings), replace(settings, answerer="extractive"))
    found = desk.found(Request(options.question, filters=filters), options.k)
    told = "".join(f"{line}\n" for line in printing.understood(found, settings.language))
    if options.json:  # a list of hits, and nothing else
        sys.stderr.write(told)
        _print_json([contract.hit(hit, rank) for rank, hit in enumerate(found.hits, 1)])
    else:
        sys.stdout.write(told + printing.hits(found.hits, settings.language) + "\n")
    return 0 if found.hits else 1


def check(options: Namespace, settings: Settings) -> int:
    """Checks a draft, sentence by sentence."""
    lines = lines_of(options.file, sys.stdin)
    first = next(lines, "")  # a file that cannot be read is told before anything is opened
    desk = Desk(_open_or_create(settings), replace(settings, answerer="extractive"))
    return run_checks(
        Examiner(desk), options.file, chain([first], lines), sys.stdout, settings.language, as_json=options.json
    )


def register(options: Namespace, settings: Settings) -> int:
    """Lists statements."""
    filters = _filters_of(options)
    if options.format == "xlsx" and not options.output and sys.stdout.isatty():
        raise BadSetting(where="--format xlsx", found=word("terminal", settings.language), wanted="-o FILE.xlsx")
    rows = [*registers.rows_of(_open_or_create(settings), filters, options.kind)]
    written: str | bytes
    if options.format == "json":
        written = printing.json_line([contract.statement(row) for row in rows]) + "\n"
    elif options.format == "csv":
        written = registers.as_csv(rows, settings.language)
    elif options.format == "xlsx":
        written = registers.as_workbook(rows, settings.language)
    else:
        written = printing.register(rows, settings.language) + "\n"
    _write(written, options.output)
    if options.output:
        sys.stderr.write(word("written", settings.language).format(len(rows), options.output) + "\n")
    return 0 if rows else 1


def _write(written: str | bytes, output: str | None) -> None:
    """Writes to a file, whose CSV spreadsheets open as UTF-8 only behind a byte-order mark, or to stdout."""
    if output:
        mark = "\ufeff" if output.lower().endswith(".csv") else ""
        Path(output).write_bytes(written if isinstance(written, bytes) else (mark + written).encode())
    elif isinstance(written, bytes):
        sys.stdout.buffer.write(written)
    else:
        sys.stdout.write(written)


def add(options: Namespace, settings: Settings) -> int:
    """Adds files; 2 when any of them failed."""
    library = Library(settings)
    with _progress(settings) as progress:
        outcomes = library.add([Path(path) for path in options.paths], progress)
    if options.json:
        _print_json(contract.added(outcomes, settings.language))
    else:
        sys.stdout.write("".join(printing.added(o, settings.language) + "\n" for o in outcomes if not o.error))
    failed = [outcome for outcome in outcomes if outcome.error]
    sys.stderr.write("".join(printing.added(outcome, settings.language) + "\n" for outcome in failed))
    return 2 if failed else 0


def remove(options: Namespace, settings: Settings) -> int:
    """Removes documents."""
    removed = _open_existing(settings).remove(options.ids)
    if options.json:
        _print_json({"removed": [{"document": d.id, "file": d.file} for d in removed]})
    else:
        sys.stdout.write(printing.removed(removed, settings.language) + "\n")
    return 0


def list(options: Namespace, settings: Settings) -> int:
    """Lists the documents."""
    library = _open_existing(settings)
    rows = [contract.document(d, library.catalogue.counts_of(d.id)) for d in library.documents()]
    if options.json:
        _print_json(rows)
    else:
        sys.stdout.write(printing.documents(library.documents(), settings.language) + "\n")
    return 0


def show(options: Namespace, settings: Settings) -> int:
    """Shows a document with its text."""
    library = _open_existing(settings)
    document = library.document(options.id)
    if options.json:
        original = library.original(document.id)
        row = contract.document(document, library.catalogue.counts_of(document.id))
        _print_json(row | {"text": document.text, "original": str(original) if original else None})
    else:
        sys.stdout.write(printing.document(document, settings.language) + "\n")
    return 0


def status(options: Namespace, settings: Settings) -> int:
    """Tells what the index holds."""
    found = _open_existing(settings).status()
    if options.json:
        _print_json(found)
    else:
        sys.stdout.write(printing.status(found, settings.language) + "\n")
    return 0


def repair(options: Namespace, settings: Settings) -> int:
    """Makes the snapshot anew."""
    with _progress(settings) as progress:
        passages = _open_existing(settings).repair(reencode=options.reencode, progress=progress)
    if options.json:
        _print_json({"passages": passages})
    else:
        sys.stdout.write(word("repaired", settings.language).format(passages) + "\n")
    return 0


def _compare(options: Namespace, settings: Settings) -> int:
    from rag.evaluation.compare import compare

    found = compare(*(Path(path) for path in options.compare))
    if options.json:
        _print_json(found)
    else:
        sys.stdout.write(printing.comparison(found, settings.language) + "\n")
    return 0


def evaluate(options: Namespace, settings: Settings) -> int:
    """Measures a question file or a BEIR folder, or compares two runs."""
    if options.compare:
        return _compare(options, settings)
    from rag.evaluation.report import prepare, write_report
    from rag.evaluation.sets import read_set, without_diacritics

    settings = replace(settings, answerer="extractive")
    questions = read_set(Path(options.set), options.split)
    if options.without_diacritics:
        questions = without_diacritics(questions)
    if options.report:
        prepare(Path(options.report))  # a folder that cannot be written is told before the work
    try:
        scores = _measured(questions, options, settings)
    except KeyboardInterrupt:
        sys.stderr.write(word("interrupted", settings.language) + "\n")
        raise
    if options.report:
        write_report(Path(options.report), scores)
    scores.pop("rows")
    if options.json:
        _print_json(scores)
    else:
        sys.stdout.write(printing.scores(scores) + "\n")
    return 0


def _measured(questions: "QuestionSet", options: Namespace, settings: Settings) -> dict[str, Any]:
    from rag.evaluation.corpora import BeirCorpus, Corpus, OwnDocuments, beir_library
    from rag.evaluation.progress import Lines
    from rag.evaluation.run import Options
    from rag.evaluation.run import evaluate as run
    from rag.search import Sides

    chosen = Options(
        Sides.only("dense") if options.dense_only else Sides.only("lexical") if options.lexical_only else Sides(),
        never_refuse=options.never_refuse,
        without_gold=options.without_gold,
        without_diacritics=options.without_diacritics,
    )
    corpus: Corpus
    with _progress(settings) as bars:
        lines = Lines(sys.stderr, lambda what, done, of, left: printing.step(what, done, of, left, settings.language))
        progress = bars if sys.stderr.isatty() else lines
        if questions.rows:
            library = beir_library(settings, questions.rows, open_encoder(settings), progress)
            corpus = BeirCorpus(library, questions.rows)
        else:
            library = _open_or_create(settings)
            corpus = OwnDocuments(library, questions)
        return run(library, settings, questions, corpus, chosen, lambda done, of: progress("evaluate", done, of))
