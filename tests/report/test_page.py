"""The report as a page: whole, without anything from outside, and fit for whatever a store holds."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from html.parser import HTMLParser
from random import Random

import pytest
from answers import NOTHING, QUARTER, Sop, answer, months

from sopengine.compliance.question import By, Period
from sopengine.compliance.runs import Answer
from sopengine.messages.speech import Speech, speech
from sopengine.report.account import Account, Paper
from sopengine.report.charts.runs import Piece, Run, Window
from sopengine.report.page.document import STYLE, document
from sopengine.report.page.sections import FORMS
from sopengine.report.periods import period_days, period_name
from sopengine.settings.values import Monitoring

ENGLISH, INDONESIAN = speech("en"), speech("id")
HOSTILE = '</td></table><script>alert(1)</script><img src=x onerror=alert(1)> "quoted" \u202e=1+1'
BEGIN = datetime(2026, 1, 5, 1, tzinfo=UTC)
ALONE = {"meta", "br", "img", "input", "link", "hr"}


def sop(number: int = 1, title: str = "Pelayanan", steps: int = 4) -> Sop:
    rows = tuple((str(row + 1), f"Memeriksa berkas {row}", "30 menit", "Staf") for row in range(steps))
    return Sop(id=f"sop-{number}", title=f"{title} {number}", agency=f"Dinas {number}", steps=rows)


def account(found: Answer, **more: object) -> Account:
    runs = (
        Run(
            label="Berkas 1",
            begin=BEGIN,
            end=None,
            days=8,
            pieces=(Piece(begin=BEGIN, end=BEGIN + timedelta(days=3), late=True),),
        ),
    )
    window = Window(begin=BEGIN, end=BEGIN + timedelta(days=60), zone="Asia/Jakarta", off=(date(2026, 1, 10),))
    return replace(Account(answer=found, runs=runs, window=window), **more)  # type: ignore[arg-type]


class Seen(HTMLParser):
    """What a browser would see."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.said: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in ALONE:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.said.append(data)

    @property
    def words(self) -> str:
        return " ".join(" ".join(self.said).split())


def page(account: Account, language: Speech = ENGLISH) -> Seen:
    seen = Seen(document(account, language))
    assert not seen.open
    return seen


@pytest.mark.parametrize("language", [ENGLISH, INDONESIAN])
@pytest.mark.parametrize("sops", [0, 1, 2, 40])
def test_a_page_is_whole_and_needs_nothing_from_outside(sops: int, language: Speech) -> None:
    seen = page(account(answer(map(sop, range(sops)))), language)
    names = {tag for tag, _ in seen.tags}
    assert not names & {"script", "link", "iframe", "object", "img"}
    outside = [value for _, found in seen.tags for name, value in found.items() if name in ("src", "href")]
    assert not outside
    assert not re.search(r"@import|url\((?!#)", document(account(answer([sop()])), language))
    assert "default-src 'none'" in document(account(answer([sop()])), language)
    assert [found.get("lang") for tag, found in seen.tags if tag == "html"] == [language.language]


def test_ids_are_unique() -> None:
    ids = [found["id"] for _, found in page(account(answer(map(sop, range(5))))).tags if "id" in found]
    assert len(ids) == len(set(ids)) > 20


def test_every_drawing_is_told_and_has_its_table() -> None:
    seen = page(account(answer([sop(1), sop(2)])))
    charts = [found for tag, found in seen.tags if tag == "svg"]
    figures = [found for tag, found in seen.tags if tag == "figure"]
    assert all(found.get("role") == "img" and found.get("aria-labelledby") for found in charts)
    assert len(charts) == 2 * len(figures)
    assert sum(tag == "details" for tag, _ in seen.tags) == len(figures)


def test_hostile_texts_stay_texts() -> None:
    hostile = Sop(id="x", title=HOSTILE, agency=HOSTILE, steps=(("1", HOSTILE, HOSTILE, HOSTILE),) * 3)
    found = answer([hostile])
    late = tuple(replace(visit, ref=HOSTILE, done_by=HOSTILE) for visit in found.late_visits)
    papers = {(HOSTILE, "x"): Paper(office=HOSTILE, number=HOSTILE)}
    seen = page(account(replace(found, late_visits=late, stores=(HOSTILE, "b")), papers=papers))
    assert not {"script", "img"} & {tag for tag, _ in seen.tags}
    assert not [name for _, attributes in seen.tags for name in attributes if name.startswith("on")]
    assert "<script>alert(1)</script>" in seen.words
    assert "\u202e" not in seen.words


def test_a_period_without_work_says_so_and_names_what_did_not_run() -> None:
    seen = page(account(answer([]), runs=(), window=None))
    assert "No work was recorded in this period." in seen.words
    assert "SOPs that did not run" in seen.words
    assert "SOP lain" in seen.words


def test_one_run_that_is_under_way_is_no_division_by_zero() -> None:
    found = answer([sop()], visits=0)
    seen = page(account(replace(found, total=replace(NOTHING, running=1))))
    assert "No run was completed in this period" in seen.words
    assert "nothing done yet" in seen.words


def test_the_slowest_agency_its_step_and_the_reason_stand_on_the_page() -> None:
    found = answer([sop(1), sop(2)])
    worst = max(found.sops, key=lambda runs: runs.worked / runs.standard)
    assert f"Slowest against its standards: {worst.agency}." in page(account(found)).words
    assert re.search(r"Most time was lost at no. \d Memeriksa berkas \d \(Staf\)", page(account(found)).words)


@pytest.mark.parametrize(
    ("waiting", "service", "unparted", "said"),
    [
        (8, 2, 0, "The reason is waiting: 80 % of its time"),
        (2, 8, 0, "The reason is the work itself: only 20 % of its time"),
        (0, 0, 9, "cannot be told: starts are not recorded"),
    ],
)
def test_waiting_and_work_are_told_apart_only_where_starts_were_recorded(
    waiting: int, service: int, unparted: int, said: str
) -> None:
    found = answer([sop(1, steps=1)])
    (group,) = found.of(By.STEP)
    hours = {"waiting": waiting, "service": service, "unparted": unparted}
    spent = replace(group.spent, **{name: timedelta(hours=count) for name, count in hours.items()})
    groups = {**found.groups, (By.STEP,): (replace(group, spent=spent),)}
    assert said in page(account(replace(found, groups=groups))).words


def test_a_standard_that_changed_has_a_row_for_each_with_its_versions() -> None:
    found = answer([sop(1, steps=1)])
    (group,) = found.of(By.STEP)
    changed = tuple(replace(group, versions=(number,), standard=f"{number} hari") for number in (1, 2, 3))
    words = page(account(replace(found, groups={**found.groups, (By.STEP,): changed}))).words
    assert all(f"Memeriksa berkas 0 (version {number})" in words for number in (1, 2, 3))


def test_lists_are_limited_and_say_how_many_more() -> None:
    found = answer(map(sop, range(FORMS + 5)), visits=400)
    assert len(document(account(found), ENGLISH)) < 2_000_000
    words = page(account(found)).words
    assert "5 other SOPs have no part of their own here" in words
    assert re.search(r"[\d,]+ more rows are not shown", words)


def test_what_is_unusual_about_the_figures_is_said() -> None:
    found = answer([sop()])
    total = replace(found.total, not_measurable=2, external=3, withdrawn=1, cancelled=1, provisional=4, corrected=5)
    words = page(account(replace(found, total=total, unread=6, backwards=7, unconfirmed=8, stores=("a", "b")))).words
    for said in (
        "Visits whose standard has no length, in no rate: 2.",
        "Visits of actors outside the office, in no rate: 3.",
        "Visits withdrawn or cancelled, in no rate: 2.",
        "Due times that rest on an estimated holiday: 4.",
        "Visits that stand as corrected: 5.",
        "Work of no version that is kept, in no figure: 6.",
        "Visits recorded by a clock that went back, whose lengths count as nothing: 7.",
        "Corrections that nobody confirmed: 8.",
        "Read from 2 stores: a, b",
        "No people are kept",
    ):
        assert said in words


def test_a_form_that_cannot_be_drawn_is_left_out_and_the_figures_stay() -> None:
    found = answer([sop()])
    drawn = {("Dinas 1", "sop-1"): Paper(office="Dinas 1", number="1/2026", form=("<svg></svg>",), map="<svg></svg>")}
    with_form, without = page(account(found, papers=drawn)), page(account(found))
    assert sum(found.get("class") == "form" for _, found in with_form.tags) == 1
    assert sum(found.get("class") == "form" for _, found in without.tags) == 0
    assert "Memeriksa berkas 3" in without.words


def test_months_before_the_period_are_shown_but_not_shaded() -> None:
    trend = months(30, Random(3), -2)
    words = page(account(answer([sop()]), trend=trend)).words
    assert "Oct 25" in words
    assert "Quarter I 2026" in words


@pytest.mark.parametrize(
    ("since", "until", "english", "indonesian"),
    [
        ("2026-01-01", "2026-03-31", "Quarter I 2026", "Triwulan I 2026"),
        ("2026-10-01", "2026-12-31", "Quarter IV 2026", "Triwulan IV 2026"),
        ("2026-07-01", "2026-12-31", "Semester II 2026", "Semester II 2026"),
        ("2026-01-01", "2026-12-31", "Year 2026", "Tahun 2026"),
        ("2026-02-01", "2026-02-28", "February 2026", "Februari 2026"),
        ("2026-02-01", "2026-04-30", "1 February – 30 April 2026", "1 Februari – 30 April 2026"),
        ("2025-12-01", "2026-02-28", "1 December 2025 – 28 February 2026", "1 Desember 2025 – 28 Februari 2026"),
        ("2026-01-02", "", "from 2 January 2026", "sejak 2 Januari 2026"),
        ("", "2026-01-02", "until 2 January 2026", "sampai 2 Januari 2026"),
        ("", "", "All that was recorded", "Seluruh catatan"),
    ],
)
def test_a_period_has_the_name_that_people_give_it(since: str, until: str, english: str, indonesian: str) -> None:
    ends = (date.fromisoformat(day) if day else None for day in (since, until))
    period = Period(since=next(ends), until=next(ends))
    assert (period_name(period, ENGLISH), period_name(period, INDONESIAN)) == (english, indonesian)
    assert period_days(QUARTER, INDONESIAN) == "1 Januari – 31 Maret 2026"


def test_the_limit_of_an_office_decides_which_box_is_ticked() -> None:
    found = answer([sop()], seed=1)
    rate = 100 * (found.total.rate.share if found.total.rate else 0)
    for limit, ticked in ((rate - 1, "☒ runs well"), (rate + 1, "☒ runs not well")):
        limits = Monitoring(rate=limit, overdue=99)
        seen = page(account(found, limits=limits))
        set_boxes = [found for tag, found in seen.tags if found.get("class") == "box set"]
        assert len(set_boxes) == 1
        assert ("☒", "☐").index(_boxes(seen)[0]) == (ticked == "☒ runs not well")


def _boxes(seen: Seen) -> list[str]:
    return [str(found["aria-label"]) for _, found in seen.tags if str(found.get("class", "")).startswith("box")]


def test_the_signatures_stand_with_the_last_row_of_the_monitoring_table() -> None:
    """One group of rows that no sheet parts; without it a sheet could hold signatures alone."""
    text = document(account(answer([sop(1), sop(2)])), INDONESIAN)
    last = text[text.index('<tbody class="last">') :]
    assert last.index("Pelayanan 2") < last.index('class="signatures"') < last.index("</tbody>")
    assert ".monev .last { break-inside: avoid; }" in text


def test_what_narrow_windows_change_is_not_printed() -> None:
    """Paper is asked for its width before it is turned: upright A4 is narrower than many a window."""
    narrow = [line for line in STYLE.splitlines() if "max-width: 759px" in line and line.startswith("@media")]
    assert narrow == ["@media screen and (max-width: 759px) {"]
