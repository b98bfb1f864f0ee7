"""What time does, tested over real sockets and on both databases."""
