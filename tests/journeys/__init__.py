"""Journeys from the outside only: words typed, words read."""

import pytest

pytest.register_assert_rewrite("tests.journeys.running", "tests.journeys.selling")
