"""Contacts made, blocked, moved to other companies, merged and deleted."""

from hypothesis import strategies as st

from store import contact_edits, contact_merges, contact_removals, contacts
from store.rights import Member
from store.rules.words import ContactKind
from store.sessions import Session
from tests.store.lives.parkings import Parkings
from tests.store.twin.parts import Contact


class Contacts(Parkings):
    """With whom it is all done."""

    def _company(self, data: st.DataObject) -> Contact | None:
        companies = [each for each in self.twin.contacts.values() if not each.person]
        return data.draw(st.sampled_from([None, *companies]))

    def contacts(self, data: st.DataObject) -> None:
        """One of these changes."""
        self.change(data, *((each, True) for each in (self._add, self._edit, self._edit, self._merge, self._remove)))

    def _add(self, data: st.DataObject) -> None:
        """A person, of a company or of none."""
        by, company = self.by(data, self.ben), self._company(data)
        asked = {"name": "Somebody", "kind": ContactKind.PERSON, "company_id": company and company.key}
        made = self.both(
            "add contact", by,
            lambda: self.twin.add_contact(by, company),
            lambda s, m: contacts.create(s, m, now=self.twin.now, **asked),
        )  # fmt: skip
        if made:
            self.twin.contacts[made.id] = Contact(made.id, person=True, company=company)

    def _edit(self, data: st.DataObject) -> None:
        """Blocked for privacy or not any more; at another company."""
        blocked = data.draw(st.sampled_from([False, False, True]))
        contact, by, company = self.contact(data), self.by(data, self.ben), self._company(data)
        kind = ContactKind.PERSON if contact.person else ContactKind.COMPANY
        edit = contact_edits.Edit("Somebody", kind, company and company.key, "", "", None, blocked)
        self.both(
            "edit contact", by,
            lambda: self.twin.edit_contact(by, contact, blocked, company),
            lambda s, m: contact_edits.edit(
                s, m, contact.key, edit, version=contacts.get(s, m, contact.key).version, now=self.twin.now
            ),
        )  # fmt: skip

    def _merge(self, data: st.DataObject) -> None:
        """Two that are the same one."""
        goes, by = self.contact(data), self.by(data)
        alike = [each for each in self.twin.contacts.values() if each.person == goes.person and not each.gone]
        stays = self.one(data, alike, self.twin.contacts.values())
        self.both(
            "merge", by,
            lambda: self.twin.merge(by, stays, goes),
            lambda s, m: self._merged(s, m, stays.key, goes.key),
        )  # fmt: skip

    def _merged(self, session: Session, by: Member, *keys: int) -> None:
        versions = [contacts.get(session, by, key).version for key in keys]
        contact_merges.merge(session, by, *keys, versions=tuple(versions), now=self.twin.now)

    def _remove(self, data: st.DataObject) -> None:
        """One that nothing open names."""
        used = {deal.contact for deal in self.twin.deals.values() if not deal.closed}
        free = [each for each in self.twin.contacts.values() if each not in used and not each.gone]
        contact, by = self.one(data, free, self.twin.contacts.values()), self.by(data)
        self.both(
            "remove contact", by,
            lambda: self.twin.remove_contact(by, contact),
            lambda s, m: contact_removals.remove(
                s, m, contact.key, version=contacts.get(s, m, contact.key).version, now=self.twin.now
            ),
        )  # fmt: skip
