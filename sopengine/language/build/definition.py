"""Plain data of the right shape -> Definition."""

from __future__ import annotations

from sopengine.expression.data import DataType, Field
from sopengine.language.build.digest import digest
from sopengine.language.build.fields import Fields
from sopengine.language.build.rows import build_steps
from sopengine.language.yaml.plain import Plain, Value
from sopengine.model.definition import Actor, ActorKind, Artifact, Days, Definition, Every, Schedule
from sopengine.model.document import Agency, Approver, Decree, Document
from sopengine.model.form import DEFAULT_HEADINGS, Capsules, Column, Form, Layout, Orientation, Paper, TitlePlace
from sopengine.model.zones import USUAL_ZONE


def build(plain: Plain, data: dict[str, Value], text: str) -> Definition:
    """`data` has passed the schema."""
    top = Fields(plain=plain, data=data)
    artifacts = tuple(_artifact(id, fields) for id, fields in top.named("artifacts"))
    return Definition(
        id=top.text("id"),
        title=top.text("title"),
        agency=_agency(top.fields("agency")),
        document=_document(top.fields("document")),
        actors=tuple(_actor(id, fields) for id, fields in top.named("actors")),
        artifacts=artifacts,
        steps=build_steps(top, artifacts),
        draft=top.text("status") == "draft",
        days=Days(top.text("days", Days.WORKING)),
        calendar=top.text("calendar"),
        data=tuple(_field(id, fields) for id, fields in top.named("data")),
        schedule=_schedule(top.fields("schedule")) if "schedule" in top else None,
        form=_form(top.fields("form")),
        source=top.text("source"),
        digest=digest(plain),
        text=text,
        positions=plain.positions,
    )


def _agency(fields: Fields) -> Agency:
    return Agency(
        name=fields.text("name"),
        government=fields.text("government"),
        unit=fields.text("unit"),
        timezone=fields.text("timezone", USUAL_ZONE),
    )


def _document(fields: Fields) -> Document:
    return Document(
        number=fields.text("number"),
        created=fields.date("created"),
        revised=fields.date("revised"),
        effective=fields.date("effective"),
        monitored=fields.date("monitored"),
        evaluated=fields.date("evaluated"),
        review=fields.date("review"),
        approved_by=_approver(fields.fields("approved_by")) if "approved_by" in fields else None,
        decree=_decree(fields.fields("decree")) if "decree" in fields else None,
        legal_basis=fields.texts("legal_basis"),
        qualifications=fields.texts("qualifications"),
        related=fields.texts("related"),
        equipment=fields.texts("equipment"),
        warnings=fields.texts("warnings"),
        records=fields.texts("records"),
    )


def _approver(fields: Fields) -> Approver:
    return Approver(
        position=fields.text("position"),
        name=fields.text("name"),
        rank=fields.text("rank"),
        nip=fields.text("nip"),
    )


def _decree(fields: Fields) -> Decree:
    return Decree(
        number=fields.text("number"),
        title=fields.text("title"),
        place=fields.text("place"),
        date=fields.date("date"),
    )


def _actor(id: str, fields: Fields) -> Actor:
    return Actor(
        id=id,
        title=fields.text("title"),
        kind=ActorKind(fields.text("kind", ActorKind.PERSON)),
        group=fields.text("group"),
        calendar=fields.text("calendar"),
    )


def _artifact(id: str, fields: Fields) -> Artifact:
    return Artifact(id=id, title=fields.text("title"), external=fields.flag("external"))


def _field(id: str, fields: Fields) -> Field:
    return Field(
        id=id,
        type=DataType(fields.text("type", DataType.TEXT)),
        title=fields.text("title"),
        options=fields.texts("options"),
    )


def _schedule(fields: Fields) -> Schedule:
    return Schedule(every=Every(fields.text("every", Every.YEAR)), working_day=fields.number("working_day", 1))


def _form(fields: Fields) -> Form:
    columns = tuple((Column(key), heading) for key, heading in fields.labels("columns"))
    return Form(
        paper=Paper(fields.text("paper", Paper.A4)),
        orientation=Orientation(fields.text("orientation", Orientation.LANDSCAPE)),
        capsules=Capsules(fields.text("capsules", Capsules.ACTIVITY)),
        start=fields.text("start", "Mulai"),
        end=fields.text("end", "Selesai"),
        columns=columns or tuple(DEFAULT_HEADINGS.items()),
        column_numbers=fields.flag("column_numbers"),
        title=TitlePlace(fields.text("title", TitlePlace.FOOT)),
        total=fields.flag("total"),
        break_before=fields.texts("break_before"),
        logo=fields.text("logo"),
        layout=Layout(fields.text("layout", Layout.SEPARATE)),
        identity=tuple(fields.labels("identity")),
    )
