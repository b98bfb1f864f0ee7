"""Whether a request is Slack's, told from its raw bytes before anything reads them (reliability.md S1)."""

import hashlib
import hmac
import re

OLDEST = 300  # seconds a signature is good for, either way: clocks differ


def is_signed(secret: bytes, stamp: str, signature: str, body: bytes, now: float) -> bool:
    """Whether `signature` was made with our secret over these bytes, at a time `stamp` near `now`.

    `now` is the machine's time even in rehearsals: Slack signs in real time.
    """
    if not re.fullmatch("[0-9]{1,12}", stamp) or abs(now - int(stamp)) > OLDEST:
        return False
    made = "v0=" + hmac.new(secret, b"v0:" + stamp.encode() + b":" + body, hashlib.sha256).hexdigest()
    return hmac.compare_digest(made.encode(), signature.encode("utf-8", "surrogateescape"))


def key(signature: str) -> str:
    """What tells this request from others: the same bytes again have the same key."""
    return hashlib.sha256(signature.encode("utf-8", "surrogateescape")).hexdigest()
