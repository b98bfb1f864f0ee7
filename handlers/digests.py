"""What managers do with their digests: list them, pause, resume and delete; the form is in `handlers.digest_forms`."""

from handlers import parsing, wire
from handlers.asked import Asked
from handlers.replies import Message, Reply, anew
from handlers.views import digest_pages as views
from handlers.views import digest_schedules
from store import digest_changes, digests
from store.digests import Digest
from store.sessions import Session


def listed(session: Session, asked: Asked, note: str = "", start: int = 0) -> Message:
    """The list as it is now, with what was done above it."""
    return views.message(digests.every(session, asked.by), asked.by, asked.texts, start, note=note)


def turned(session: Session, asked: Asked) -> Reply:
    """Another page of the list."""
    return anew(listed(session, asked, start=parsing.count(asked.text) or 0))


def paused(session: Session, asked: Asked) -> Reply:
    """The Pause button."""
    return anew(pause(session, asked, *wire.versioned(asked.text)))


def pause(session: Session, asked: Asked, key: int, seen: int) -> Message:
    """Pause a digest; the list."""
    digest = digest_changes.pause(session, asked.by, key, seen=seen, now=asked.now)
    return listed(session, asked, asked.texts.t("{name} is paused.", name=digest.name))


def resumed(session: Session, asked: Asked) -> Reply:
    """The Resume button."""
    return anew(resume(session, asked, *wire.versioned(asked.text)))


def resume(session: Session, asked: Asked, key: int, seen: int) -> Message:
    """Let a digest go on; the list."""
    digest = digest_changes.resume(session, asked.by, key, seen=seen, now=asked.now)
    return listed(session, asked, said(asked, digest, asked.texts.t("{name} goes on.", name=digest.name)))


def said(asked: Asked, digest: Digest, note: str) -> str:
    """What was done to a digest, and when it comes next."""
    return " ".join([note, following(asked, digest)]).strip()


def deleted(session: Session, asked: Asked) -> Reply:
    """The Delete button, which has asked."""
    return anew(_delete(session, asked, *wire.versioned(asked.text)))


def confirmed(session: Session, asked: Asked) -> Reply:
    """The form that asks whether to delete, sent."""
    return _delete(session, asked, *wire.kept(asked.metadata))


def _delete(session: Session, asked: Asked, key: int, seen: int) -> Message:
    digest = digest_changes.remove(session, asked.by, key, seen=seen, now=asked.now)
    return listed(session, asked, asked.texts.t("{name} is deleted.", name=digest.name))


def following(asked: Asked, digest: Digest) -> str:
    """When a digest comes next; empty while it rests."""
    rings = digest.rings
    return digest_schedules.following(rings, digest.schedule, asked.texts, asked.now) if rings else ""
