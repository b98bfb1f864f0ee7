"""Buttons, forms and type-aheads of contacts."""

from handlers import contact_changes, contacts, wire
from handlers.asked import Route, changes, reads

ACTIONS: dict[str, Route] = {
    wire.CONTACT: reads(contacts.show),
    wire.CONTACT_EDIT: reads(contact_changes.edit),
    wire.CONTACT_MERGE: reads(contact_changes.merge),
    wire.CONTACT_DELETE: reads(contact_changes.delete),
}

FORMS: dict[str, Route] = {
    "contact": changes(contacts.submitted),
    "contact_edit": changes(contact_changes.edited),
    "contact_delete": changes(contact_changes.deleted),
    "contact_merge": changes(contact_changes.merged),
}

LIVE: dict[str, Route] = {
    "contact": reads(contacts.redraw),
    "contact_edit": reads(contact_changes.redraw),
    "contact_merge": reads(contact_changes.merge_redraw),
}

OPTIONS: dict[str, Route] = {
    wire.CONTACTS: reads(contacts.choices),
    wire.COMPANIES: reads(contacts.companies),
    wire.KNOWN: reads(contacts.known),
}
