"""What is said to Slack after the answer: by a bounded pool, so that a slow Slack never holds an ack."""

import logging
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import count
from threading import BoundedSemaphore, Lock
from typing import Any
from urllib.parse import urlsplit

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.webhook import WebhookClient

from handlers.calls import FAILURES
from handlers.replies import Message
from handlers.views.blocks import Block

log = logging.getLogger(__name__)
TIMEOUT = 5
_LOOKS, _LOOK = 10, 0.2  # whether an answer has arrived; seconds between two
QUIET: dict[str, Any] = {"link_names": False, "unfurl_links": False, "unfurl_media": False}


class Speakers:
    """A bounded pool; what does not fit is logged, since nothing owed is ever said only here."""

    def __init__(self, size: int = 8, waiting: int = 1000) -> None:
        self._pool = ThreadPoolExecutor(size, thread_name_prefix="speaker")
        self._room = BoundedSemaphore(waiting)
        self._redraws, self._newest, self._lock = count(1), dict[str, int](), Lock()

    def say(self, speech: Callable[[], object]) -> None:
        """Say it soon, in a thread of its own."""
        if not self._room.acquire(blocking=False):
            log.error("speakers are full: an answer was not sent")
            return
        self._pool.submit(self._spoken, speech).add_done_callback(_logged)

    def _spoken(self, speech: Callable[[], object]) -> None:
        try:
            speech()
        except FAILURES as error:
            log.warning("could not be said: %s", _reason(error))
        finally:
            self._room.release()

    def redraw(self, form: str, hash_: str | None, draw: Callable[[str | None], bool]) -> None:
        """Draw an open form soon; `draw` takes the state it was made for, and tells whether the form still has that.

        Somebody who types on has several redraws under way. The newest stands in the end, whichever came first.
        """
        with self._lock:
            self._newest[form] = number = next(self._redraws)

        def speech() -> None:
            try:
                if not draw(hash_) and self._newest.get(form) == number:
                    draw(None)
            finally:
                with self._lock:
                    if self._newest.get(form) == number:
                        del self._newest[form]

        self.say(speech)

    def close(self) -> None:
        """Say what is waiting, then stop."""
        self._pool.shutdown(wait=True)


def _logged(speech: Future[None]) -> None:
    """A bug in a speech would otherwise vanish with its thread."""
    if error := speech.exception():
        log.error("a speech broke off", exc_info=error)


def _reason(error: Exception) -> str:
    return str(error.response.get("error")) if isinstance(error, SlackApiError) else type(error).__name__


class Speaker:
    """Speaks to one person of one workspace."""

    def __init__(self, client: WebClient, user: str) -> None:
        self._client, self._user = client, user

    def open(self, view: Block, trigger: str) -> None:
        """Open a form."""
        self._client.views_open(trigger_id=trigger, view=view)

    def push(self, view: Block, trigger: str) -> None:
        """Put a form on top of the one that is open."""
        self._client.views_push(trigger_id=trigger, view=view)

    def redraw_form(self, view: Block, view_id: str, hash_: str | None) -> bool:
        """Redraw an open form; False when it has changed since it had that hash (None: whatever it has now)."""
        try:
            self._client.views_update(view_id=view_id, hash=hash_, view=view)
        except SlackApiError as error:
            if error.response.get("error") == "hash_conflict":
                return False
            if error.response.get("error") not in ("not_found", "view_not_found"):
                raise  # else somebody closed it
        return True

    def redraw_once_answered(self, view: Block, view_id: str, hash_: str) -> None:
        """Redraw the open form that had this hash when it was sent, after the answer to that, which may come later.

        The answer would draw over what came before it. As long as the form has the hash we know, it is under way.
        """
        for _ in range(_LOOKS):
            try:
                hash_ = self._client.views_update(view_id=view_id, hash=hash_, view=view)["view"]["hash"]
            except SlackApiError:
                break  # it is there, or the form is not any more
            time.sleep(_LOOK)  # a thread of the speakers, which nobody waits for
        self.redraw_form(view, view_id, None)

    def home(self, view: Block) -> None:
        """Draw the person's Home."""
        self._client.views_publish(user_id=self._user, view=view)

    def tell(self, message: Message, url: str | None, *, replace: bool = False) -> None:
        """Show a message where it was asked for, through the response address; else as a direct message."""
        if not (url and self._responded(message, url, replace)):
            self.direct(message)

    def replace(self, message: Message, url: str | None) -> None:
        """Draw the message again whose button was pressed, while its response address lives; else it stays."""
        if url:
            self._responded(message, url, replace=True)

    def _responded(self, message: Message, url: str, replace: bool) -> bool:
        if not self._is_slacks(url):
            return False
        said = {"text": message.text, "blocks": message.blocks, "response_type": "ephemeral"}
        try:
            answer = WebhookClient(url, timeout=TIMEOUT, retry_handlers=[]).send_dict(
                said | {"replace_original": replace}
            )
        except FAILURES:
            return False  # at most once by nature; the direct message is the other way
        return answer.status_code == 200

    def _is_slacks(self, url: str) -> bool:
        """Response addresses lie on Slack's hosts, or on the one we were told to use (reliability.md I6)."""
        host, own = urlsplit(url), urlsplit(self._client.base_url)
        if host.hostname == own.hostname:
            return host.scheme in ("http", "https")
        name = host.hostname or ""
        return host.scheme == "https" and (name == "slack.com" or name.endswith(".slack.com"))

    def direct(self, message: Message) -> None:
        """A direct message."""
        opened: Any = self._client.conversations_open(users=self._user)
        self._client.chat_postMessage(
            channel=opened["channel"]["id"], text=message.text, blocks=message.blocks, **QUIET
        )
