"""A sealed version, as the portal gives it out, in the form for import. Pure."""

from typing import Any

from django.utils.translation import gettext as _

from agreement.snapshot import FORMAT

_CLAUSE = ("uid", "heading", "text", "plain", "binding", "rules")


def is_sealed(data: dict[str, Any]) -> bool:
    """Whether data is that of a sealed version."""
    return data.get("format") == FORMAT


def as_import(data: dict[str, Any]) -> dict[str, Any]:
    """Return a sealed version as the form for import has it.

    What has another shape than a sealed version is handed on as it is: reading it says what is
    wrong.
    """
    parties = data.get("parties")
    sections = data.get("sections")
    return {
        "title": data.get("title"),
        "reference": data.get("reference"),
        "parties": [_party(each) for each in parties] if isinstance(parties, list) else parties,
        "sections": [_section(each) for each in sections]
        if isinstance(sections, list)
        else sections,
    }


def remark() -> str:
    """Return what is said of such a file."""
    return _(
        "Das ist eine festgeschriebene Fassung. Gelesen sind Text, Regeln und Partner; die eigenen "
        "Felder der Abschnitte (Aufgaben, Träger, Schritte …) füllen Sie in der Arbeitsfassung aus."
    )


def _party(one: Any) -> Any:
    if not isinstance(one, dict):
        return one
    name = one.get("organisation") or one.get("name")
    return {"name": name, "role": one.get("role"), "signatory": one.get("signatory")}


def _section(one: Any) -> Any:
    if not isinstance(one, dict):
        return one
    clauses = one.get("clauses")
    return {
        "type": one.get("kind"),
        "title": one.get("title"),
        "summary": one.get("summary"),
        "clauses": [_clause(each) for each in clauses] if isinstance(clauses, list) else clauses,
    }


def _clause(one: Any) -> Any:
    return {key: one.get(key) for key in _CLAUSE} if isinstance(one, dict) else one
