"""Contacts blocked, moved, merged and deleted, and what follows for what names them (domain.md B.10, B.13, F097)."""

from tests.store.twin.cycles import Cycles
from tests.store.twin.parts import MANAGER, SALESPERSON, Contact, Person, demand


class Contacts(Cycles):
    """Companies and persons."""

    def usable(self, contact: Contact) -> None:
        """For something new about it: neither it nor its company is blocked for privacy."""
        demand(not contact.gone, not contact.blocked, not (contact.company and contact.company.blocked))

    def add_contact(self, by: Person, company: Contact | None) -> None:
        """A person, of a company or none."""
        self.must(by, SALESPERSON)
        demand(company is None or not company.gone)

    def edit_contact(self, by: Person, contact: Contact, blocked: bool, company: Contact | None) -> None:
        """Who leaves a company leaves everything with it; who had none takes it along."""
        self.must(by, SALESPERSON)
        demand(not contact.gone)
        contact.blocked = blocked
        if not contact.person or company is contact.company:
            return
        demand(company is None or not company.gone)
        if contact.company:
            self._pass_on(contact, contact.company)
        else:
            self._join(contact, company)
        contact.company = company

    def merge(self, by: Person, stays: Contact, goes: Contact) -> None:
        """Everything of the second is the first one's."""
        self.must(by, MANAGER)
        demand(stays is not goes, stays.person == goes.person, not stays.gone, not goes.gone)
        self._pass_on(goes, stays)
        if stays.person:
            stays.company = stays.company or goes.company
            self._join(stays, stays.company)
        else:
            for person in self._persons(goes):
                person.company = stays
            for deal in self.deals.values():
                if deal.company is goes:
                    deal.company, deal.touched = stays, True
        stays.blocked |= goes.blocked
        stays.customer |= goes.customer
        goes.gone = True

    def remove_contact(self, by: Person, contact: Contact) -> None:
        """Not while something open names it, or a person of the company; the company keeps what was its person's."""
        self.must(by, MANAGER)
        these = [contact, *self._persons(contact)]
        naming = [deal for deal in self.deals.values() if deal.contact in these or deal.company in these]
        demand(not contact.gone, all(deal.closed for deal in naming))
        demand(not any(task.open and task.contact in these for task in self.tasks.values()))
        if contact.person and contact.company:
            self._pass_on(contact, contact.company)
        else:
            for task in self.tasks.values():
                task.contact = None if task.contact in these else task.contact
            for person in these[1:]:
                self._pass_on(person, contact)
        for each in these:
            each.gone = True

    def _persons(self, company: Contact) -> list[Contact]:
        them = [each for each in self.contacts.values() if each.company is company and each is not company]
        return [each for each in them if not each.gone]

    def _pass_on(self, goes: Contact, to: Contact) -> None:
        for deal in self.deals.values():
            if deal.contact is goes:
                deal.contact, deal.touched = to, True
        for task in self.tasks.values():
            task.contact = to if task.contact is goes else task.contact

    def _join(self, contact: Contact, company: Contact | None) -> None:
        for deal in self.deals.values():
            if deal.contact is contact:
                deal.company, deal.touched = company, True
