"""The working text: sections, clauses and rules that are whole without a test saying more."""

import uuid
from collections.abc import Sequence
from itertools import count
from typing import Any

from agreement.identity import Stored
from agreement.models import Agreement, GeneralSectionPage, Party, SectionPage, WorkingTextPage
from directory.models import OrganisationPage
from portal.intern.models import InternPage

_numbers = count(1)


def uid() -> str:
    """Return a fresh uid."""
    return str(uuid.uuid4())


def agreement(**fields: Any) -> Agreement:
    """Return an agreement; without a slug the main one."""
    return Agreement.objects.create(**{"title": "Vereinbarung (Beispiel)", **fields})


def working_text(
    *, of: Agreement | None = None, parties: Sequence[OrganisationPage] = (), **fields: Any
) -> WorkingTextPage:
    """Return a live working text below the internal entrance."""
    facts = {"title": "Arbeitsfassung", "slug": "arbeitsfassung", **fields}
    page = WorkingTextPage(agreement=of or agreement(), **facts)
    page.parties = [
        Party(organisation=organisation, role="Träger", signatory="Vorstand")
        for organisation in parties
    ]
    InternPage.objects.get().add_child(instance=page)
    return WorkingTextPage.objects.get(pk=page.pk)


def section(
    *clauses: Stored,
    of: WorkingTextPage | None = None,
    kind: type[SectionPage] = GeneralSectionPage,
    **fields: Any,
) -> Any:
    """Return a published section of this type with these clauses, the last of its text."""
    parent = WorkingTextPage.objects.get(pk=(of or working_text()).pk)
    page = kind(**{"title": f"Abschnitt {next(_numbers)}", **fields})
    set_clauses(page, clauses)
    parent.add_child(instance=page)
    page.save_revision().publish()
    return kind.objects.get(pk=page.pk)


def set_clauses(page: Any, clauses: Sequence[Stored]) -> None:
    """Set the clauses of a section in memory."""
    page.clauses = page._meta.get_field("clauses").to_python(list(clauses))


def clause(*rules: Stored, uid: str | None = None, **values: Any) -> Stored:
    """Return a clause as it is stored, with these rules."""
    number = next(_numbers)
    facts = {
        "heading": f"Überschrift {number}",
        "text": f"<p>Wortlaut {number} (Beispiel).</p>",
        "kind": "binding",
        "plain": "",
        "rules": list(rules),
        "change": "substantial",
        "change_reason": "",
    }
    return {"type": "clause", "id": uid or str(uuid.uuid4()), "value": {**facts, **values}}


def rule(*, rule_id: str | None = None, **values: Any) -> Stored:
    """Return a rule as it is stored; it says that the JMD leads, for everybody."""
    facts: dict[str, Any] = {
        "mode": "leads",
        "service": "jmd",
        "age_from": None,
        "age_to": None,
        "statuses": [],
        "accommodations": [],
        "arrivals": [],
        "periods": [],
        "topics": [],
        "municipalities": [],
        "valid_from": None,
        "valid_until": None,
        "overrides": [],
    }
    return {"type": "item", "id": rule_id or str(uuid.uuid4()), "value": {**facts, **values}}


def link(to: Stored) -> str:
    """Return a reference to a clause as it stands in a rich text."""
    return f'<a linktype="clause" uid="{to["id"]}">{to["value"]["heading"]}</a>'
