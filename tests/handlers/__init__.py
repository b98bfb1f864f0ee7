"""What people type and see, without Slack and without a database."""
