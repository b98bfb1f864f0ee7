"""Journeys from the outside only: words typed, words read."""
