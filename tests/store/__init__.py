"""What the store does, on both databases."""

import pytest

pytest.register_assert_rewrite("tests.store.lives")
