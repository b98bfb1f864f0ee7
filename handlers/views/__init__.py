"""State drawn as blocks: never a query, never a Slack call."""
