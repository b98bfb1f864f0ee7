"""Files and links of an opportunity, closed ones included (domain.md F078)."""

from dataclasses import asdict, dataclass
from datetime import datetime
from urllib.parse import urlsplit

from sqlalchemy import bindparam, delete, func, select

from store import audits, entries, people, teams
from store.listings import Page
from store.models.columns import Key
from store.models.events import files
from store.models.opportunities import opportunities
from store.models.workspaces import people as people_table
from store.rights import Member
from store.rules import text
from store.rules.checks import Checks
from store.rules.refusals import AlreadyThere, NotFound, Unreadable
from store.sessions import Session, columns

LONGEST = 2000  # characters of an address
SHOWN = 5  # of the newest, on a card
LISTED = 20  # on a page of them all


@dataclass(frozen=True, slots=True)
class File:
    """A file shared in Slack, or a link: both are where `url` leads."""

    name: str
    url: str


@dataclass(frozen=True, slots=True)
class Listed:
    """One of them with who put it there, and when."""

    id: int
    name: str
    url: str
    person_id: int
    person: str
    at: datetime


@dataclass(frozen=True, slots=True)
class _Kept:
    number: str
    name: str


_f, _o = files.c, opportunities.c
_OF = (_f.workspace_id == bindparam("workspace"), _f.opportunity_id == bindparam("opportunity", type_=Key))
_NEWEST = select(*columns(File, files)).where(*_OF).order_by(_f.id.desc()).limit(SHOWN)
_LISTED = (
    select(*columns(Listed, files, person=people_table.c.name))
    .join_from(
        files,
        people_table,
        (people_table.c.workspace_id == _f.workspace_id) & (people_table.c.id == _f.person_id),
    )
    .where(*_OF)
    .add_columns(func.count().over())
    .order_by(_f.id.desc())
    .limit(LISTED)
    .offset(bindparam("start"))
)
_ONE = (
    select(_o.number, _f.name, _f.url, _f.person_id)
    .join_from(files, opportunities, (_o.workspace_id == _f.workspace_id) & (_o.id == _f.opportunity_id))
    .where(_f.workspace_id == bindparam("workspace"), _f.id == bindparam("file", type_=Key))
)
_REMOVE = delete(files).where(_f.workspace_id == bindparam("workspace"), _f.id == bindparam("file", type_=Key))
_SAME = select(_f.id).where(*_OF, _f.url == bindparam("address")).limit(1)
_SHARED = select(_f.id).where(*_OF, _f.slack_id == bindparam("slack"))
_DELETED = (
    select(_o.number, _f.name)
    .select_from(files.join(opportunities, (_o.workspace_id == _f.workspace_id) & (_o.id == _f.opportunity_id)))
    .where(_f.workspace_id == bindparam("workspace"), _f.slack_id == bindparam("slack"))
)
_HOLDERS = select(_f.opportunity_id).where(_f.workspace_id == bindparam("workspace"), _f.slack_id == bindparam("slack"))
_GONE = delete(files).where(_f.workspace_id == bindparam("workspace"), _f.slack_id == bindparam("slack"))
HOW_MANY = (  # beside an opportunity in a statement
    select(func.count()).where(_f.workspace_id == _o.workspace_id, _f.opportunity_id == _o.id).scalar_subquery()
)


def newest(session: Session, by: Member, opportunity_id: int) -> list[File]:
    """The newest files and links of an opportunity, five at most."""
    by.must("see")
    return session.all(File, _NEWEST, workspace=by.workspace_id, opportunity=opportunity_id)


def listed(session: Session, by: Member, opportunity_id: int, start: int = 0) -> Page[tuple[Listed, bool]]:
    """A page of them, the newest first, each with whether `by` may remove it."""
    by.must("see")
    values = {"workspace": by.workspace_id, "opportunity": opportunity_id, "start": start}
    rows = session.connection.execute(_LISTED, values).all()
    found = [Listed(*row[:-1]) for row in rows]
    may = {person: "remove file" in teams.allowed(session, by, person) for person in {one.person_id for one in found}}
    return Page([(one, may[one.person_id]) for one in found], rows[0][-1] if rows else 0, start, LISTED)


def remove(session: Session, by: Member, file_id: int, now: datetime) -> tuple[str, File]:
    """Keep a link or file no more; the opportunity it was kept with, and what it was. In Slack a file stays.

    Whoever put it there may, and their manager. Raises NotAllowed, NotFound, NotYours.
    """
    by.must("remove file")
    row = session.row(_ONE, workspace=by.workspace_id, file=file_id)
    if row is None:
        raise NotFound("link")
    number, name, url, person_id = row
    entries.locked(session, by, "file", number)
    teams.must_reach(session, by, "remove file", person_id)
    if not session.change(_REMOVE, workspace=by.workspace_id, file=file_id):
        raise NotFound("link")
    gone = File(name, url)
    audits.write(session, by, "remove link", number, old=asdict(gone), now=now)
    return number, gone


def link(session: Session, by: Member, number: str, url: str, name: str, now: datetime) -> File:
    """Keep a link, under its own name or the address's. Raises NotFound, Missing, TooLong and Unreadable on `url`,
    AlreadyThere on `url`, TooLong on `name`.
    """
    subject, _ = entries.locked(session, by, "file", number)
    checks = Checks()
    address = checks(_address, url)
    called = checks(text.line, name, "name", required=False)
    checks.done()
    if session.value(_SAME, workspace=by.workspace_id, opportunity=subject.id, address=address) is not None:
        raise AlreadyThere("link", address, "url")
    kept = File(called or address.partition("://")[2][: text.NAME], address)
    _keep(session, by, subject, kept, None, now)
    audits.write(session, by, "add link", subject.number, new=asdict(kept), now=now)
    return kept


def _address(typed: str) -> str:
    """A web address, which no text around it can end early."""
    found = text.line(typed, "url", LONGEST)
    try:
        parts = urlsplit(found)
    except ValueError:
        raise Unreadable("url", "url", found) from None
    if parts.scheme not in ("http", "https") or not parts.hostname or " " in found:
        raise Unreadable("url", "url", found)
    return found.replace("<", "%3C").replace(">", "%3E").replace("|", "%7C")


def share(session: Session, by: Member, number: str, slack_id: str, name: str, url: str, now: datetime) -> bool:
    """Keep a file that was shared in Slack, once however often it is told; whether it was new. Raises NotFound."""
    subject, _ = entries.locked(session, by, "file", number)
    if session.value(_SHARED, workspace=by.workspace_id, opportunity=subject.id, slack=slack_id) is not None:
        return False
    called = text.line(name[: text.NAME], "name", required=False) or slack_id
    kept = File(called, _address(url))
    _keep(session, by, subject, kept, slack_id, now)
    audits.write(session, by, "share file", subject.number, new=asdict(kept), now=now)
    return True


def _keep(
    session: Session, by: Member, subject: entries.Subject, file: File, slack_id: str | None, now: datetime
) -> None:
    session.add(
        files,
        workspace_id=by.workspace_id,
        opportunity_id=subject.id,
        slack_id=slack_id,
        name=file.name,
        url=file.url,
        person_id=by.id,
        at=now,
    )


def deleted(session: Session, workspace_id: int, slack_id: str, now: datetime) -> None:
    """A file was deleted in Slack: it is listed no more, wherever it was. Slack does not say who did it."""
    entries.hold(session, workspace_id, *session.values(_HOLDERS, workspace=workspace_id, slack=slack_id))
    found = session.all(_Kept, _DELETED, workspace=workspace_id, slack=slack_id)
    if not found:
        return
    session.change(_GONE, workspace=workspace_id, slack=slack_id)
    nobody = people.at_large(session, workspace_id)
    for kept in found:
        audits.write(session, nobody, "delete file", kept.number, old={"name": kept.name}, now=now)
