"""Values that are words are translated with the message they stand in."""

from __future__ import annotations

from sopengine.errors import DefinitionError, Finding, Phrase, Position, RefusedError, Severity

CATALOGUE = {
    "a {what} is needed": "perlu {what}",
    "decision": "keputusan",
    "{a} then {b}": "{a} lalu {b}",
    "{count} findings; first: {where}: {first}": "{count} temuan; {where}: {first}",
}


def indonesian(template: str) -> str:
    return CATALOGUE.get(template, template)


def test_a_phrase_is_translated_with_its_message() -> None:
    error = RefusedError("a {what} is needed", what=Phrase("decision"))
    assert str(error) == "a decision is needed"
    assert error.text(indonesian) == "perlu keputusan"


def test_several_phrases_stand_one_behind_the_other() -> None:
    parts = (Phrase("decision"), Phrase("{a} then {b}", {"a": 1, "b": Phrase("decision")}))
    assert RefusedError("a {what} is needed", what=parts).text(indonesian) == "perlu keputusan1 lalu keputusan"
    assert str(parts[1]) == "1 then decision"


def test_other_values_stay_as_they_are() -> None:
    assert RefusedError("a {what} is needed", what=("decision",)).text(indonesian) == "perlu ('decision',)"


def test_the_first_finding_is_told_in_the_language_of_its_error() -> None:
    at = Position(file="f.yaml", line=1, column=1)
    finding = Finding(
        rule="a/b", severity=Severity.ERROR, at=at, message="a {what} is needed", values={"what": Phrase("decision")}
    )
    assert DefinitionError([finding]).text(indonesian) == "f.yaml:1:1: perlu keputusan"
    assert str(DefinitionError([finding])) == "f.yaml:1:1: a decision is needed"
