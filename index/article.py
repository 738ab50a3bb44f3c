"""An article as it is read: its sentences with quotations masked, its people, and how far it has been read."""

import re
from collections.abc import Sequence
from dataclasses import replace

from index import places
from index.documents import BlockKind
from index.mentions import Mention, Sort, learn, mentions_in
from index.provinces import is_sound
from index.quotations import Quotation, masked, quotations
from index.roster import Roster
from index.span import Span
from index.text import comparable
from index.utterances import NOBODY, Speaker, Utterance


class Article:
    """The body sentences (`spans`, with what is quoted masked in `told`), the people, and who spoke last."""

    def __init__(self, text: str, spans: Sequence[Span]) -> None:
        self.text = text
        self.spans = [s for s in spans if s.kind is BlockKind.BODY]
        bounds: dict[int, tuple[int, int]] = {}
        for span in self.spans:
            bounds[span.paragraph] = (bounds.get(span.paragraph, (span.start, 0))[0], span.end)
        self.quotations = quotations(text, list(bounds.values()))
        self.told = [masked(text, s.start, s.end, self.near(s)) for s in self.spans]
        self.places = [_spans_of_places(text[s.start : s.end]) for s in self.spans]
        self.roster = Roster()
        for span in spans:  # captions too tell who somebody is
            sentence = text[span.start : span.end]
            learn(sentence, self.roster, _spans_of_places(sentence), span.start)
        self.roster.begin()
        self.last: Utterance | None = None
        self.paragraph = -1  # of the last utterance
        self.named: list[str] = []  # who can be meant by "ông"

    def near(self, span: Span) -> list[Quotation]:
        """The quotations that touch a sentence."""
        return [q for q in self.quotations if q.start < span.end and span.start < q.end]

    def open_at(self, at: int) -> Quotation | None:
        """The quotation that was opened before the character at `at` and goes on."""
        return next((q for q in self.quotations if q.start < at < q.end), None)

    def mentions(self, number: int) -> list[Mention]:
        """Everybody whom a sentence names outside quotations."""
        return mentions_in(self.told[number], self.roster, self.places[number])

    def note(self, number: int, new: Sequence[Utterance]) -> None:
        """Takes note of who was named in a sentence, and who spoke."""
        learn(self.told[number], self.roster, self.places[number], self.spans[number].start)
        named = [m.who for m in self.mentions(number) if m.sort is Sort.PERSON and m.who in self.roster.people]
        speaking = [u.speaker.key for u in new if u.speaker.key]
        fresh = list(dict.fromkeys([*speaking, *named]))
        self.named = fresh or self.named
        for key in reversed(fresh):
            self.roster.seen(key)
        if new:
            self.last, self.paragraph = new[-1], self.spans[number].paragraph

    def speaker(self, number: int, mention: Mention) -> Speaker:
        """Whom a mention means."""
        base = self.spans[number].start
        at = (base + mention.start, base + mention.end)
        if mention.sort is Sort.PERSON and mention.who.startswith("@"):
            return self._pronoun(mention, at)
        if mention.sort is Sort.PERSON and mention.who.startswith("?"):
            return Speaker(mention.who[1:], None, mention.title, Sort.PERSON, 0.6, at)
        if mention.sort is Sort.PERSON:
            figure = self.roster.people[mention.who]
            title = mention.title or figure.title or (figure.offices[0] if figure.offices else None)
            return Speaker(figure.name, mention.who, title, Sort.PERSON, 0.95, at)
        title = mention.title if mention.sort is Sort.OFFICE else None
        return Speaker(mention.who, None, title, mention.sort, 0.8, at)

    def _pronoun(self, mention: Mention, at: tuple[int, int]) -> Speaker:
        key = self._meant_by(mention.who[1:])
        if key is None:
            return replace(NOBODY, at=at)
        figure = self.roster.people[key]
        title = figure.title or (figure.offices[0] if figure.offices else None)
        return Speaker(figure.name, key, title, Sort.PERSON, 0.8, at)

    def _meant_by(self, word: str) -> str | None:
        """The person whom a pronoun fits: who spoke last, else whom the text named last."""
        last = self.last.speaker.key if self.last else None
        if role := _ROLE.match(word):
            return self._of_role(role["role"] or role["back"] or "", last)
        gender = "f" if _FEMALE.match(word) else "m" if _MALE.match(word) else ""
        fits = [key for key in self.named if self._can_be(key, gender)]
        if last in fits:
            return last
        return fits[0] if fits else next((k for k in reversed(self.roster.recent) if self._can_be(k, gender)), None)

    def _can_be(self, key: str, gender: str) -> bool:
        return not gender or self.roster.people[key].gender in ("", gender)

    def _of_role(self, role: str, last: str | None) -> str | None:
        """Whom "vị luật sư" means: somebody of that office named lately, else who spoke last."""
        wanted = comparable(role)
        for key in reversed(self.roster.recent):
            figure = self.roster.people[key]
            if wanted in figure.address or any(wanted in comparable(office) for office in figure.offices):
                return key
        return last


_FEMALE = re.compile(r"(?i)(?:bà|chị|cô|nữ)(?!\w)")
_MALE = re.compile(r"(?i)(?:ông|anh|thầy)(?!\w)")
_ROLE = re.compile(
    r"(?i)(?:vị|nữ|nam)\s+(?P<role>.+?)(?:\s+(?:này|trên|đó))?$|(?P<back>đại biểu|luật sư|bác sĩ|chuyên gia)\s"
)


def _spans_of_places(text: str) -> tuple[tuple[int, int], ...]:
    return tuple((place.start, place.end) for place in places.places_in(text) if is_sound(place))
