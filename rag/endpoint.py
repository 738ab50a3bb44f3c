"""The endpoint of a language model: what it says, as it says it. LangChain, its clients, their errors stay in here."""

import asyncio
import functools
import queue
import threading
import warnings
from collections.abc import AsyncGenerator, Generator, Mapping
from concurrent.futures import Future
from contextlib import aclosing
from http import HTTPStatus
from typing import TYPE_CHECKING, cast
from urllib.parse import urlsplit

from index.errors import BadSetting, EndpointFailed
from index.settings import Settings

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import AIMessageChunk

Messages = list[tuple[str, str]]  # (role, text)

# The provider's own address is written out, because without it LangChain takes one from the environment (a LangSmith
# gateway, another tool's OPENAI_BASE_URL), and the sources would go where the user of this program never sent them.
_OWN_ADDRESS = {"openai": "https://api.openai.com/v1"}
# Sent where no key is set: the client insists on one, and would else send the OPENAI_API_KEY of the environment.
_NO_KEY = "none"
_CUT_OFF = ("length", "max_tokens", "MAX_TOKENS")  # what providers call a reply that the token budget ended
_ENDINGS = ("finish_reason", "stop_reason", "done_reason")  # where they tell it
_LOOK = 0.1  # seconds between two looks at whether somebody still waits


class Endpoint:
    """The chat model of the settings. It is opened at the first question, and kept; any thread may ask."""

    def __init__(self, settings: Settings) -> None:
        """Take the settings; no network, no heavy import.

        Raises:
            BadSetting: `llm_url` is no address of http or https.

        """
        self._settings = settings
        self._host = _host(settings.llm_url) or settings.llm_provider
        self._opening = threading.Lock()
        self._model: BaseChatModel | None = None

    def says(self, messages: Messages, stop: threading.Event) -> Generator[str, None, None]:
        """The reply in parts, as they come; a line end closes one that came to its own end, not to that of its budget.

        Closing the iterator, or setting `stop`, closes the connection at once. The request is sent twice at most, and
        not again when the reply has begun.

        Raises:
            EndpointFailed: the reply did not begin or end within `llm_timeout` seconds, paused for `llm_stall` seconds
                after it had begun, broke off, or is no chat completion.
            BadSetting: the provider is unknown, or its LangChain package is not installed.

        """
        with self._opening:  # the browser asks from several threads
            if self._model is None:
                self._model = self._open()
        parts: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        telling = asyncio.run_coroutine_threadsafe(self._tell(self._model, messages, parts), _background_loop())
        begun = False
        try:
            while not stop.is_set():
                try:
                    part = parts.get(timeout=_LOOK)
                except queue.Empty:
                    continue
                if part is None:
                    yield self._ending(telling, begun=begun)
                    return
                begun = True
                yield part
        finally:
            telling.cancel()

    async def _tell(self, model: "BaseChatModel", messages: Messages, parts: "queue.SimpleQueue[str | None]") -> bool:
        """Put the parts of the reply into the queue, then None; tell whether the reply came to its own end.

        A client's own timeouts count from byte to byte, so a trickling endpoint never meets them: this one does.
        """
        from langsmith import tracing_context

        ended, loop = "", asyncio.get_running_loop()
        latest = loop.time() + self._settings.llm_timeout
        try:
            # Tracing, set in the environment for another program, would send the sources away.
            with tracing_context(enabled=False):
                # Closed here and not by the collector, which would do it from another thread.
                reply = cast("AsyncGenerator[AIMessageChunk]", model.astream(messages))
                async with aclosing(reply), asyncio.timeout_at(latest) as clock:
                    async for chunk in reply:
                        ended = _reason(chunk.response_metadata) or ended
                        if text := str(chunk.text):
                            parts.put(text)
                            clock.reschedule(min(latest, loop.time() + self._settings.llm_stall))
        finally:
            parts.put(None)
        if not ended:
            raise ConnectionError("the reply stopped without saying that it had ended")
        return ended not in _CUT_OFF

    def _ending(self, telling: "Future[bool]", *, begun: bool) -> str:
        try:
            return "\n" if telling.result() else ""
        except _faults() as error:
            problem, found = self._diagnosis(error, begun=begun)
            # Without its cause: an endpoint's own words may repeat the key, and a traceback would print them.
            raise EndpointFailed(where=self._host, found=found, problem=problem) from None

    def _open(self) -> "BaseChatModel":
        from langchain.chat_models import init_chat_model

        # These would print the endpoint's own words, which may repeat the key.
        warnings.filterwarnings("ignore", "Pydantic serializer warnings", UserWarning)
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

    def _diagnosis(self, error: BaseException, *, begun: bool) -> tuple[str, str]:
        """Tell in short what went wrong, as (problem, words), in no word of the endpoint's: it may repeat the key."""
        from langchain_core.exceptions import ModelConnectionError, ModelTimeoutError

        status = getattr(error, "status_code", None)
        if isinstance(status, int):
            known = {known.value: known.phrase for known in HTTPStatus}
            return "status", f"HTTP {status} {known.get(status, '')}".strip()
        if isinstance(error, TimeoutError | ModelTimeoutError):
            settings = self._settings
            pause = f"nothing more for {settings.llm_stall:g} s, or no end" if begun else "nothing"
            return "timeout", f"{pause} within {settings.llm_timeout:g} s"
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


def _reason(metadata: Mapping[str, object]) -> str:
    """What the provider gives as the reason why a reply ended; empty while it goes on."""
    return next((str(metadata[name]) for name in _ENDINGS if metadata.get(name)), "")


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
