"""Why a channel does not do for the feed, and what would."""

from handlers.texts import Texts
from store.rules.places import Unfit


def _(sentence: str) -> str:
    """Mark a sentence for the catalogues."""
    return sentence


WHY = {
    Unfit.UNKNOWN: _(
        "Slack does not show this channel to Stagepost. Type /invite @Stagepost in it, then choose it again."
    ),
    Unfit.GENERAL: _("#{channel} is the general channel, which is left alone. Choose another one."),
    Unfit.SHARED: _(
        "#{channel} is shared with another company, which would read your amounts. Choose a channel of your own."
    ),
    Unfit.ARCHIVED: _("#{channel} is archived. Choose another one, or take it out of the archive first."),
    Unfit.ABSENT: _("Stagepost is not in #{channel}. Type /invite @Stagepost there, then save again."),
    Unfit.LOST: _("Slack takes no messages of Stagepost’s in #{channel}. Choose another one."),
}


def unfit(why: Unfit, channel: str, texts: Texts) -> str:
    """The sentence for a channel of this name."""
    return texts.t(WHY[why], channel=channel)
