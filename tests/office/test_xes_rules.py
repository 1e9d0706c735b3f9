"""What is exported as XES keeps the rules of IEEE 1849, and the check of these rules sees each of them broken."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest
from flows import Tasks, flow, kinerja
from still_clock import Clock
from xes_rules import NAMESPACE, broken

from sopengine.engine import Engine
from sopengine.office.keeping.log import Wanted, export_log

ODD: Tasks = {"satu": {"": ["dua", "tiga"]}, "dua": {"Ya <&>": [], "Tidak": ["satu"]}, "tiga": {"": []}}


@pytest.fixture
def exported(engine: Engine, clock: Clock, tmp_path: Path) -> Element:
    """Runs that end, that go on, that were sent back, cancelled and undone; hostile references and notes."""
    engine.start(kinerja(), by="sekretaris <b>", ref="Ref <&>\"' ]]> =1+1")
    engine.start(flow(ODD), by="sekretaris")
    engine.start(kinerja(), by="sekretaris", ref="Dibatalkan")
    for outcome in (None, None, "Tidak", None, "Ya", None):
        clock.go_on(minutes=30)
        item = engine.work_items(instance=1)[0].id
        engine.begin(item, by="staf-2")
        clock.go_on(minutes=20)
        engine.done(item, by="staf-1", outcome=outcome, note='"><event/>\u202e\U0001f600\n\tbaris dua')
    engine.done(engine.work_items(instance=2)[0].id, by="staf-1")
    engine.undo_latest(2, by="staf-1")
    engine.cancel(3, by="sekretaris", reason="dobel")
    export_log(engine, Wanted(), [tmp_path / "log.xes"])
    return ElementTree.parse(tmp_path / "log.xes").getroot()


def test_an_exported_log_keeps_the_rules(exported: Element) -> None:
    assert broken(exported) == []
    assert len(list(exported.iter(f"{NAMESPACE}trace"))) == 3
    transitions = {one.get("value") for one in exported.iter() if one.get("key") == "lifecycle:transition"}
    assert {"schedule", "start", "complete", "withdraw"} <= transitions


def test_a_window_with_nothing_in_it_is_a_log_without_traces(engine: Engine, clock: Clock, tmp_path: Path) -> None:
    engine.start(kinerja(), by="sekretaris")
    day = clock.now.replace(year=2020)
    export_log(engine, Wanted(until=lambda zone: day), [tmp_path / "log.xes"])
    root = ElementTree.parse(tmp_path / "log.xes").getroot()
    assert broken(root) == []
    assert not list(root.iter(f"{NAMESPACE}trace"))


def first(root: Element, kind: str) -> Element:
    return next(root.iter(f"{NAMESPACE}{kind}"))


def attribute(kind: str, key: str, value: str) -> Element:
    return Element(f"{NAMESPACE}{kind}", {"key": key, "value": value})


DAMAGE: dict[str, Callable[[Element], object]] = {
    "the version": lambda root: root.set("xes.version", "neu"),
    "features": lambda root: root.set("xes.features", "semi-nested"),
    "out of order": lambda root: root.insert(0, first(root, "classifier")),
    "two extensions": lambda root: root.insert(0, first(root, "extension")),
    "is called": lambda root: first(root, "classifier").set("name", "two words"),
    "not global": lambda root: first(root, "classifier").set("keys", "concept:name task"),
    "global attributes of": lambda root: first(root, "global").set("scope", "log"),
    "declared global": lambda root: first(root, "event").remove(first(root, "event")[0]),
    "more than attributes": lambda root: first(root, "event").append(Element(f"{NAMESPACE}trace")),
    "two attributes of one key": lambda root: first(root, "event").append(attribute("string", "task", "lagi")),
    "no key": lambda root: first(root, "event").append(attribute("string", "dua kata", "x")),
    "no extension": lambda root: first(root, "event").append(attribute("string", "cost:total", "1")),
    "does not stand there": lambda root: first(root, "trace").insert(0, attribute("string", "org:resource", "x")),
    "no int": lambda root: first(root, "trace").insert(0, attribute("int", "hari", "1.5")),
    "no boolean": lambda root: first(root, "trace").insert(0, attribute("boolean", "sah", "ya")),
    "no moment": lambda root: first(root, "event").append(attribute("date", "libur", "2026-02-30T08:00:00+07:00")),
    "life cycle": lambda root: next(
        one for one in first(root, "event") if one.get("key") == "lifecycle:transition"
    ).set("value", "finished"),
}  # fmt: skip


@pytest.mark.parametrize("rule", DAMAGE)
def test_each_rule_is_seen_broken(exported: Element, rule: str) -> None:
    DAMAGE[rule](exported)
    assert any(rule in told for told in broken(exported)), broken(exported)
