"""Tasks by hand, from activities, recurring, done, cancelled and open again (domain.md A.7, B.9)."""

from dataclasses import replace
from datetime import date, timedelta

from tests.store.twin.contacts import Contacts
from tests.store.twin.parts import MANAGER, SALESPERSON, Contact, Deal, Person, Task, demand


class Tasks(Contacts):
    """Each has an owner, whatever happens."""

    def deal(self, by: Person, number: str, *, others: bool = False) -> Deal:
        """An opportunity that is not closed, and that they may change."""
        demand(number in self.deals)
        found = self.deals[number]
        self.reach(by, found.owner, others=others)
        demand(not found.closed)
        return found

    def of(self, deal: Deal) -> list[Task]:
        """The open tasks of an opportunity."""
        return [task for task in self.tasks.values() if task.about == deal.number and task.open]

    def make_tasks(self, deal: Deal, many: int, owner: Person | None = None) -> None:
        """As many as the steps of an activity."""
        for _ in range(many):
            number = self.number("TD")
            self.tasks[number] = Task(number, deal.number, deal.contact, owner or deal.owner)

    def add_task(
        self, by: Person, number: str | None, contact: Contact | None, owner: Person | None, due: date, weeks: int,
        from_closing: bool,
    ) -> None:  # fmt: skip
        """By hand: on an opportunity that is not closed, else with a contact, else with nobody."""
        self.must(by, SALESPERSON)
        deal = self.deal(by, number) if number else None
        if deal:
            contact = deal.contact
        elif contact:
            self.usable(contact)
        owner = owner or (deal.owner if deal else by)
        self.offered(owner)
        if deal is None:
            self.reach(by, owner)
        made = Task(self.number("TD"), number, contact, owner, due, weeks, from_closing)
        self.tasks[made.number] = made

    def complete(self, by: Person, task: Task) -> None:
        """One that recurs is followed by the next."""
        self.reach(by, task.owner)
        demand(task.open)
        if task.weeks and task.due:
            due = (self.today if task.from_closing else task.due) + timedelta(weeks=task.weeks)
            number = self.number("TD")
            self.tasks[number] = replace(task, number=number, due=due, status="not_started")
        task.close(cancelled=False)
        task.weeks = 0

    def cancel(self, by: Person, task: Task) -> None:
        """None follows it."""
        self.reach(by, task.owner)
        demand(task.open)
        task.close(cancelled=True)

    def reopen(self, by: Person, task: Task) -> None:
        """In progress, and once; theirs who reopen it when its owner is out."""
        self.reach(by, task.owner)
        demand(not task.open)
        if task.owner.removed:
            self.offered(by)
            task.owner = by
        task.status, task.open, task.cancelled, task.weeks = "in_progress", True, False, 0

    def give_task(self, by: Person, task: Task, to: Person) -> None:
        """To somebody who may own it, or whose it is."""
        self.reach(by, task.owner)
        demand(task.open)
        if to is not task.owner:
            self.offered(to)
        task.owner = to

    def assign(self, by: Person, number: str, many: int, owner: Person) -> None:
        """An activity's tasks."""
        deal = self.deal(by, number)
        self.offered(owner)
        self.make_tasks(deal, many, owner)

    def sweep(self, by: Person) -> int:
        """Delete the cancelled ones of those one manages, but what Undo may put back: one row of audit, or none."""
        self.must(by, MANAGER)
        back = {deal.number for deal in self.deals.values() if self.fresh(deal)}
        swept = [task for task in self.tasks.values() if task.cancelled and task.about not in back]
        swept = [task for task in swept if task.owner is by or self.manages(by, task.owner)]
        for task in swept:
            del self.tasks[task.number]
        return bool(swept)
