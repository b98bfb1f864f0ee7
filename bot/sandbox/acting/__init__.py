"""What people do in the sandbox: the page and the tests act through here, the app hears of it as from Slack."""

from collections.abc import Mapping

from bot.sandbox.acting import looking, saying, sharing, submitting, touching
from bot.sandbox.acting.stage import Gone, Stage
from bot.sandbox.records import Json

__all__ = ["Acting", "Gone", "Stage"]


class Acting:
    """The hands of everybody in the workspace. Calls return when the app has acknowledged, or has not."""

    def __init__(self, stage: Stage) -> None:
        """Act on this stage."""
        self.stage = stage

    def say(self, user: str, channel: str, line: str, thread: str = "", *, broadcast: bool = False) -> None:
        """Type a line into the text box of a channel or thread: a message (also to the channel), or a command."""
        saying.say(self.stage, user, channel, line, thread, broadcast=broadcast)

    def share(
        self,
        user: str,
        channel: str,
        files: Mapping[str, bytes],
        line: str = "",
        thread: str = "",
        *,
        broadcast: bool = False,
    ) -> None:
        """Share files (name -> content), with a line beside them."""
        sharing.share(self.stage, user, channel, files, line, thread, broadcast=broadcast)

    def delete_file(self, user: str, file_id: str) -> None:
        """Delete a file of one's own."""
        sharing.delete(self.stage, user, file_id)

    def press(self, user: str, ref: str, block_id: str, action_id: str, option: str = "") -> None:
        """Click a button, or an option of an overflow menu."""
        touching.press(self.stage, user, ref, block_id, action_id, option)

    def fill(self, user: str, ref: str, block_id: str, action_id: str, given: object, *, quietly: bool = False) -> None:
        """Enter or choose a value; the app hears of it where Slack would tell it (never when `quietly`)."""
        touching.fill(self.stage, user, ref, block_id, action_id, given, quietly=quietly)

    def enter(self, user: str, ref: str, block_id: str, action_id: str) -> None:
        """Press Enter in a text field."""
        touching.enter(self.stage, user, ref, block_id, action_id)

    def suggest(self, user: str, ref: str, block_id: str, action_id: str, typed: str) -> list[Json]:
        """Type into a type-ahead: the options (or groups of options) the app offers."""
        return touching.suggest(self.stage, user, ref, block_id, action_id, typed)

    def submit(self, user: str) -> None:
        """Send off the form in front."""
        submitting.submit(self.stage, user)

    def close(self, user: str, *, everything: bool = False) -> None:
        """Close the form in front, or all of them."""
        submitting.close(self.stage, user, everything=everything)

    def open_home(self, user: str, tab: str = "home") -> None:
        """Open the app's Home or Messages tab."""
        looking.open_home(self.stage, user, tab)

    def dismiss(self, user: str, ref: str) -> None:
        """Take away an ephemeral message."""
        looking.dismiss(self.stage, user, ref)
