"""The demo's example cases: twelve agreed on, one proposed."""

from typing import Any

from agreement.examples.actions import agree, propose
from agreement.examples.checks import FACTS
from agreement.models import Agreement
from agreement.reading import MAIN_SLUG
from portal.accounts.models import User
from portal.operations.demo.files import read_file, stable_uuid

SOURCE = "Beispiel: Runder Tisch, 2. Sitzung"


def load_examples(coordination: User) -> None:
    """Propose every case as the coordination, and agree on those the partners agreed on."""
    agreement = Agreement.objects.get(slug=MAIN_SLUG)
    for entry in read_file("agreement/beispielfaelle.toml")["cases"]:
        is_agreed = entry.get("state", "agreed") == "agreed"
        example = propose(coordination, agreement, _fields(entry, is_agreed=is_agreed))
        if is_agreed:
            agree(coordination, example)


def _fields(entry: dict[str, Any], *, is_agreed: bool) -> dict[str, Any]:
    return {
        **{name: entry[name] for name in FACTS if name in entry},
        "uuid": stable_uuid("example", entry["key"]),
        "title": entry["title"],
        "description": entry["description"],
        "expected_leads": entry["leads"],
        "expected_supports": entry.get("supports", []),
        "source": SOURCE if is_agreed else "",
    }
