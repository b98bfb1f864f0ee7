"""What a search looks for: the words typed, where words like them stand in an index, and one typing error."""

from store.rules import text

MOST_WORDS = 8
TOLERANT_FROM = 4  # letters: in shorter words an error leaves too little to recognise
INFIX_FROM = 3
_HIGHEST = "\U0010ffff"


def words(typed: str) -> list[str]:
    """The folded words typed, each once, at most eight."""
    return list(dict.fromkeys(text.folded(typed[: text.COMMENT]).split()))[:MOST_WORDS]


def below(prefix: str) -> str:
    """The bound under which, in the order of code points, everything stands that starts with `prefix`."""
    return prefix + _HIGHEST


def one_error(typed: str, word: str) -> bool:
    """Whether `word` starts with what was typed but for one letter: wrong, missing, too many, or two swapped."""
    i = next((i for i, (a, b) in enumerate(zip(typed, word, strict=False)) if a != b), min(len(typed), len(word)))
    wrong = word[i + 1 :].startswith(typed[i + 1 :])
    missing = word[i + 1 :].startswith(typed[i:])
    too_many = word[i:].startswith(typed[i + 1 :])
    swapped = word[i : i + 2] == typed[i : i + 2][::-1] and word[i + 2 :].startswith(typed[i + 2 :])
    return (wrong and i < len(word)) or missing or too_many or swapped


def starts(typed: str) -> list[str]:
    """How words may start that are one error from `typed`, unless the error is in their first two letters."""
    first, second, third = typed[0], typed[1], typed[2]
    return [typed[:2], typed[1:], first + typed[2:], first + third + second + typed[3:]]


def tails(typed: str) -> list[str]:
    """How words may go on after their first two letters when the error is in these."""
    return [typed[2:], typed[1:]]


def tail(word: str) -> str:
    """A word without its first two letters: what the index keeps beside the word."""
    return word[2:]
