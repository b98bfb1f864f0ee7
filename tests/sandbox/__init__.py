"""The stand-in for Slack, driven over real sockets."""
