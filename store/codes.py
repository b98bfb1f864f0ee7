"""Codes: what cycles, activities and close codes are called, unique in their workspace; made up where none is typed."""

from sqlalchemy import Table, bindparam, select

from store.rights import Member
from store.rules import text
from store.rules.refusals import AlreadyThere
from store.sessions import Session


def taken(session: Session, by: Member, table: Table) -> dict[str, int]:
    """The codes there are, with their keys."""
    codes = select(table.c.code, table.c.id).where(table.c.workspace_id == bindparam("workspace"))
    return {row.code: row.id for row in session.connection.execute(codes, {"workspace": by.workspace_id})}


def free(session: Session, by: Member, table: Table, typed: str, description: str, own: int | None = None) -> str:
    """The code that was typed, or one made from the description; `own` is the row that may go on using its own.

    Raises TooLong and AlreadyThere on `code`. The caller holds the workspace, so that nobody takes it meanwhile.
    """
    others = {code: key for code, key in taken(session, by, table).items() if key != own}
    if not typed.strip():
        return text.suggested(description, others)
    code = text.code(typed)
    if code in others:
        raise AlreadyThere(table.name, code, "code")
    return code
