"""What every refusal is: a typed fact, and the field it belongs to."""

from dataclasses import dataclass
from typing import dataclass_transform


@dataclass_transform(eq_default=False)
class Refusal(Exception):
    """Understood, and not allowed. `place` names the form's field it belongs to, when there is one."""

    def __init_subclass__(cls) -> None:
        dataclass(eq=False)(cls)  # each is a dataclass of its facts

    @property
    def place(self) -> str | None:
        """The form's field, or None."""
        return getattr(self, "field", None)
