"""Answers drafted by a language model behind any endpoint that LangChain knows, sentence by sentence.

Nothing that the model writes is believed: every draft is checked afterwards like any other.
"""

import threading
from collections.abc import Generator, Sequence
from contextlib import closing

from index.documents import Sentence
from index.errors import EndpointFailed, EndpointMissing
from index.settings import Settings
from rag.answers import Draft
from rag.endpoint import Endpoint
from rag.prompt import prompt, within_budget
from rag.reply import Reader


class LlmComposer:
    """Drafts answers with the chat model of the settings."""

    def __init__(self, settings: Settings) -> None:
        """Take the settings; no network, no heavy import.

        Raises:
            EndpointMissing: no model is configured.
            BadSetting: `llm_url` is no address of http or https.

        """
        if not settings.llm_configured:
            raise EndpointMissing
        self._model = settings.llm_model
        self._endpoint = Endpoint(settings)

    @property
    def name(self) -> str:
        """The answerer's name in results."""
        return f"llm:{self._model}"

    def stream(
        self, question: str, sentences: Sequence[Sentence], stop: threading.Event | None = None
    ) -> Generator[Draft, None, None]:
        """Draft sentences that rest on some of `sentences`, each as soon as the model has written it and its markers.

        At most three; none when the model finds no answer there. Last, and also before a failure, come at most three
        drafts whose markers name no sentence: they rest on nothing, so that the check withholds them. The request is
        broken off when enough has been read, when the iterator is closed, and when another thread sets `stop`.

        Raises:
            EndpointFailed: the endpoint gave no reply, or broke it off; see `Endpoint.says`.
            BadSetting: the provider is unknown, or its LangChain package is not installed.

        """
        sources = within_budget(sentences)
        if not sources:
            return
        reader = Reader(sources)
        failure = None
        with closing(self._endpoint.says(prompt(question, sources), stop or threading.Event())) as parts:
            try:
                for part in parts:
                    yield from reader.read(part)
                    if reader.full:
                        break
            except EndpointFailed as error:
                failure = error
        yield from reader.rest()
        if failure:
            raise failure
