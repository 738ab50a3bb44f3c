"""Answers drafted by a language model behind any endpoint that LangChain knows.

Nothing that the model writes is believed: every draft is checked afterwards like any other. LangChain stays in here.
"""

import asyncio
import functools
import threading
from collections.abc import Sequence
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from index.documents import Sentence
from index.errors import BadSetting, EndpointFailed, EndpointMissing
from index.settings import Settings
from rag.answers import Draft
from rag.prompt import drafts, prompt, within_budget

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

# The provider's own address is written out, because without it LangChain takes one from the environment (a LangSmith
# gateway, another tool's OPENAI_BASE_URL), and the sources would go where the user of this program never sent them.
_OWN_ADDRESS = {"openai": "https://api.openai.com/v1"}
# Sent where no key is set: the client insists on one, and would else send the OPENAI_API_KEY of the environment.
_NO_KEY = "none"


class LlmComposer:
    """Drafts answers with the chat model of the settings. It is opened at the first question, and kept."""

    def __init__(self, settings: Settings) -> None:
        """Take the settings; no network, no heavy import.

        Raises:
            EndpointMissing: no model is configured.
            BadSetting: `llm_url` is no address of http or https.

        """
        if not settings.llm_configured:
            raise EndpointMissing
        self._settings = settings
        self._host = _host(settings.llm_url) or settings.llm_provider
        self._opening = threading.Lock()
        self._model: BaseChatModel | None = None

    @property
    def name(self) -> str:
        """The answerer's name in results."""
        return f"llm:{self._settings.llm_model}"

    def compose(self, question: str, sentences: Sequence[Sentence]) -> tuple[Draft, ...]:
        """Draft up to three sentences, each resting on some of `sentences`; none when the model finds no answer there.

        A draft with a marker that names no sentence rests on nothing, so that the check withholds it.

        Raises:
            EndpointFailed: the endpoint gave no completion within `llm_timeout` seconds, retries included.
            BadSetting: the provider is unknown, or its LangChain package is not installed.

        """
        sources = within_budget(sentences)
        if not sources:
            return ()
        return drafts(self._reply(prompt(question, sources)), sources)

    def _reply(self, messages: list[tuple[str, str]]) -> str:
        with self._opening:  # the browser asks from several threads
            if self._model is None:
                self._model = self._open()
        answer = asyncio.run_coroutine_threadsafe(_ask(self._model, messages), _background_loop())
        try:
            # A client's own timeouts count from byte to byte, so a trickling endpoint never meets them: this one does.
            return answer.result(self._settings.llm_timeout)
        except _faults() as error:
            problem, found = self._diagnosis(error)
            # Without its cause: an endpoint's own words may repeat the key, and a traceback would print them.
            raise EndpointFailed(where=self._host, found=found, problem=problem) from None
        finally:
            answer.cancel()

    def _open(self) -> "BaseChatModel":
        from langchain.chat_models import init_chat_model

        settings = self._settings
        try:
            return init_chat_model(
                settings.llm_model,
                model_provider=settings.llm_provider,
                base_url=settings.llm_url or _OWN_ADDRESS.get(settings.llm_provider),
                api_key=settings.llm_key or (_NO_KEY if settings.llm_url else None),
                timeout=settings.llm_timeout,
                max_retries=1,
                max_tokens=settings.llm_max_tokens,
                temperature=0,
            )
        except ImportError:
            wanted = "one whose package is installed: pip install langchain-PROVIDER"
        except _faults():
            if not settings.llm_key and not settings.llm_url:
                found = "it wants a key: set CHIDAO_LLM_KEY"
                raise EndpointFailed(where=self._host, found=found, problem="key") from None
            wanted = "a provider of LangChain's init_chat_model, such as openai"
        raise BadSetting(where="CHIDAO_LLM_PROVIDER", found=settings.llm_provider, wanted=wanted)

    def _diagnosis(self, error: BaseException) -> tuple[str, str]:
        """Tell in short what went wrong, as (problem, words), in no word of the endpoint's: it may repeat the key."""
        from langchain_core.exceptions import ModelConnectionError, ModelTimeoutError

        status = getattr(error, "status_code", None)
        if isinstance(status, int):
            known = {known.value: known.phrase for known in HTTPStatus}
            return "status", f"HTTP {status} {known.get(status, '')}".strip()
        if isinstance(error, TimeoutError | ModelTimeoutError):
            return "timeout", f"nothing within {self._settings.llm_timeout:g} s"
        if isinstance(error, OSError | ModelConnectionError):
            return "unreachable", "the connection failed"
        return "reply", f"its reply is no chat completion: {type(error).__name__}"


def _host(url: str) -> str:
    """Give host and port, without the user, password and path that an address may carry; empty for no address."""
    wanted = "an address like http://127.0.0.1:8080/v1"
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        raise BadSetting(where="CHIDAO_LLM_URL", found="this address", wanted=wanted) from None
    if url and (parts.scheme not in ("http", "https") or not host):
        raise BadSetting(where="CHIDAO_LLM_URL", found=url.rpartition("@")[2], wanted=wanted)
    return f"{host}:{port}" if host and port else host or ""


async def _ask(model: "BaseChatModel", messages: list[tuple[str, str]]) -> str:
    from langsmith import tracing_context

    with tracing_context(enabled=False):  # else LANGSMITH_TRACING, set for another program, would send the sources away
        message = await model.ainvoke(messages)
    return str(message.text)


def _faults() -> tuple[type[BaseException], ...]:
    """List what asking an endpoint raises when the endpoint is at fault."""
    import httpx
    from langchain_core.exceptions import LangChainException
    from openai import OpenAIError

    # The builtin ones are how clients stumble over a body that is not a completion.
    stumbles = (AttributeError, LookupError, TypeError, ValueError, RuntimeError)
    return (LangChainException, OpenAIError, httpx.HTTPError, httpx.InvalidURL, OSError, *stumbles)


_starting = threading.Lock()


def _background_loop() -> asyncio.AbstractEventLoop:
    with _starting:
        return _started_loop()


@functools.cache
def _started_loop() -> asyncio.AbstractEventLoop:
    """Start the one event loop of all chat calls: LangChain's models share HTTP clients, and those keep to a loop."""
    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, name="chidao-llm", daemon=True).start()
    return loop
