"""People come, go, stand in and work at random: nobody does what is not theirs, and every store agrees with itself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from zoneinfo import ZoneInfo

import hypothesis.strategies as st
from hypothesis import Phase, settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from staffed import AGENCY, PEOPLE, TITLES, kinerja
from still_clock import Clock

from sopengine.engine import Engine
from sopengine.errors import SopError
from sopengine.execution.values.work import WorkItem
from sopengine.office.people.desk import desk_of
from sopengine.people.changes import Add, Forget, GiveRole, Hold, Release, TakeRole
from sopengine.people.values import Capacity, HoldingKind, Role, folded

ZONE = ZoneInfo("Asia/Jakarta")
PLACES = (*TITLES, *TITLES.values())
IDS = {folded(name): id for id, title in TITLES.items() for name in (id, title)}

people = st.sampled_from((*PEOPLE, "hantu"))
known = st.sampled_from(PEOPLE)
choice = st.integers(0, 30)


class Office(RuleBasedStateMachine):
    """One agency, one SOP, five people."""

    @initialize()
    def opens(self) -> None:
        self.clock = Clock()
        self.engine = Engine("sqlite://", clock=self.clock)
        self.engine.change_people([Add(person=person, name=f"Nama {person}") for person in PEOPLE], by="staf-1")
        self.engine.start(kinerja(), by="staf-1")
        self.done = 0

    def teardown(self) -> None:
        self.engine.close()

    @property
    def today(self) -> date:
        return self.clock.now.astimezone(ZONE).date()

    def tried(self, ask: Callable[[], object]) -> None:
        """What is refused changes nothing."""
        before = [len(self.engine.events(number)) for number in self.engine.numbers()]
        try:
            ask()
        except SopError:
            assert [len(self.engine.events(number)) for number in self.engine.numbers()] == before

    @rule(
        person=known, place=st.sampled_from(PLACES), kind=st.sampled_from(HoldingKind), begins=st.integers(-3, 2),
        lasts=st.none() | st.integers(-1, 4),
    )  # fmt: skip
    def holds(self, person: str, place: str, kind: HoldingKind, begins: int, lasts: int | None) -> None:
        first = self.today + timedelta(days=begins)
        last = None if lasts is None else first + timedelta(days=lasts)
        asked = Hold(person=person, agency=AGENCY, position=place, kind=kind, first_day=first, last_day=last)
        self.tried(lambda: self.engine.change_people([asked], by="staf-1"))

    @rule(person=known, place=st.sampled_from(PLACES), last=st.integers(-2, 1))
    def is_released(self, person: str, place: str, last: int) -> None:
        day = self.today + timedelta(days=last)
        asked = Release(person=person, agency=AGENCY, position=place, last_day=day)
        self.tried(lambda: self.engine.change_people([asked], by="staf-1"))

    @rule(person=st.sampled_from(PEOPLE[3:]))
    def is_forgotten(self, person: str) -> None:
        self.tried(lambda: self.engine.change_people([Forget(person=person, last_day=self.today)], by="staf-1"))

    @rule(person=known, role=st.sampled_from((Role.PENGAWAS, Role.PIMPINAN)), give=st.booleans())
    def has_a_role(self, person: str, role: Role, give: bool) -> None:
        kind = GiveRole if give else TakeRole
        self.tried(lambda: self.engine.change_people([kind(person=person, agency=AGENCY, role=role)], by="staf-1"))

    @rule(hours=st.sampled_from([1, 5, 24, 72]))
    def time_passes(self, hours: int) -> None:
        self.clock.go_on(hours=hours)

    @rule(person=people)
    def starts(self, person: str) -> None:
        if len(self.engine.numbers()) < 3:
            self.tried(lambda: self.engine.start(kinerja(), by=person))

    @rule(person=people, which=choice)
    def completes(self, person: str, which: int) -> None:
        for item in self.one_of(self.engine.work_items(), which):
            outcome = item.outcomes[which % 2] if item.outcomes else None
            self.tried(partial(self.engine.done, item.id, by=person, outcome=outcome))
            self.check_the_doer(item)

    @rule(person=people, to=people, which=choice, how=st.sampled_from(["take", "give_back", "assign", "begin"]))
    def hands(self, person: str, to: str, which: int, how: str) -> None:
        for item in self.one_of(self.engine.work_items(), which):
            more = (to,) if how == "assign" else ()
            self.tried(partial(getattr(self.engine, how), item.id, *more, by=person))

    @rule(person=people, which=choice)
    def reminds(self, person: str, which: int) -> None:
        """Refused or not as it was foretold; whom it reaches holds the position today, or has taken the work."""
        for item in self.one_of(self.engine.work_items(), which):
            before, hindrance = self.engine.at_whose_desk(item), self.engine.why_no_reminder(item, person)
            events = len(self.engine.events(item.instance))
            self.tried(partial(self.engine.remind, item.id, by=person))
            reminded = len(self.engine.events(item.instance)) > events
            assert reminded is (hindrance is None) or self.engine.person(person) is None
            assert self.engine.work_item(item.id) == item
            held = {one.person for one in self.engine.holdings() if one.on(self.today)}
            assert not any(one.on(self.today) for one in self.engine.holdings()) or before.keys() <= held
            if reminded and before:
                assert before.keys() != {person}

    @rule(person=people, which=choice, how=st.sampled_from(["undo", "back", "correct", "confirm", "decline"]))
    def takes_back(self, person: str, which: int, how: str) -> None:
        wanted = self.engine.work_items() if how == "back" else self.engine.visits()
        said = {"reason": "alasan"} if how in ("back", "decline") else {"note": "x"} if how == "correct" else {}
        for item in self.one_of(wanted, which):
            self.tried(partial(getattr(self.engine, how), item.id, by=person, **said))

    @invariant()
    def every_store_agrees_with_itself(self) -> None:
        assert self.engine.faults() == ()

    @invariant()
    def desks_and_rights_say_the_same(self) -> None:
        if not any(one.first_day <= self.today for one in self.engine.holdings()):
            return
        for one in self.engine.people():
            if not one.forgotten:
                own = {work.item.id for work in desk_of(self.engine, one.id).own}
                assert own == {item.id for item in self.engine.work_items() if self.engine.may_do(item, one.id)}

    def check_the_doer(self, item: WorkItem) -> None:
        """By a simple reading of the rule: who did it just now held the position, or nobody did."""
        after = self.engine.work_item(item.id)
        assert after
        if after.open or after.done_as is Capacity.UNCHECKED:
            return
        held = [one for one in self.engine.holdings() if one.on(self.today)]
        mine = [one for one in held if IDS[folded(one.position)] == item.actor]
        if after.done_as is Capacity.VACANT:
            assert not mine
            assert not held or after.done_by in {one.person for one in held}
        else:
            assert after.done_by in {one.person for one in mine}
        standing_in = any(one.person == after.done_by and one.kind.value == after.done_as for one in mine)
        assert after.done_as is Capacity.VACANT or standing_in

    @staticmethod
    def one_of(items: tuple[WorkItem, ...], which: int) -> tuple[WorkItem, ...]:
        return (items[which % len(items)],) if items else ()


TestPeopleAtRandom = Office.TestCase
# Without shrinking: a failing play is told as it was, and not played for minutes.
TestPeopleAtRandom.settings = settings(
    max_examples=20, stateful_step_count=25, phases=(Phase.explicit, Phase.reuse, Phase.generate)
)
