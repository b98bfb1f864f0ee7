"""What people type, read into values: pure, in four languages, and never guessing where a text can mean two things."""

from handlers.parsing.amounts import amount
from handlers.parsing.clocks import clock, hours, is_off
from handlers.parsing.commands import Command, command
from handlers.parsing.days import day
from handlers.parsing.deadlines import deadline
from handlers.parsing.digests import Words, digest
from handlers.parsing.findings import Reader
from handlers.parsing.lines import Given, given
from handlers.parsing.moments import Moment, Told, moment, told
from handlers.parsing.pairs import Pair, pairs
from handlers.parsing.parkings import Rest, rest
from handlers.parsing.percentages import percent, whole
from handlers.parsing.periods import Period, period
from handlers.parsing.spans import span
from handlers.parsing.verbs import count, first, mention, unescaped, verb, words

__all__ = [
    "Command",
    "Given",
    "Moment",
    "Pair",
    "Period",
    "Reader",
    "Rest",
    "Told",
    "Words",
    "amount",
    "clock",
    "command",
    "count",
    "day",
    "deadline",
    "digest",
    "first",
    "given",
    "hours",
    "is_off",
    "mention",
    "moment",
    "pairs",
    "percent",
    "period",
    "rest",
    "span",
    "told",
    "unescaped",
    "verb",
    "whole",
    "words",
]
