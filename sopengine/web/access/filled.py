"""A form as it was sent: its fields, its files, and how much of either is read."""

from __future__ import annotations

from contextlib import suppress

from anyio import move_on_after
from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import ClientDisconnect, Request

from sopengine.web.asked import Upload

LARGEST_FORM = 1024 * 1024
"""Bytes of a form without files."""
LARGEST_UPLOAD = 60 * 1024 * 1024
"""Bytes of a form with files."""
MOST_FIELDS, MOST_FILES = 500, 5
_LONGEST_DRAIN = 60.0
"""Seconds."""


class TooLargeError(Exception):
    """More was sent than a form may have; of fields Starlette says so itself."""


async def sent_form(request: Request, *, takes_files: bool, from_stranger: bool) -> FormData:
    """To be closed. Of a stranger the fields are read, and of files nothing but their names.

    Raises TooLargeError, HTTPException of Starlette, ClientDisconnect.
    """
    largest = most_bytes(takes_files=takes_files)
    if int(request.headers.get("content-length") or largest + 1) > largest:
        raise TooLargeError
    if from_stranger and request.headers.get("content-type", "").startswith("multipart/"):
        parser = _Fields(request.headers, request.stream(), max_fields=MOST_FIELDS, max_files=MOST_FILES)
        try:
            return await parser.parse()
        except MultiPartException as error:
            raise TooLargeError from error
    return await request.form(max_files=MOST_FILES if takes_files else 0, max_fields=MOST_FIELDS)


def most_bytes(*, takes_files: bool) -> int:
    """Of a form."""
    return LARGEST_UPLOAD if takes_files else LARGEST_FORM


async def drained(request: Request) -> None:
    """Read what is still on its way, for a while, and keep none of it.

    A browser that is not heard out tells its user that the connection broke, and not what we have to say.
    """
    with suppress(ClientDisconnect, RuntimeError), move_on_after(_LONGEST_DRAIN):
        async for _ in request.stream():
            pass


def fields(given: FormData) -> dict[str, tuple[str, ...]]:
    """What was filled in, by field; files are none of it."""
    found: dict[str, tuple[str, ...]] = {}
    for name, value in given.multi_items():
        if isinstance(value, str):
            found[name] = (*found.get(name, ()), value)
    return found


def uploads(given: FormData) -> tuple[Upload, ...]:
    """Files that were chosen: a field without one comes without a name."""
    found = (value for _, value in given.multi_items() if isinstance(value, UploadFile))
    return tuple(Upload(name=one.filename, stream=one.file) for one in found if one.filename)


class _Fields(MultiPartParser):
    """Keeps the names of files and nothing that they hold; of all fields together no more than a form may have."""

    _kept = 0

    def on_part_data(self, data: bytes, start: int, end: int) -> None:
        if self._current_part.file is None:
            self._kept += end - start
            if self._kept > LARGEST_FORM:
                raise MultiPartException("more than a form may have")
            super().on_part_data(data, start, end)
