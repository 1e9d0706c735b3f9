"""`sop account`: who may sign in to the pages."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sopengine.engine import Engine
from sopengine.engine.accounts import accounts_of
from sopengine.web.access import passwords


def account_of(name: str) -> str:
    with Engine(".sop/sop.db") as engine:
        found = accounts_of(engine).account(name)
        return "" if found is None or found.closed_at else found.password


def test_a_made_password_is_printed_and_fits(typed: Callable[..., str]) -> None:
    typed("people", "add", "admin")
    made = typed("account", "admin", "--generate").strip()
    assert passwords.fits(made, account_of("admin"))


def test_a_password_is_asked_for(typed: Callable[..., str], monkeypatch: pytest.MonkeyPatch) -> None:
    typed("people", "add", "admin")
    answers = iter(["kuda makan rumput", "kuda makan rumput", "pendek", "pendek"])
    monkeypatch.setattr("click.termui.hidden_prompt_func", lambda _: next(answers))
    assert "Admin may sign in" in typed("account", "Admin")
    assert passwords.fits("kuda makan rumput", account_of("admin"))
    assert "at least 12 characters" in typed("account", "admin", code=2)


def test_an_account_is_closed_and_opened_again(typed: Callable[..., str]) -> None:
    typed("people", "add", "admin")
    typed("account", "admin", "--generate")
    assert "closed: the account of admin" in typed("account", "admin", "--close")
    assert not account_of("admin")
    typed("account", "admin", "--generate")
    assert account_of("admin")


def test_nobody_unknown_has_one(typed: Callable[..., str]) -> None:
    typed("people", "add", "admin")
    assert "add them with: sop people add siapa" in typed("account", "siapa", "--generate", code=3)
    assert "'siapa' has no account" in typed("account", "siapa", "--close", code=3)


def test_pages_for_others_need_an_admin_who_signs_in(typed: Callable[..., str]) -> None:
    typed("people", "add", "staf-1")
    assert "sop people add NAME --admin, then sop account NAME" in typed("serve", "--host", "0.0.0.0", code=2)
