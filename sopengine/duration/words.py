"""The words of durations on printed forms: units, qualifiers and what stands between the ends of a range."""

from __future__ import annotations

from sopengine.duration.unit import Unit

UNITS: dict[tuple[str, ...], tuple[float, Unit]] = {
    **{(word,): (1 / 60, Unit.MINUTE) for word in ("detik", "dtk")},
    **{(word,): (1.0, Unit.MINUTE) for word in ("menit", "mnt", "minit", "mnit")},
    **{(word,): (1.0, Unit.HOUR) for word in ("jam", "jm")},
    **{(word,): (1.0, Unit.DAY) for word in ("hari", "hr")},
    **{(word,): (1.0, Unit.WORKING_DAY) for word in ("hk", "harikerja", "hariefektif")},
    **{(day, kind): (1.0, Unit.WORKING_DAY) for day in ("hari", "hr") for kind in ("kerja", "efektif", "krj")},
    ("hari", "kerja", "efektif"): (1.0, Unit.WORKING_DAY),
    ("hari", "efektif", "kerja"): (1.0, Unit.WORKING_DAY),
    **{(day, kind): (1.0, Unit.CALENDAR_DAY) for day in ("hari", "hr") for kind in ("kalender", "kalendar")},
    **{(word,): (1.0, Unit.CALENDAR_DAY) for word in ("harikalender", "harikalendar")},
    **{(word,): (1.0, Unit.WEEK) for word in ("minggu", "mgg", "mggu", "pekan")},
    **{(word,): (1.0, Unit.MONTH) for word in ("bulan", "bln")},
    **{(word,): (1.0, Unit.QUARTER) for word in ("triwulan", "tw", "twl")},
    **{(word,): (1.0, Unit.SEMESTER) for word in ("semester", "smt")},
    **{(word,): (1.0, Unit.YEAR) for word in ("tahun", "thn", "th")},
}
"""Words -> what they count, and how many of it one is."""

PRINTED = {
    Unit.MINUTE: "menit",
    Unit.HOUR: "jam",
    Unit.CLOCK_HOUR: "x 24 jam",
    Unit.DAY: "hari",
    Unit.WORKING_DAY: "hari kerja",
    Unit.CALENDAR_DAY: "hari kalender",
    Unit.WEEK: "minggu",
    Unit.MONTH: "bulan",
    Unit.QUARTER: "triwulan",
    Unit.SEMESTER: "semester",
    Unit.YEAR: "tahun",
}

QUALIFIERS: tuple[tuple[str, ...], ...] = (
    ("paling", "lama"),
    ("paling", "lambat"),
    ("kurang", "lebih"),
    ("lebih", "kurang"),
    ("kira", "-", "kira"),
    ("selambat", "-", "lambatnya"),
    ("selama", "-", "lamanya"),
    ("dalam", "waktu"),
    ("<", "="),
    ("<",),
    *((word,) for word in ("maksimal", "maksimum", "maks", "max", "±", "≤", "sekitar", "selama", "dalam", "waktu")),
)
"""What may stand before or behind a length and does not change what is late."""

RANGES: tuple[tuple[str, ...], ...] = (("sampai", "dengan"), ("sampai",), ("hingga",), ("s.d",), ("sd",), ("-",))

TIMELESS = frozenset(
    ("sepanjang", "setiap", "tiap", "sesuai", "menyesuaikan", "segera", "saat", "awal", "akhir", "pertengahan")
)
"""A text that begins so and has no number in it has no length, though a unit may stand in it: `Sepanjang tahun`."""
