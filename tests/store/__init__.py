"""What the store does, on both databases."""
