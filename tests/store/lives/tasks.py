"""Tasks made, assigned, handed over, done, cancelled and open again."""

from collections.abc import Callable
from datetime import datetime

from hypothesis import strategies as st

from store import assignments, task_changes, tasks
from store.rights import Member
from store.rules.words import RecursFrom
from store.sessions import Session
from tests.store.lives.deals import Deals
from tests.store.lives.world import ahead
from tests.store.twin.parts import Person, Task

Agree = Callable[[Person, Task], object]
Act = Callable[[Session, Member, str, datetime], object]


class Tasks(Deals):
    """What is to be done."""

    def tasks(self, data: st.DataObject) -> None:
        """One of these changes."""
        kept = self.twin.tasks.values()
        todo, shut = any(task.open for task in kept), any(not task.open for task in kept)
        self.change(
            data, (self._add_task, True), (self._assign, True), (self._complete, todo), (self._complete, todo),
            (self._cancel, todo), (self._give, todo), (self._reopen, shut), (self._sweep, shut),
        )  # fmt: skip

    def _add_task(self, data: st.DataObject) -> None:
        """By hand, on an opportunity, with a contact or with nobody; once or recurring."""
        weeks, from_closing = data.draw(st.sampled_from([0, 1, 3])), data.draw(st.booleans())
        number = data.draw(st.none() | st.just(self.deal(data, lambda deal: not deal.closed)))
        contact = data.draw(st.none() | st.just(self.contact(data))) if number is None else None
        owner, by, due = (
            data.draw(st.none() | st.just(self.to(data))),
            self.by(data, number or self.ben),
            self.day(data.draw(ahead)),
        )
        asked = {
            "due_on": due, "recurrence": f"{weeks}W" if weeks else "", "now": self.twin.now,
            "recurs_from": RecursFrom.CLOSING if from_closing else RecursFrom.DUE,
            "contact_id": contact and contact.key, "salesperson_id": owner and owner.key,
        }  # fmt: skip
        self.both(
            "add task", by,
            lambda: self.twin.add_task(by, number, contact, owner, due, weeks, from_closing),
            lambda s, m: tasks.create(s, m, number, description="Call", **asked),
        )  # fmt: skip

    def task(self, data: st.DataObject, fits: Callable[[Task], object]) -> Task:
        """Mostly one that fits, the newest most likely."""
        return self.one(
            data, [task for task in reversed(self.twin.tasks.values()) if fits(task)], self.twin.tasks.values()
        )

    def _complete(self, data: st.DataObject) -> None:
        """One that recurs most likely."""
        again = any(task.open and task.weeks for task in self.twin.tasks.values())
        task = self.task(data, lambda task: task.open and (task.weeks or not again))
        self._on(data, task, "complete", self.twin.complete, tasks.complete)

    def _cancel(self, data: st.DataObject) -> None:
        """An open one."""
        self._on(data, self.task(data, lambda task: task.open), "cancel task", self.twin.cancel, task_changes.cancel)

    def _reopen(self, data: st.DataObject) -> None:
        """Done or cancelled, also of what is closed or deleted."""
        task = self.task(data, lambda task: not task.open)
        self._on(data, task, "reopen task", self.twin.reopen, task_changes.reopen)

    def _on(self, data: st.DataObject, task: Task, kind: str, agree: Agree, act: Act) -> None:
        """The same of one task in the twin and in the store."""
        by = self.by(data, task.owner)
        self.both(kind, by, lambda: agree(by, task), lambda s, m: act(s, m, task.number, self.twin.now))

    def _give(self, data: st.DataObject) -> None:
        """To somebody."""
        task = self.task(data, lambda task: task.open)
        by, to = self.by(data, task.owner), self.to(data)
        self.both(
            "give task", by,
            lambda: self.twin.give_task(by, task, to),
            lambda s, m: task_changes.hand_over(s, m, task.number, to.key, self.twin.now),
        )  # fmt: skip

    def _assign(self, data: st.DataObject) -> None:
        """The tasks of an activity."""
        number = self.deal(data, lambda deal: not deal.closed)
        by, owner = self.by(data, number), self.to(data)
        activity = data.draw(st.sampled_from([key for key in self.activities if key]))
        wanted = assignments.Wanted(activity, self.twin.today, owner.key, again=True)
        self.both(
            "assign", by,
            lambda: self.twin.assign(by, number, self.activities[activity], owner),
            lambda s, m: assignments.assign(s, m, number, wanted, self.twin.now),
        )  # fmt: skip

    def _sweep(self, data: st.DataObject) -> None:
        """Delete the cancelled ones."""
        by = self.by(data)
        self.both(
            "sweep", by,
            lambda: self.twin.sweep(by),
            lambda s, m: task_changes.delete_cancelled(s, m, now=self.twin.now),
        )  # fmt: skip
