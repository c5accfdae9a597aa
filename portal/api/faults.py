"""What is wrong with a request, in sentences. What was sent is never repeated."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from portal.api.answers import Fault, Refusal
from portal.api.questions import EARLIEST, LATEST, Facts

Given = Mapping[str, Any]


def refusal_of(errors: Iterable[Given]) -> Refusal:
    """Return pydantic's errors, as ninja hands them on, as sentences beside their fields."""
    faults = [Fault(field=_field(one), message=_sentence(one)) for one in errors]
    return Refusal(message=_("Die Anfrage ist so nicht möglich."), faults=faults)


def _field(error: Given) -> str:
    """Return the path of a field without where it was sent: “age.from”."""
    names = {"low": "from", "high": "to"}
    path = [str(one) for one in error["loc"][2:]]
    return ".".join(names.get(one, one) for one in path)


def _sentence(error: Given) -> str:
    sentences: Mapping[str, Callable[[Given], str]] = {
        "extra_forbidden": _unknown_field,
        "missing": lambda _one: _("Diese Angabe fehlt."),
        "value_error": _wrong_value,
        "greater_than_equal": _out_of_bounds,
        "less_than_equal": _out_of_bounds,
        "int_type": lambda _one: _("Hier gehört eine ganze Zahl hin, ohne Anführungszeichen."),
        "string_type": lambda _one: _("Hier gehört ein Text in Anführungszeichen hin."),
        "string_too_long": lambda _one: _("Dieser Text ist zu lang."),
        "model_type": _not_an_object,
        "model_attributes_type": _not_an_object,
        "dict_type": _not_an_object,
    }
    if error["type"].startswith("date"):
        return _day()
    found = sentences.get(error["type"])
    return found(error) if found else _("Dieser Wert ist hier nicht möglich.")


def _unknown_field(error: Given) -> str:
    if len(error["loc"]) > len(("body", "facts", "age")):
        return _("Dieses Feld gibt es nicht. Möglich sind: from, to.")
    return _("Dieses Feld gibt es nicht. Möglich sind: %s.") % ", ".join(Facts.model_fields)


def _wrong_value(error: Given) -> str:
    reason = str(error["ctx"]["error"]) if "ctx" in error else ""
    if reason == "wrong way round":
        return _("Das Alter ist verkehrt herum: „from“ darf nicht größer sein als „to“.")
    if reason == "no text":
        return _day()
    return _("Möglich sind: %s.") % reason


def _out_of_bounds(error: Given) -> str:
    if "date" in error["loc"]:
        return _day()
    bounds = error.get("ctx", {})
    if "ge" in bounds:
        return _("Die Zahl muss mindestens %s sein.") % bounds["ge"]
    return _("Die Zahl darf höchstens %s sein.") % bounds["le"]


def _not_an_object(_error: Given) -> str:
    return _("Hier gehört ein JSON-Objekt in geschweiften Klammern hin.")


def _day() -> str:
    words = {"first": EARLIEST.isoformat(), "last": LATEST.isoformat()}
    return _("Ein Tag sieht so aus: 2026-12-31. Er liegt zwischen %(first)s und %(last)s.") % words
