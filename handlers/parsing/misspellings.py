"""The word that another one is but for a letter."""

from collections.abc import Iterable

LONG_ENOUGH = 5  # letters: in shorter words one that is wrong leaves another word
_OF_THEIR_OWN = {"montage", "montages", "dairy"}  # words a letter away from a weekday or a rhythm


def near(key: str, words: Iterable[str]) -> str | None:
    """The one of these words that a folded one is but for a letter; None for a short one."""
    if len(key) < LONG_ENOUGH or key in _OF_THEIR_OWN:
        return None
    return next((word for word in words if len(word) >= LONG_ENOUGH and _one_off(key, word)), None)


def _one_off(typed: str, word: str) -> bool:
    """Whether one letter is wrong, missing or too many, or two are swapped."""
    if len(typed) == len(word):
        wrong = [n for n, pair in enumerate(zip(typed, word, strict=True)) if pair[0] != pair[1]]
        swapped = len(wrong) == 2 and typed[wrong[0]] == word[wrong[1]] and typed[wrong[1]] == word[wrong[0]]
        return len(wrong) == 1 or (swapped and wrong[1] == wrong[0] + 1)
    shorter, longer = sorted((typed, word), key=len)
    return len(longer) == len(shorter) + 1 and any(longer[:n] + longer[n + 1 :] == shorter for n in range(len(longer)))
