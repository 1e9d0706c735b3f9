"""Signs that nobody sees."""

from __future__ import annotations

import sys

from sopengine.errors.unfit import unfit, unfit_sign


def test_every_sign_that_nobody_sees_is_told_by_its_number() -> None:
    signs = [chr(number) for number in range(sys.maxunicode + 1)]
    unseen = [sign for sign in signs if unfit().match(sign) or sign in "\t\n"]
    assert len(unseen) > 150
    assert [unfit_sign(f"staf{sign}1") for sign in unseen] == [f"U+{ord(sign):04X}" for sign in unseen]


def test_names_as_people_write_them_hold_none() -> None:
    assert not any(map(unfit_sign, ("staf-1", "Kepala Seksi Évaluasi", "山田", "")))
