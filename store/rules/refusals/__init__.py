"""What the store refuses: each a typed fact. The handlers own the sentences."""

from store.rules.refusals.base import Refusal
from store.rules.refusals.contacts import ContactBlocked
from store.rules.refusals.cycles import (
    CycleBlocked,
    NoCloseCodes,
    NoCycle,
    NoStages,
    WrongCode,
)
from store.rules.refusals.documents import (
    HasQuote,
    NeedsQuote,
    NoQuote,
    QuoteIsZero,
    QuoteTaken,
)
from store.rules.refusals.fields import (
    AlreadyThere,
    Missing,
    NotAPercentage,
    NotFound,
    NotPositive,
    TooEarly,
    TooLarge,
    TooLate,
    TooLong,
    TooPrecise,
    Unreadable,
)
from store.rules.refusals.opportunities import (
    AlreadyChanged,
    AlreadyMoved,
    AlreadyStarted,
    IsClosed,
    NotOffered,
    NotStarted,
    StageNotOffered,
)
from store.rules.refusals.rights import NotAllowed, NotYours, Outsider
from store.rules.refusals.tasks import TaskClosed

__all__ = [
    "AlreadyChanged",
    "AlreadyMoved",
    "AlreadyStarted",
    "AlreadyThere",
    "ContactBlocked",
    "CycleBlocked",
    "HasQuote",
    "IsClosed",
    "Missing",
    "NeedsQuote",
    "NoCloseCodes",
    "NoCycle",
    "NoQuote",
    "NoStages",
    "NotAPercentage",
    "NotAllowed",
    "NotFound",
    "NotOffered",
    "NotPositive",
    "NotStarted",
    "NotYours",
    "Outsider",
    "QuoteIsZero",
    "QuoteTaken",
    "Refusal",
    "StageNotOffered",
    "TaskClosed",
    "TooEarly",
    "TooLarge",
    "TooLate",
    "TooLong",
    "TooPrecise",
    "Unreadable",
    "WrongCode",
]
