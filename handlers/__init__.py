"""What people say and see in Slack."""
