"""Tests of how the bot is put together and reached: from outside, over real sockets."""
