"""The tests; each package mirrors the one it tests."""
