"""The one tree of exceptions: where, what was found, what was wanted, what to do next.

Facts are attributes, so that the browser and the terminal can word them in the reader's language (`rag/wording.py`);
`str(error)` is the English sentence.
"""

# ruff: noqa: N818 - the names say what is wrong; "Error" at the end of each would say nothing more

from typing import ClassVar


class ChidaoError(Exception):
    """Base of every error that a user can meet. Subclasses name their facts in `template`."""

    code: ClassVar[str] = "error"
    exit_code: ClassVar[int] = 2
    template: ClassVar[str] = "{found}"

    def __init__(self, **facts: object) -> None:
        # File names may hold bytes that are no text; those must not break the terminal that shows the error.
        printable = {name: str(value).encode("utf-8", "replace").decode("utf-8") for name, value in facts.items()}
        self.facts: dict[str, str] = printable
        super().__init__(self.template.format(**self.facts))


class InputError(ChidaoError):
    """The user's file, question or option cannot be used; everything else goes on."""


class FileMissing(InputError):
    """A path that leads nowhere."""

    code = "file_missing"
    template = "{where}: no such file or folder. Check the path and run the command again."


class FolderEmpty(InputError):
    """A folder without a file that can be read."""

    code = "folder_empty"
    template = "{where}: no {wanted} file in this folder. Put documents there, or name another folder."


class FileEmpty(InputError):
    """A file with no text in it."""

    code = "file_empty"
    template = "{where}: the file is empty. Save the document again and add that copy."


class FileUnreadable(InputError):
    """A file that the system does not let us read."""

    code = "file_unreadable"
    template = "{where}: cannot be read ({found}). Check the file and its permissions, then add it again."


class NotText(InputError):
    """Bytes that are not UTF-8 text: another encoding, or no text at all."""

    code = "not_text"
    template = "{where}: byte {found} is not UTF-8 text. Save the document as plain text in UTF-8 and add that copy."


class UnsupportedFormat(InputError):
    """A file of a kind that is not read."""

    code = "unsupported_format"
    template = "{where}: cannot read {found} files, only {wanted}. Save the document in one of these forms."


class PdfUnreadable(InputError):
    """A PDF that is broken or locked."""

    code = "pdf_unreadable"
    template = "{where}: not a readable PDF ({found}). Open it, save it again without a password, and add that copy."


class NoTextLayer(InputError):
    """A scanned page: pictures of text, and no text."""

    code = "no_text_layer"
    template = "{where}, page {page}: no text layer, so nothing to index. Add a searchable copy of the document."


class HomeMissing(InputError):
    """No index was ever made there."""

    code = "home_missing"
    template = "{where}: no index here. Make one with `chidao add PATH`, or name another with --home."


class UnknownDocument(InputError):
    """An id that names no document."""

    code = "unknown_document"
    template = "{found}: no such document, or the start of several. `chidao list` shows the ids."


class EmptyQuestion(InputError):
    """Nothing to answer."""

    code = "empty_question"
    template = "The question is empty. Type a question about the documents."


class QuestionTooLong(InputError):
    """More text than a question."""

    code = "question_too_long"
    template = "The question has {found} characters, at most {wanted} are read. Shorten it."


class EmptyDraft(InputError):
    """A draft without a sentence to check."""

    code = "empty_draft"
    template = "{where}: no sentence to check. Give a text, or one claim a line as JSON."


class BadQuestionLine(InputError):
    """A line of a batch or question file that cannot be understood."""

    code = "bad_question_line"
    template = "{where}, line {line}: {found}; wanted {wanted}. Mend the line and run the command again."


class BadDate(InputError):
    """A date that is no date."""

    code = "bad_date"
    template = "{where}: {found} is no date; wanted {wanted}, for example 2025-09-17."


class BadSetting(InputError):
    """A setting that cannot be used."""

    code = "bad_setting"
    template = "{where}: {found} cannot be used; wanted {wanted}."


class EndpointMissing(InputError):
    """An LLM answer was asked for, and no endpoint is configured."""

    code = "endpoint_missing"
    template = "No LLM endpoint is set. Set CHIDAO_LLM_MODEL (and CHIDAO_LLM_URL), or use --answerer extractive."


class EndpointFailed(ChidaoError):
    """The LLM endpoint gave no usable answer. `problem`: unreachable, timeout, status, reply or key."""

    code = "endpoint_failed"
    template = "{where}: the language model gave no answer ({found}). Check that it runs, or use --answerer extractive."


class UnsafeAddress(InputError):
    """Other machines would reach the app without a password."""

    code = "unsafe_address"
    template = (
        "{where}: others could reach the app without a password. Serve on 127.0.0.1, or set CHIDAO_AUTH=name:password."
    )


class PortTaken(InputError):
    """Another program listens there."""

    code = "port_taken"
    template = "Port {found} is taken. Stop the other program, or choose another port: chidao chat --port 7861"


class EncoderUnavailable(InputError):
    """The embedding model cannot be loaded."""

    code = "encoder_unavailable"
    template = (
        "{where}: no Sentence-Transformers model there ({found}). "
        "Set CHIDAO_ENCODER to a model's folder or name, or unset it."
    )


class IndexBusy(InputError):
    """Another process is writing."""

    code = "index_busy"
    template = "{where}: another program is changing this index. Wait until it has finished and run the command again."


class BrokenIndex(ChidaoError):
    """The index is damaged or does not fit; answers would be wrong."""

    code = "broken_index"
    exit_code = 3
    template = "{where}: {found}. Rebuild it from the catalogue: chidao repair"


class EncoderMismatch(BrokenIndex):
    """The index was built with another encoder."""

    code = "encoder_mismatch"
    template = (
        "The index in {where} was built with encoder {found}, the settings ask for {wanted}. "
        "Rebuild it: chidao repair --reencode"
    )


class SchemaMismatch(BrokenIndex):
    """The index was written by another version."""

    code = "schema_mismatch"
    template = (
        "The index in {where} has schema {found}, this version reads {wanted}. "
        "Add the documents to a new home: chidao --home NEW add {where}/originals"
    )


class SnapshotOutdated(BrokenIndex):
    """The snapshot was written by another version; the catalogue, from which it is made, fits."""

    code = "snapshot_outdated"
    template = (
        "The search files in {where} have schema {found}, this version reads {wanted}. "
        "Make them anew from the catalogue: chidao repair"
    )


class CatalogueDamaged(BrokenIndex):
    """The catalogue itself, the only source of truth, cannot be read."""

    code = "catalogue_damaged"
    template = (
        "{where}: the catalogue cannot be read ({found}). "
        "Put back a backup, or add the documents to a new home: chidao --home NEW add PATH"
    )
