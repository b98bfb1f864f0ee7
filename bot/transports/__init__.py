"""The two ways Slack reaches us, Socket Mode and signed HTTP, and the one way on to Bolt."""
