"""Interactions with contacts: logged, remarked on, cancelled, made an opportunity of (domain.md A.8, B.4, B.15)."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import bindparam, select, update

from store import audits, contacts, entries, teams
from store.interaction_log import Interaction, get
from store.models.columns import Key
from store.models.interactions import interaction_comments, interactions
from store.models.opportunities import comments as comment_table
from store.rights import Member
from store.rules import dates, text
from store.rules.checks import Checks, given
from store.rules.refusals import InteractionCancelled, InteractionTaken
from store.rules.words import InteractionKind
from store.sessions import Session


@dataclass(frozen=True, slots=True)
class Logging:
    """What is to be logged; the contact is the opportunity's unless another is named."""

    kind: InteractionKind | None
    happened_on: date | None
    description: str
    contact_id: int | None = None
    opportunity: str | None = None
    task: str | None = None
    comment: str = ""


_i, _remark = interactions.c, interaction_comments.c
_MINE = (_i.workspace_id == bindparam("workspace")) & (_i.id == bindparam("interaction", type_=Key))
_LOCKED = select(_i.id).where(_MINE).with_for_update()
_CANCEL = update(interactions).where(_MINE, _i.cancelled.is_(False)).values(cancelled=True, version=_i.version + 1)
_LINK = (
    update(interactions).where(_MINE).values(opportunity_id=bindparam("opportunity", type_=Key), version=_i.version + 1)
)
_COPIED = ("workspace_id", "person_id", "text", "at")
_COPY_REMARKS = comment_table.insert().from_select(
    ["opportunity_id", *_COPIED],
    select(bindparam("opportunity", type_=Key), *(_remark[name] for name in _COPIED))
    .where(
        _remark.workspace_id == bindparam("workspace"),
        _remark.interaction_id == bindparam("interaction", type_=Key),
    )
    .order_by(_remark.id),
)


def log(session: Session, by: Member, asked: Logging, now: datetime) -> Interaction:
    """Log an interaction with a contact, on an opportunity or without one; closed ones too (decision 38).

    Raises, all together where several, Missing and TooLong on `description` and `comment`, Missing on `log_kind`
    and `contact`, Missing, TooEarly and TooLate on `happened_on` (after today), NotFound, ContactBlocked (F097).
    """
    by.must("log")
    subject = entries.locked(session, by, "log", asked.opportunity)[0] if asked.opportunity else None
    checks = Checks()
    kind = checks(given, asked.kind, "log_kind")
    contact = checks(_contact, session, by, asked.contact_id or (subject.contact_id if subject else None))
    happened_on = checks(_happened, asked.happened_on, dates.today(now, by.workspace_timezone))
    described = checks(text.line, asked.description, "description", text.DESCRIPTION)
    remark = checks(text.paragraph, asked.comment, "comment") if asked.comment.strip() else None
    checks.done()
    values = {"kind": kind, "happened_on": happened_on, "description": described}
    key = session.add(
        interactions,
        workspace_id=by.workspace_id,
        contact_id=contact.id,
        person_id=by.id,
        opportunity_id=subject.id if subject else None,
        task_number=asked.task,
        at=now,
        **values,
    )
    if remark:
        _keep_remark(session, by, key, remark, now)
    about = subject.number if subject else contact.number
    more = {"comment": remark} if remark else {}
    audits.write(session, by, "log", contact.number, about=about, new=values | more, now=now)
    return get(session, by, key)


def _contact(session: Session, by: Member, contact_id: int | None) -> contacts.Contact:
    return contacts.usable(session, by, given(contact_id, "contact"))


def _happened(day: date | None, today: date) -> date:
    return dates.between(given(day, "happened_on"), "happened_on", latest=today)


def _keep_remark(session: Session, by: Member, interaction_id: int, said: str, now: datetime) -> None:
    session.add(
        interaction_comments,
        workspace_id=by.workspace_id,
        interaction_id=interaction_id,
        person_id=by.id,
        text=said,
        at=now,
    )


def comment(session: Session, by: Member, interaction_id: int, typed: str, now: datetime) -> Interaction:
    """Remark on an interaction. Raises NotFound, Missing and TooLong on `comment`."""
    by.must("log")
    found = _locked(session, by, interaction_id)
    said = text.paragraph(typed, "comment")
    _keep_remark(session, by, found.id, said, now)
    told = {"description": found.description, "comment": said}
    audits.write(session, by, "comment interaction", found.contact_number, about=_about(found), new=told, now=now)
    return get(session, by, found.id)


def cancel(session: Session, by: Member, interaction_id: int, now: datetime) -> Interaction:
    """Cancel an interaction of one's own, or as their manager somebody's: it counts no longer.

    Raises NotFound, NotYours, InteractionCancelled.
    """
    by.must("cancel interaction")
    found = _locked(session, by, interaction_id)
    teams.must_reach(session, by, "cancel interaction", found.person_id)
    if not session.change(_CANCEL, workspace=by.workspace_id, interaction=found.id):
        raise InteractionCancelled
    told = {"description": found.description, "cancelled": True}
    audits.write(session, by, "cancel interaction", found.contact_number, about=_about(found), new=told, now=now)
    return get(session, by, found.id)


def _locked(session: Session, by: Member, interaction_id: int) -> Interaction:
    """The interaction under its lock, and before under its opportunity's, which is deleted before its interactions."""
    found = get(session, by, interaction_id)
    if found.opportunity_id:
        entries.hold(session, by.workspace_id, found.opportunity_id)
    session.value(_LOCKED, workspace=by.workspace_id, interaction=interaction_id)
    return get(session, by, interaction_id)


def _about(found: Interaction) -> str:
    """Under what it is looked up in the audit trail."""
    return found.opportunity_number or found.contact_number


def held(session: Session, by: Member, interaction_id: int) -> Interaction:
    """The interaction under its lock, for an opportunity to be made of it.

    Raises NotFound, InteractionCancelled, InteractionTaken. Its contact is looked at where the opportunity is
    created (domain.md B.4c, F097).
    """
    by.must("create")
    found = _locked(session, by, interaction_id)
    must_be_free(found)
    return found


def must_be_free(found: Interaction) -> None:
    """Raise InteractionCancelled, or InteractionTaken with the opportunity that was made of it."""
    if found.cancelled:
        raise InteractionCancelled
    if found.opportunity_number:
        raise InteractionTaken(found.opportunity_number)


def link(session: Session, by: Member, found: Interaction, opportunity_id: int) -> None:
    """Make what is `held` the opportunity's, with what was remarked on it (domain.md F028)."""
    key = {"workspace": by.workspace_id, "interaction": found.id, "opportunity": opportunity_id}
    session.change(_LINK, **key)
    session.change(_COPY_REMARKS, **key)
