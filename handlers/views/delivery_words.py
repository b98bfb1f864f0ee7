"""What deliveries, their states and the reasons of their ends are called."""

from collections.abc import Sequence
from datetime import timedelta

from handlers.texts import Texts
from handlers.views.blocks import cut, esc
from store import (
    absence_notices,
    digests,
    doubles,
    escalations,
    events,
    feeds,
    handovers,
    issues,
    personal_reminders,
    reminders,
    snooze_ends,
    threads,
    wakings,
)
from store.delivery_choices import DROPPED
from store.rules.words import DeliveryState


def _(words: str) -> str:
    """Mark words for the catalogues."""
    return words


GAP = "  "  # between the columns of a table
KINDS = {
    reminders.BUNDLE: _("Your day"),
    snooze_ends.KIND: _("End of a snooze"),
    handovers.KIND: _("Hand-over"),
    events.KIND: _("Channel feed"),
    threads.ROOT: _("Card in a channel"),
    threads.CARD: _("Card drawn again"),
    threads.GONE: _("Card of what was deleted"),
    feeds.INTRO: _("Start of a channel feed"),
    feeds.TROUBLE: _("Trouble with a channel"),
    digests.KIND: _("Digest"),
    "digest_detail": _("Digest, in its thread"),
    digests.TROUBLE: _("Trouble with a digest"),
    issues.GAP: _("Digest that does not add up"),
    personal_reminders.KIND: _("Reminder somebody asked for"),
    escalations.KIND: _("Escalation"),
    wakings.KIND: _("Woken from parking"),
    doubles.KIND: _("Message taken back"),
    absence_notices.AWAY: _("Absence"),
    absence_notices.UNCOVERED: _("Absence without cover"),
    absence_notices.BRIEF: _("Brief after an absence"),
    "rem:task": _("Reminder: task"),
    "rem:closing": _("Reminder: closing date"),
    "rem:stage": _("Reminder: stage overstayed"),
    "rem:idle": _("Reminder: no activity"),
    "rem:not_started": _("Reminder: not started"),
}
STATES = {
    DeliveryState.DUE: _("due"),
    DeliveryState.SENDING: _("sending"),
    DeliveryState.SENT: _("sent"),
    DeliveryState.UNSURE: _("unsure"),
    DeliveryState.DROPPED: _("dropped"),
    DeliveryState.FAILED: _("failed"),
}
# Why something ended, in words of ours; what Slack answered stands there as it is.
_REASONS = {
    "no reason any more": _("there was no reason any more"),
    "the working day is over": _("the working day was over"),
    "the person is a guest or left": _("the person is a guest or has left"),
    "closed or parked again": _("it was closed or parked again"),
    "it is no longer so": _("it was so no longer"),
    "its thread never came": _("its thread never came"),
    "no longer theirs": _("it was theirs no longer"),
    "nothing happened": _("nothing had happened"),
    "the channel hears nothing any more": _("the channel is told nothing any more"),
    "the digest is paused or gone": _("the digest was paused or deleted"),
    "a newer one came": _("a newer one was sent instead"),
    "the digest was deleted there": _("the digest was deleted in Slack"),
    "the issue is not kept any more": _("its figures are not kept any more"),
    "the opportunity is gone": _("the opportunity was deleted"),
    "the opportunity was deleted": _("the opportunity was deleted"),
    "the thread was given up": _("the thread was given up"),
    "who set it up is a guest or left": _("who set it up is a guest or has left"),
    "cancelled by the person": _("the person cancelled it"),
    "do not disturb": _("it waits for the end of do-not-disturb"),
    "waits for its turn": _("it waits for its turn"),
    "somebody else is told now": _("somebody else is told now"),
    "is_archived": _("the channel is archived"),
    "archived": _("the channel is archived"),
    "absent": _("Stagepost is not in the channel"),
    "shared": _("the channel is shared with another company"),
    "general": _("it is the general channel, which is left alone"),
    "not_in_channel": _("Stagepost is not in the channel"),
    "channel_not_found": _("the channel is gone, or private without Stagepost in it"),
    "user_disabled": _("the person was deactivated in Slack"),
    "user_not_found": _("the person is not in this Slack any more"),
    "cannot_dm_bot": _("nobody can write to a bot"),
    "no bundle came for 30 days": _("no bundle of theirs came for 30 days"),
    "outside working hours": _("it waits for working hours"),
    "quiet hours": _("it waits for the end of quiet hours"),
    "given back": _("another attempt takes it up"),
    "TooLate": _("it was held up for so long that it was not sent; another attempt takes it up"),
    "came twice": _("it had come twice, and one is enough"),
    "not there yet": _("it was not found yet in the conversation"),
    "no token": _("there is no token for this workspace"),
    "token_revoked": _("Slack’s token was revoked"),
    "account_inactive": _("Slack’s token was revoked, or the app removed"),
    "token_expired": _("Slack’s token is no longer valid"),
    "not_authed": _("there is no token for this workspace"),
    "invalid_auth": _("Slack does not take the token"),
    "ratelimited": _("Slack asked to wait"),
    "rate_limited": _("Slack asked to wait"),
    "message_limit_exceeded": _("Slack asked to wait"),
    **dict.fromkeys(("internal_error", "fatal_error", "service_unavailable"), _("Slack has trouble of its own")),
    "request_timeout": _("Slack did not answer in time"),
    "TimeoutError": _("Slack did not answer in time"),
    **dict.fromkeys(("RemoteDisconnected", "ConnectionResetError"), _("the connection to Slack broke off")),
    "ConnectionRefusedError": _("Slack could not be reached"),
    "gaierror": _("Slack could not be reached"),
    **dict.fromkeys(("message_not_found", "thread_not_found"), _("the message it hangs on was deleted in Slack")),
    "cannot_reply_to_message": _("Slack takes no answer to the message it hangs on"),
    "cant_update_message": _("Slack does not let the message be changed"),
    "channel_is_limited_access": _("Stagepost may not write in the channel"),
    "org_login_required": _("the administrators of this Slack do not allow it"),
    "ekm_access_denied": _("the administrators of this Slack do not allow it"),
    "team_access_not_granted": _("the administrators of this Slack do not allow it"),
    "missing_scope": _("the app was not given the permission (scope) for it"),
    DROPPED: _("an admin let it be"),
}


def kind(name: str, texts: Texts) -> str:
    """What a kind of delivery is called; as plain text."""
    return texts.t(KINDS[name]) if name in KINDS else name


def state(name: DeliveryState, texts: Texts) -> str:
    """A state of the ledger."""
    return texts.t(STATES[name])


def known(kept: str) -> str | None:
    """A reason of those that have a name, without the call that gave it; None for any other, of which no list ends."""
    return next((word for word in (kept, kept.rpartition(": ")[2]) if word in _REASONS), None)


def reason(kept: str, texts: Texts) -> str:
    """Why something ended or rests, for mrkdwn."""
    word = known(kept)
    return texts.t(_REASONS[word]) if word else f"`{esc(cut(kept, 200)).replace('`', '’')}`"


def span(length: timedelta, texts: Texts) -> str:
    """`12 minutes`, `3 hours`, `2 days`; of at least one minute."""
    minutes = max(1, int(length.total_seconds()) // 60)
    if minutes < 120:
        return texts.n("{count} minute", "{count} minutes", minutes)
    if minutes < 48 * 60:
        return texts.n("{count} hour", "{count} hours", minutes // 60)
    return texts.n("{count} day", "{count} days", minutes // 1440)


def aligned(rows: Sequence[Sequence[str]]) -> str:
    """A table as text: the first column to the left, the others to the right, under their heads."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = []
    for row in rows:
        cells = [row[0].ljust(widths[0]), *(cell.rjust(w) for cell, w in zip(row[1:], widths[1:], strict=True))]
        lines.append(GAP.join(cells).rstrip())
    return cut("\n".join(lines), 2900)
