"""Values that are no text: durations, dates, numbers, zones, names of files, conditions; far out of reach each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from hostile_files.case import Case, plain, said

DURATIONS = {
    "a million years": "1000000 tahun",
    "centuries": "99 tahun",
    "40 digits": "9" * 40 + " hari",
    "400 digits": "9" * 400 + " hari",
    "below nothing": "-5 hari",
    "nothing": "0 menit",
    "by zero": "1/0 jam",
    "wide digits": "１０ menit",
    "infinite": "inf hari",
    "an exponent": "1e308 hari",
    "a fraction of nothing": "0,0000000000001 menit",
    "brackets": "5 (" * 400,
    "words": "satu " * 390,
    "per item": "999999999 menit per berkas",
}
DATES = {
    "year 9999": "31 Desember 9999",
    "year 9999 in ISO": "9999-12-31",
    "year 1": "0001-01-01",
    "year 0": "0000-01-01",
    "31 February": "31 Februari 2024",
    "year 99999": "1 Januari 99999",
    "wide digits": "２０２４-０１-０１",
    "signs": "2024-01-01T00:00:00Z\x1b[2J",
}
ZONES = (
    "localtime",
    "posixrules",
    "../../../../etc/passwd",
    "/etc/localtime",
    "Asia/Jakarta\0",
    "Etc/GMT+12",
    "A/" * 900,
)
CONDITIONS = {
    "brackets": "(" * 490,
    "not": "not " * 120 + "ya",
    "a power": "nilai * " * 50 + "9" * 40 + " > 1",
    "by zero": "nilai / 0 > 1",
    "Python": "__import__('os').system('id')",
    "an attribute": "nilai.__class__ == 1",
    "a long list": "nilai in [" + "1, " * 140 + "1]",
    "a number of 400 digits": "nilai > " + "9" * 400,
}
IDS = ("con", "nul", "../kasus", "a" * 64, "a" * 65, "a" * 300, "Kasus", "kasus.yaml", "-kasus", "a b", "kas\0us")


def cases() -> Iterator[Case]:
    for name, text in DURATIONS.items():
        yield said(f"duration: {name}", _row(duration=text), text=text)
    for name, text in DATES.items():
        days = dict.fromkeys(("created", "revised", "effective", "monitored", "evaluated", "review"), text)
        yield said(f"date: {name}", plain() | {"document": days}, text=text)
    for zone in ZONES:
        yield said(f"zone: {zone[:30]!r}", plain() | {"agency": {"name": "Dinas", "timezone": zone}})
    for name, text in CONDITIONS.items():
        yield said(f"condition: {name}", _decided(text))
    for id in IDS:
        yield said(f"id: {id[:70]!r}", plain() | {"id": id})
    for name, value in {"-1": -1, "10**90": 10**90, "1.5": 1.5, "a list": [1], "true": True}.items():
        yield said(f"number: {name}", plain() | {"schedule": {"every": "month", "working_day": value}, "sop": value})
        yield said(f"number of items: {name}", _row(each=value, done_when=value))
    yield said("wait: centuries", _row(wait="900 tahun"))
    yield said("overdue: centuries", _row(overdue={"after": "900 tahun", "next": "end"}, remind="900 tahun"))


def _row(**keys: Any) -> dict[str, Any]:
    sop = plain()
    sop["steps"][0] |= keys
    return sop


def _decided(condition: str) -> dict[str, Any]:
    sop = plain()
    sop["steps"][0]["asks"] = ["nilai"]
    outcomes = {"Ya": {"next": "simpan", "when": condition}, "Tidak": {"next": "terima", "otherwise": True}}
    sop["steps"][1]["decision"] = outcomes
    del sop["steps"][2]["asks"], sop["steps"][1]["question"]
    return sop
