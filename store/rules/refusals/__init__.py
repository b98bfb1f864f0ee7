"""What the store refuses: each a typed fact. The handlers own the sentences."""

from store.rules.refusals.base import Refusal
from store.rules.refusals.contacts import ContactBlocked
from store.rules.refusals.cycles import (
    ActivityInUse,
    CodeInUse,
    CycleBlocked,
    NoCloseCodes,
    NoCycle,
    NoStages,
    SetupChanged,
    TooManySteps,
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
from store.rules.refusals.interactions import InteractionCancelled, InteractionTaken
from store.rules.refusals.opportunities import (
    AlreadyChanged,
    AlreadyMoved,
    AlreadyStarted,
    IsClosed,
    NotOffered,
    NotStarted,
    StageNotOffered,
)
from store.rules.refusals.people import HoldsWork, LastAdmin, RoleTooLow
from store.rules.refusals.rights import (
    NotAllowed,
    NotYours,
    Outsider,
    SellerBlocked,
    TakenOut,
)
from store.rules.refusals.tasks import TaskClosed
from store.rules.refusals.workspaces import CurrencyKept, NoSeries, OutOfRange, SeriesBackwards

__all__ = [
    "ActivityInUse",
    "AlreadyChanged",
    "AlreadyMoved",
    "AlreadyStarted",
    "AlreadyThere",
    "CodeInUse",
    "ContactBlocked",
    "CurrencyKept",
    "CycleBlocked",
    "HasQuote",
    "HoldsWork",
    "InteractionCancelled",
    "InteractionTaken",
    "IsClosed",
    "LastAdmin",
    "Missing",
    "NeedsQuote",
    "NoCloseCodes",
    "NoCycle",
    "NoQuote",
    "NoSeries",
    "NoStages",
    "NotAPercentage",
    "NotAllowed",
    "NotFound",
    "NotOffered",
    "NotPositive",
    "NotStarted",
    "NotYours",
    "OutOfRange",
    "Outsider",
    "QuoteIsZero",
    "QuoteTaken",
    "Refusal",
    "RoleTooLow",
    "SellerBlocked",
    "SeriesBackwards",
    "SetupChanged",
    "StageNotOffered",
    "TakenOut",
    "TaskClosed",
    "TooEarly",
    "TooLarge",
    "TooLate",
    "TooLong",
    "TooManySteps",
    "TooPrecise",
    "Unreadable",
    "WrongCode",
]
