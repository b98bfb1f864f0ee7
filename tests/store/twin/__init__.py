"""A small model of opportunity management, written anew from domain.md: what the store must agree with.

It shares no line with `store`: figures are fractions, history is a list, who and what are plain objects, and what is
refused is simply `Refused`. Each file is a noun and builds on those before it.
"""

from tests.store.twin.closings import Twin
from tests.store.twin.parts import Refused

__all__ = ["Refused", "Twin"]
