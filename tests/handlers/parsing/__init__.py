"""Tests of what people type, read as they mean it, asked about, or refused: never guessed at."""
