"""A browser without a screen, for tests: keeps cookies, follows links, posts the forms that it finds on pages."""

from __future__ import annotations

import asyncio
import html
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlencode

from httpx import ASGITransport, AsyncClient, Cookies, Response

from sopengine.engine import Engine
from sopengine.web.app import made
from sopengine.web.serving import hosted

ORIGIN = "http://127.0.0.1"
SAME = {"origin": ORIGIN, "sec-fetch-site": "same-origin", "accept-language": "en"}


@dataclass(frozen=True, kw_only=True)
class Form:
    """Of a page: where it posts to, what it holds."""

    action: str
    fields: dict[str, str]


class Browser:
    """One person's."""

    def __init__(self, engine: Engine, definitions: Path, person: str = "", files: Path | None = None) -> None:
        self._app = made(hosted(engine, definitions, "Contoh", files))
        self.cookies = Cookies()
        if person:
            self.become(person)

    def become(self, person: str) -> None:
        answer = self.post("/who", {**self.forms("/who")[-1 if self.is_known else 0].fields, "name": person})
        assert answer.status_code == 303, answer.text
        self.is_known = True

    is_known = False

    def get(self, path: str, **headers: str) -> Response:
        return self.send("GET", path, {"accept-language": "en", **headers})

    def asks(self, path: str, wanted: Mapping[str, str]) -> Response:
        """The page with parameters."""
        return self.get(f"{path}?{urlencode(wanted)}")

    def post(self, path: str, fields: Mapping[str, str | list[str]], **headers: str) -> Response:
        return self.send("POST", path, {**SAME, **headers}, fields)

    def upload(self, path: str, fields: Mapping[str, str | list[str]], **files: bytes) -> Response:
        """Files by name, in the field `file`."""
        chosen = [("file", (name, data)) for name, data in files.items()]
        return self.send("POST", path, SAME, fields, chosen or [("file", ("", b""))])

    def send(
        self,
        method: str,
        path: str,
        headers: Mapping[str, str],
        fields: Mapping[str, str | list[str]] | None = None,
        files: Sequence[tuple[str, tuple[str, bytes]]] | None = None,
    ) -> Response:
        """As it is said, and nothing else."""

        async def sent() -> Response:
            transport = ASGITransport(app=self._app, raise_app_exceptions=False)
            async with AsyncClient(transport=transport, base_url=ORIGIN, cookies=self.cookies) as client:
                answer = await client.request(
                    method, path, headers=dict(headers), data=fields and dict(fields), files=files
                )
                self.cookies = client.cookies
                return answer

        return asyncio.run(sent())

    def forms(self, path: str) -> list[Form]:
        return forms_of(self.get(path).text)

    def form(self, path: str, action: str) -> Form:
        """The form of a page that posts there."""
        return next(form for form in self.forms(path) if form.action == action)

    def token(self) -> str:
        """Of this session."""
        return self.forms("/who")[0].fields["token"]


def forms_of(page: str) -> list[Form]:
    reader = _Forms()
    reader.feed(page)
    return [Form(action=action, fields=fields) for action, fields in reader.found]


def words(page: str) -> str:
    """What a reader sees of a page, in one line."""
    inside = page.partition("<main")[2].partition("</main>")[0]
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", f"<main{inside}")).split())


class _Forms(HTMLParser):
    """Hidden and text fields with what they hold; buttons are pressed by the test."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self._area = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.found.append((given.get("action", ""), {}))
        elif tag == "input" and self.found and given.get("name") and given.get("type") not in ("checkbox", "radio"):
            self.found[-1][1][given["name"]] = given.get("value", "")
        elif tag == "textarea" and self.found and given.get("name"):
            self._area = given["name"]
            self.found[-1][1][self._area] = ""

    def handle_data(self, data: str) -> None:
        if self._area:
            self.found[-1][1][self._area] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._area:
            held = self.found[-1][1]
            held[self._area] = held[self._area].removeprefix("\n")
            self._area = ""
