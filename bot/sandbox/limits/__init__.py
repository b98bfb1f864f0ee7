"""Slack's limits, checked over the final JSON: what Slack would refuse is refused here."""

from bot.sandbox.limits.messages import check_message
from bot.sandbox.limits.views import check_view

__all__ = ["check_message", "check_view"]
