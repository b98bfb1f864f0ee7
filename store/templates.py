"""Installing one of the ready sales cycles, with the activities and close codes that are not there yet."""

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal

from store import audits, codes, cycle_changes, cycles, workspaces
from store.models import cycles as tables
from store.rights import Member
from store.rules.refusals import NotFound
from store.rules.templates import ACTIVITIES, CODES, STAGES, TEMPLATES, Stage, Template
from store.rules.words import Priority
from store.sessions import Session

Translate = Callable[[str], str]


def install(
    session: Session, by: Member, code: str, translate: Translate, now: datetime, *, default: bool = False
) -> cycles.Cycle:
    """Install a template: its cycle, and the activities and close codes that are not there yet.

    The first cycle becomes the default one. Admins only. Raises NotAllowed, NotFound, AlreadyThere.
    """
    by.must("setup")
    template = TEMPLATES.get(code.strip().upper())
    if template is None:
        raise NotFound("template", code, "template")
    workspaces.hold(session, by)
    first = not cycles.afresh(session, by)[1].listed()
    activities = _install_activities(session, by, template, translate)
    _install_close_codes(session, by, translate)
    key = cycle_changes.keep(
        session, by, template.code, translate(template.description), template.method, field="template"
    )
    session.add_all(
        tables.stages, [_stage(by, key, n, s, activities, translate) for n, s in enumerate(template.stages, 1)]
    )
    workspaces.setup_changed(session, by)
    if default or first:
        workspaces.set_default_cycle(session, by, key)
    audits.write(session, by, "install", template.code, new={"default": default or first}, now=now)
    return cycles.Cycle(key, template.code, translate(template.description), template.method, False)


def _stage(
    by: Member, cycle_id: int, number: int, stage: Stage, activities: dict[str, int], translate: Translate
) -> dict[str, object]:
    activity, formula, max_days = STAGES[stage.name]
    return {
        "workspace_id": by.workspace_id,
        "cycle_id": cycle_id,
        "stage": number,
        "description": translate(stage.name),
        "completed": Decimal(stage.completed),
        "chances": Decimal(stage.chances),
        "activity_id": activities[activity],
        "quote_required": "q" in stage.flags,
        "allow_skip": "s" in stage.flags,
        "date_formula": formula,
        "max_days": max_days,
    }


def _install_activities(session: Session, by: Member, template: Template, translate: Translate) -> dict[str, int]:
    """The keys of the activities the template's stages use; those already set up are left as they are."""
    keys = codes.taken(session, by, tables.activities)
    for code in dict.fromkeys(STAGES[s.name][0] for s in template.stages):
        if code not in keys:
            description, steps = ACTIVITIES[code]
            keys[code] = session.add(
                tables.activities, workspace_id=by.workspace_id, code=code, description=translate(description)
            )
            session.add_all(
                tables.activity_steps,
                [
                    {
                        "workspace_id": by.workspace_id,
                        "activity_id": keys[code],
                        "step": number * 10,
                        "kind": kind,
                        "description": translate(text),
                        "priority": Priority.LOW,
                        "date_formula": formula,
                    }
                    for number, (text, kind, formula) in enumerate(steps, 1)
                ],
            )
    return keys


def _install_close_codes(session: Session, by: Member, translate: Translate) -> None:
    there = codes.taken(session, by, tables.close_codes)
    session.add_all(
        tables.close_codes,
        [
            {
                "workspace_id": by.workspace_id,
                "code": code,
                "description": translate(description),
                "outcome": outcome,
            }
            for code, description, outcome in CODES
            if code not in there
        ],
    )
