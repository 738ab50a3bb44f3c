"""What happens when a visitor has a draft checked: plain functions, apart from the widgets."""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from index.errors import ChidaoError
from rag.claims import Claim, Judgement, claims_in
from rag.wording import in_language
from ui import wording
from ui.dropped import LARGEST, FileTooLarge, text_of
from ui.markup import Html
from ui.report import LANGUAGE, Progress, Report, citations, message, report, waiting
from ui.sources import panel_of_draft

LONGEST = 100_000  # characters of a draft
MOST = 500  # sentences of a draft; more would keep others waiting
EVERY = 0.7  # seconds between two looks at a check that goes on


class Examiner(Protocol):
    """Who checks claims."""

    def examine(self, claim: Claim) -> Judgement:
        """The verdict on one claim.

        Raises:
            ChidaoError: the documents cannot be read.

        """
        ...


@dataclass(slots=True)
class Review:
    """Whether one visitor's draft is being checked; it lives in that visitor's session and nowhere else."""

    running: bool = False
    waiting: bool = False  # the check has been asked for, and others are still being served
    stopped: bool = False  # the visitor wants no more of it


@dataclass(frozen=True, slots=True)
class ReviewScreen:
    """All that a visitor sees of a checked draft."""

    report: Html
    panel: Html


def opened() -> ReviewScreen:
    """The page before anything was checked."""
    return ReviewScreen(Html(), panel_of_draft(()))


def told(text: str, *, trouble: bool = True) -> ReviewScreen:
    """One sentence in place of a report."""
    return ReviewScreen(message(text, trouble=trouble), panel_of_draft(()))


def taken(data: object) -> tuple[str, ReviewScreen]:
    """The text of a file that the visitor chose or dropped, and what is told about it; "" if it cannot be read."""
    try:
        name, text = text_of(data)
    except FileTooLarge as error:
        return "", told(wording.FILE_TOO_LARGE.format(name=error.name, most=LARGEST // 1_000_000))
    except ChidaoError as error:
        return "", told(in_language(error, LANGUAGE))
    if len(text) > LONGEST:
        found, most = wording.count(len(text)), wording.count(LONGEST)
        return "", told(wording.FILE_TOO_LONG.format(name=name, found=found, most=most))
    return text, told(wording.FILE_READ.format(name=name, found=wording.count(len(text))), trouble=False)


def begun(review: Review) -> ReviewScreen | None:
    """The draft is taken, and waits for its turn; None while an earlier one is being checked."""
    if review.running:
        return None
    review.running, review.waiting, review.stopped = True, True, False
    return ReviewScreen(waiting(), panel_of_draft(()))


def reviewed(hire: Callable[[], Examiner], review: Review, text: str) -> Iterator[ReviewScreen | None]:
    """A draft that was taken, sentence by sentence: looked at from time to time, and in the end the whole report.

    `hire` gives an examiner who reads the documents as they now are. A visitor has one draft checked at a time: where
    none waits to be checked, nothing changes on the page (None).
    """
    if not review.waiting:
        yield None
        return
    review.waiting = False
    try:
        claims = tuple(claims_in(text)) if len(text) <= LONGEST else ()
        if refused := _refused(text, claims):
            yield told(refused)
            return
        for found in _checked(hire, review, claims):
            yield ReviewScreen(report(found), panel_of_draft(citations(found.judged)))
    finally:
        review.running = False


def stopped(review: Review) -> None:
    """The check ends after the sentence that is being looked at."""
    review.stopped = True


def _refused(text: str, claims: Sequence[Claim]) -> str | None:
    """Why a draft is not checked; None if it is."""
    if len(text) > LONGEST:
        return wording.DRAFT_TOO_LONG.format(found=wording.count(len(text)), most=wording.count(LONGEST))
    if len(claims) > MOST:
        return wording.TOO_MANY_SENTENCES.format(found=wording.count(len(claims)), most=MOST)
    return None if claims else wording.NOTHING_TO_CHECK


def _checked(hire: Callable[[], Examiner], review: Review, claims: Sequence[Claim]) -> Iterator[Report]:
    judged: list[Judgement] = []

    def so_far(progress: Progress, trouble: str | None = None) -> Report:
        return Report(tuple(judged), len(claims), progress, trouble)

    yield so_far(Progress.RUNNING)
    shown = time.monotonic()
    try:
        examiner = hire()
        for claim in claims:
            if review.stopped:
                break
            judged.append(examiner.examine(claim))
            if time.monotonic() - shown > EVERY and len(judged) < len(claims):
                yield so_far(Progress.RUNNING)
                shown = time.monotonic()
    except ChidaoError as error:
        yield so_far(Progress.STOPPED, in_language(error, LANGUAGE))
        return
    yield so_far(Progress.DONE if len(judged) == len(claims) else Progress.STOPPED)
