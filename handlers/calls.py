"""What a call of Slack's Web API or of a response address can raise; anything else is a bug."""

from http.client import HTTPException

from slack_sdk.errors import SlackClientError

# Slack's refusals, an answer that breaks off, and the network's trouble.
FAILURES = (SlackClientError, HTTPException, OSError)
