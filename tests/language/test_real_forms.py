"""Fourteen real forms, retold as readable definitions, can be said in the language."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from sopengine.errors import Severity
from sopengine.graph.compile import compiled
from sopengine.rules.gate import Examination, examine

FORMS = Path(__file__).parent.parent / "definitions" / "real"


class Size(NamedTuple):
    """How much of each a form has; a flow is an arrow, those to the end included."""

    steps: int
    tasks: int
    flows: int
    ends: int
    """Flows to the end."""
    entries: int = 1
    joint: int = 0
    """Tasks of several actors."""


SIZES = {
    "pembaruan-direktori-perusahaan": Size(steps=4, tasks=8, flows=9, ends=1),
    "pembaruan-perubahan-wilayah": Size(steps=14, tasks=15, flows=18, ends=2),
    "pemeliharaan-perangkat-peladen": Size(steps=5, tasks=11, flows=13, ends=3, joint=3),
    "pemilihan-penyedia-tender": Size(steps=15, tasks=15, flows=15, ends=1, joint=1),
    "pemusnahan-arsip": Size(steps=9, tasks=15, flows=19, ends=4),
    "pengelolaan-surat-keluar": Size(steps=11, tasks=11, flows=12, ends=1),
    "pengelolaan-surat-masuk": Size(steps=11, tasks=20, flows=24, ends=3, entries=2, joint=1),
    "penghitungan-konsumsi-lnprt": Size(steps=7, tasks=12, flows=16, ends=1),
    "pengumpulan-data-capaian-kinerja": Size(steps=14, tasks=16, flows=19, ends=1, joint=1),
    "penyusunan-paparan-pimpinan": Size(steps=9, tasks=9, flows=11, ends=1),
    "persiapan-pendataan-potensi-desa": Size(steps=9, tasks=23, flows=25, ends=4),
    "persiapan-swakelola-tipe-ii": Size(steps=17, tasks=17, flows=17, ends=1, joint=3),
    "survei-harga-konsumen": Size(steps=10, tasks=15, flows=19, ends=1),
    "survei-perilaku-anti-korupsi": Size(steps=4, tasks=15, flows=20, ends=5),
}
DRAFTS = {"pemeliharaan-perangkat-peladen", "persiapan-pendataan-potensi-desa"}


def examined(form: str) -> Examination:
    return examine(FORMS / f"{form}.yaml")


def test_every_form_has_its_line_in_the_table() -> None:
    assert sorted(SIZES) == sorted(path.stem for path in FORMS.glob("*.yaml"))


@pytest.mark.parametrize("form", SIZES)
def test_a_real_form_is_read_and_checked_without_error(form: str) -> None:
    found = [f"{one.at.line}: {one.text()}" for one in examined(form).findings if one.severity is Severity.ERROR]
    assert found == []


@pytest.mark.parametrize("form", SIZES)
def test_a_real_form_is_compiled_to_its_tasks_and_flows(form: str) -> None:
    graph = examined(form).graph
    assert graph is not None
    tables = compiled(graph)
    targets = [outcome.targets for task in tables.tasks.values() for outcome in task.outcomes]
    assert SIZES[form] == Size(
        steps=len(tables.steps),
        tasks=len(tables.tasks),
        flows=sum(max(len(to), 1) for to in targets),
        ends=sum(not to for to in targets),
        entries=len(tables.entries),
        joint=sum(bool(task.partners) for task in graph.tasks.values()),
    )


@pytest.mark.parametrize("form", SIZES)
def test_a_draft_is_read_as_a_draft(form: str) -> None:
    graph = examined(form).graph
    assert graph is not None
    assert graph.definition.draft is (form in DRAFTS)
