"""A version is approved once, by who may; the form prints what its file leaves open; others are not started."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from staffed import AGENCY, hold, kinerja, refused, staff

from sopengine.engine import Engine
from sopengine.office.forms.approved import as_approved, signed
from sopengine.people.approval import Approval
from sopengine.people.changes import Add, Forget, GiveRole
from sopengine.people.values import HoldingKind, Person, Role
from sopengine.rules import load, runnable

SOP = """\
sop: 1
id: surat
title: Surat
agency: {government: Pemerintah Contoh, name: Dinas Contoh}
actors: {kepala-dinas: Kepala Dinas}
steps:
  - {id: terima, activity: Menerima surat, actor: kepala-dinas, duration: 10 menit}
"""


def test_who_approves_signs_with_what_they_hold(engine: Engine) -> None:
    staff(engine)
    hold(engine, "staf-1", "kepala-dinas", HoldingKind.PLT)
    approval = engine.approve(kinerja(), by="STAF-1", number=" 1/SOP ")
    expected = (kinerja().digest, "staf-1", "1/SOP", date(2026, 7, 1), "Plt. Kepala Dinas")
    assert (approval.digest, approval.by, approval.number, approval.approved_on, approval.position) == expected
    assert engine.approvals() == (approval,)
    assert engine.version_numbers("kinerja") == {1: kinerja().digest}


def test_a_version_is_approved_once(engine: Engine) -> None:
    engine.approve(kinerja(), by="Ani")
    assert "is approved as it stands" in refused(lambda: engine.approve(kinerja(), by="Budi"))
    engine.approve(replace(kinerja(), digest="0" * 64), by="Budi")


def test_where_there_is_a_pimpinan_only_such_approve(engine: Engine) -> None:
    staff(engine, kadis="kepala-dinas", sekretaris="sekretaris")
    engine.change_people([GiveRole(person="kadis", agency=AGENCY, role=Role.PIMPINAN)], by="staf-1")
    assert "that is for kadis" in refused(lambda: engine.approve(kinerja(), by="sekretaris"))
    assert "knows no person 'orang'" in refused(lambda: engine.approve(kinerja(), by="orang"))
    assert engine.approve(kinerja(), by="kadis").by == "kadis"


def test_what_is_not_approved_is_not_started_where_that_is_asked(engine: Engine) -> None:
    assert "is not approved" in refused(lambda: engine.start(kinerja(), by="x", approved_only=True))
    assert engine.digests() == ()
    engine.approve(kinerja(), by="x")
    engine.start(kinerja(), by="x", approved_only=True)


def test_the_form_takes_from_it_what_its_file_leaves_open(tmp_path: Path) -> None:
    (tmp_path / "surat.yaml").write_text(SOP, encoding="utf-8")
    definition = load(tmp_path / "surat.yaml").definition
    approval = Approval(
        digest=definition.digest,
        approved_at=datetime(2026, 7, 1, tzinfo=UTC),
        by="kadis",
        number="7/SOP",
        approved_on=date(2026, 7, 1),
        position="Kepala Dinas",
        rank="Pembina",
    )
    person = Person(id="kadis", name="Nama, S.H.", nip="197001011995011001")
    document = signed(definition, approval, person).document
    assert (document.number, document.created, document.effective) == ("7/SOP", *[date(2026, 7, 1)] * 2)
    assert document.approved_by is not None
    assert (document.approved_by.name, document.approved_by.nip) == ("Nama, S.H.", "197001011995011001")
    own = replace(definition, document=replace(document, number="1/2024", effective=date(2024, 1, 1)))
    kept = signed(own, replace(approval, by="lain", number="8/SOP"), None).document
    assert (kept.number, kept.effective, kept.approved_by) == ("1/2024", date(2024, 1, 1), document.approved_by)
    assert signed(definition, approval, None).document.approved_by == replace(
        document.approved_by, name="kadis", nip=""
    )


def test_the_form_of_a_version_that_nobody_approved_stays_as_its_file_says(tmp_path: Path, engine: Engine) -> None:
    (tmp_path / "surat.yaml").write_text(SOP, encoding="utf-8")
    graph = load(tmp_path / "surat.yaml")
    assert as_approved(engine, graph) is graph
    engine.change_people([Add(person="kadis", name="Nama")], by="x")
    engine.approve(runnable(graph), by="kadis", position="Kepala Dinas")
    approver = as_approved(engine, graph).definition.document.approved_by
    assert approver is not None
    assert (approver.name, approver.position) == ("Nama", "Kepala Dinas")
    engine.change_people([Forget(person="kadis", last_day=date(2026, 7, 1))], by="x")
    approver = as_approved(engine, graph).definition.document.approved_by
    assert approver is not None
    assert approver.name == "kadis"


def test_on_the_command_line(typed: Callable[..., str], tmp_path: Path) -> None:
    (tmp_path / "definitions" / "surat.yaml").write_text(SOP, encoding="utf-8")
    (tmp_path / "sop.toml").write_text("[start]\napproved_only = true\n", encoding="utf-8")
    assert "sop approve surat" in typed("start", "surat", code=4)
    assert "is not approved" in typed("draw", "definitions/surat.yaml", "--approved", code=4)
    assert "approved: surat" in typed("approve", "surat", "--number", "7/SOP", "--on", "1 Juli 2026")
    assert "2026-07-01" in typed("approve")
    typed("start", "surat")
    typed("draw", "definitions/surat.yaml", "--approved")
    assert "7/SOP" in (tmp_path / "diagrams" / "surat-0.svg").read_text(encoding="utf-8")
    (tmp_path / "definitions" / "surat.yaml").write_text(SOP.replace("10 menit", "20 menit"), encoding="utf-8")
    assert "is not approved" in typed("start", "surat", code=4)
    assert "there is no definitions" in typed("approve", "tidak-ada", code=3)


@pytest.mark.parametrize("day", ["31 Februari 2026", "kapan-kapan"])
def test_a_day_that_is_none_is_refused(typed: Callable[..., str], tmp_path: Path, day: str) -> None:
    (tmp_path / "definitions" / "surat.yaml").write_text(SOP, encoding="utf-8")
    typed("approve", "surat", "--on", day, code=2)
    assert typed("approve") == ""
