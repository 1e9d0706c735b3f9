"""Files that belong to work: added with its sheet or before, and taken home."""

from __future__ import annotations

from urllib.parse import quote

from starlette.responses import Response

from sopengine.errors import MisuseError, NotFoundError, SopError
from sopengine.execution.values.work import WorkItem
from sopengine.office.keeping.attachments import attachments, content, keep
from sopengine.web.asked import Asked, moved
from sopengine.web.pages.work import sheet
from sopengine.web.pages.work.amiss import Amiss

_LARGEST = 12
"""Digits of a number."""


def add(asked: Asked) -> Response:
    """The chosen files, before the work is finished."""
    item = sheet.item_of(asked)
    try:
        attach_all(asked, item)
    except SopError as error:
        return sheet.again(asked, item, unfit_file(asked, error))
    return moved(f"/tasks/{item.id}#files")


def attach_all(asked: Asked, item: WorkItem) -> None:
    """Each once, whatever the form is sent twice. Raises SopError for the first that is not taken."""
    if asked.uploads and asked.hosted.files is None:
        raise MisuseError("this server has no folder for files: its admin names one")
    for place, upload in enumerate(asked.uploads, 1):
        if asked.hosted.files:
            kept = keep(asked.hosted.files, upload.name, upload.stream)
            key = f"{asked.form['key']}-{place}" if asked.form.get("key") else None
            asked.engine.attach(
                item.id, by=asked.person.id, name=kept.name, size=kept.size, digest=kept.digest, key=key
            )


def unfit_file(asked: Asked, error: SopError) -> Amiss:
    words = error.text(asked.speech.translate)
    return Amiss(heading=asked.speech.text("Not saved yet: a file was not taken."), words=words, field="file")


def one(asked: Asked) -> Response:
    """To be kept, never to be opened inside of a page."""
    number, seq = (str(asked.place[name]) for name in ("number", "seq"))
    if len(number) > _LARGEST or len(seq) > _LARGEST:
        raise NotFoundError("there is no such file")
    found = next(
        (each for each in attachments(asked.engine, asked.engine.instance(int(number))) if each.seq == int(seq)), None
    )
    if found is None or asked.hosted.files is None:
        raise NotFoundError("there is no such file")
    data = content(asked.hosted.files, found.digest)
    headers = {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(found.name, safe='')}",
        "Content-Security-Policy": "default-src 'none'; sandbox",
    }
    return Response(data, media_type="application/octet-stream", headers=headers)
