"""`sop.toml` and the environment become values; a slip is told where it stands."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopengine.errors import DefinitionError
from sopengine.settings.file import LARGEST, read_file
from sopengine.settings.keys import KEYS
from sopengine.settings.reading import faults, settings_for
from sopengine.settings.values import MailServer, Monitoring, Serving, Settings, Webhook

WHOLE = """
[rules]
"actors/single" = "off"

[store]
url = "postgresql+psycopg://dinas.example/sop"

[mail]
host = "mail.dinas.go.id"
port = 465
from = "SOP <sop@dinas.go.id>"
starttls = true

[webhook]
url = "https://pesan.dinas.go.id/sop"

[serve]
host = "0.0.0.0"
port = 8443
url = "https://sop.dinas.go.id"

[start]
approved_only = true

[monev]
rate = 90.5
overdue = 2
"""
SECRETS = {"SOP_MAIL_USER": "sop", "SOP_MAIL_PASSWORD": "rahasia", "SOP_WEBHOOK_SECRET": "kunci"}


def read(folder: Path, text: str, *tables: str, environment: Mapping[str, str] = SECRETS) -> Settings:
    (folder / "sop.toml").write_text(text, encoding="utf-8")
    return settings_for(folder, environment, *(tables or KEYS))


def test_all_that_is_set_is_read(tmp_path: Path) -> None:
    assert read(tmp_path, WHOLE) == Settings(
        file=str(tmp_path / "sop.toml"),
        store="postgresql+psycopg://dinas.example/sop",
        mail=MailServer(
            host="mail.dinas.go.id",
            port=465,
            sender="SOP <sop@dinas.go.id>",
            starttls=True,
            user="sop",
            password="rahasia",
        ),
        webhook=Webhook(url="https://pesan.dinas.go.id/sop", secret="kunci"),
        serve=Serving(host="0.0.0.0", port=8443, url="https://sop.dinas.go.id"),
        approved_only=True,
        monitoring=Monitoring(rate=90.5, overdue=2),
    )
    assert faults(read_file(tmp_path / "sop.toml")) == ()


def test_what_is_secret_is_not_shown_by_mistake(tmp_path: Path) -> None:
    shown = repr(read(tmp_path, WHOLE))
    assert "rahasia" not in shown
    assert "kunci" not in shown


def test_without_a_file_the_usual_holds(tmp_path: Path) -> None:
    found = settings_for(tmp_path, {}, *KEYS)
    assert found == Settings()
    assert (found.monitoring.rate, found.monitoring.overdue, found.approved_only) == (80, 0, False)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("", "{folder}/.sop/sop.db"),
        ('[store]\nurl = "data/sop.db"', "{folder}/data/sop.db"),
        ('[store]\nurl = "sqlite:///data/sop.db"', "sqlite:///{folder}/data/sop.db"),
        ('[store]\nurl = "sqlite:////srv/sop.db"', "sqlite:////srv/sop.db"),
        ('[store]\nurl = "/srv/sop.db"', "/srv/sop.db"),
        ('store.url = "data/sop.db"', "{folder}/data/sop.db"),
    ],
)
def test_a_store_is_named_from_the_folder_of_the_settings(tmp_path: Path, said: str, meant: str) -> None:
    below = tmp_path / "definitions" / "dinas"
    below.mkdir(parents=True)
    (tmp_path / "sop.toml").write_text(said, encoding="utf-8")
    assert Path(settings_for(below, {}, "store").store) == Path(meant.format(folder=tmp_path))


PORT = "'{}' is no port: a number from 1 to 65535, without quotes"
UNKNOWN = "unknown table or key '{}'"
CASES = [
    ("[mial]\nhost = 'a'", "unknown-key", 1, 2, UNKNOWN.format("mial"), "did you mean 'mail'?"),
    ("[x]", "unknown-key", 1, 2, UNKNOWN.format("x"), "known are: rules, store, mail, webhook, serve, start, monev"),
    ("[mail]\nhost = 'a'\nform = 'a@b'\nfrom = 'a@b'", "unknown-key", 3, 1, UNKNOWN.format("form"), "did you mean"),
    ("[serve]\nport = 1\n[mail]\nhost = 'a'\nfrom = 'a@b'\nport = 0", "bad-value", 6, 8, PORT.format("0"), ""),
    ("[serve]\nport = true", "bad-value", 2, 8, PORT.format("true"), ""),
    ("serve.port = 70000", "bad-value", 1, 14, PORT.format("70000"), ""),
    ("serve = {port = '80'}", "bad-value", 1, 18, PORT.format("80"), ""),
    ("[mail]\nfrom = 'a@b'", "missing-key", 1, 2, "the table 'mail' does not say 'host'", "write host = … below"),
    ("[mail]\nhost = 'a'\nfrom = 'sekretaris'", "bad-value", 3, 9, "'sekretaris' is no mail address", ""),
    ("[mail]\nhost = 'a'\nfrom = 'a@b'\npassword = 'x'", "secret", 4, 1, "'password' does not", "SOP_MAIL_PASSWORD"),
    ("[webhook]\nurl = 'http://a'\nsecret = 'x'", "secret", 3, 1, "'secret' does not", "SOP_WEBHOOK_SECRET"),
    ("[webhook]\nurl = 'dinas.go.id'", "bad-value", 2, 8, "'dinas.go.id' is no address of the web", ""),
    ("[serve]\nurl = 'sop.go.id'", "bad-value", 2, 8, "'sop.go.id' is no address that pages begin with", ""),
    ("[serve]\nurl = 'https://a.go.id/sop'", "bad-value", 2, 8, "and nothing behind it", ""),
    ("[serve]\nurl = 'https://a.go.id?x'", "bad-value", 2, 8, "and nothing behind it", ""),
    ("[serve]\nurl = 'https://u:p@a.go.id'", "bad-value", 2, 8, "and nothing behind it", ""),
    ("[start]\napproved_only = 1", "bad-value", 2, 17, "'1' is neither true nor false", ""),
    ("[monev]\nrate = 101", "bad-value", 2, 8, "'101' is no percentage", ""),
    ("[monev]\nrate = nan", "bad-value", 2, 8, "'nan' is no percentage", ""),
    ("[monev]\noverdue = 0.5", "bad-value", 2, 11, "'0.5' is no count", ""),
    ("[store]\nurl = ''", "bad-value", 2, 5, "'' is no text", ""),
    ("store = 'sop.db'", "bad-value", 1, 1, "'store' must be a table: [store]", ""),
    ("[[mail]]", "bad-value", 1, 3, "'mail' must be a table: [mail]", ""),
]


@pytest.mark.parametrize(("text", "rule", "line", "column", "message", "mend"), CASES, ids=[case[0] for case in CASES])
def test_a_slip_is_told_where_it_stands(
    tmp_path: Path, text: str, rule: str, line: int, column: int, message: str, mend: str
) -> None:
    (tmp_path / "sop.toml").write_text(text, encoding="utf-8")
    (finding,) = faults(read_file(tmp_path / "sop.toml"))
    assert (finding.rule, finding.at.line, finding.at.column) == (f"settings/{rule}", line, column)
    assert message in finding.text()
    assert mend in finding.mend_text()


def test_what_is_amiss_elsewhere_hinders_nobody(tmp_path: Path) -> None:
    text = '[mail]\nhost = 3\n[store]\nurl = "data/sop.db"'
    assert read(tmp_path, text, "store").store.endswith("sop.db")
    with pytest.raises(DefinitionError) as caught:
        read(tmp_path, text, "mail")
    assert [finding.rule for finding in caught.value.findings] == ["settings/bad-value", "settings/missing-key"]


@pytest.mark.parametrize("text", ["!", "#" * (LARGEST + 1), "x = '" + "a" * 2_000 + "'"])
def test_a_file_that_cannot_be_read_is_refused_whoever_asks(tmp_path: Path, text: str) -> None:
    with pytest.raises(DefinitionError) as caught:
        read(tmp_path, text, "store")
    assert caught.value.findings[0].rule == "settings/unreadable"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with names")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "sop.toml")
    with pytest.raises(DefinitionError):
        settings_for(tmp_path, {}, "store")


_VALUES = st.one_of(st.text(max_size=20), st.integers(), st.floats(), st.booleans(), st.just([1]), st.just({"a": 1}))


@given(table=st.sampled_from([*KEYS]), value=_VALUES, data=st.data())
def test_a_value_fits_or_is_told_and_never_breaks_the_reader(table: str, value: object, data: st.DataObject) -> None:
    key = data.draw(st.sampled_from([*KEYS[table]]))
    assert KEYS[table][key].fits(value) in (True, False)
