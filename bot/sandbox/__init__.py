"""Slack without Slack: a neighbour of the bot that speaks Slack's protocols over loopback sockets."""

from bot.sandbox.sandbox import Sandbox

__all__ = ["Sandbox"]
