"""The edit form of a section, filled in as the browser does."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text

from agreement.blocks.clauses import FEATURES
from agreement.clause_index import newest_clauses
from agreement.identity import Stored, new_uid
from agreement.models import SectionPage


def reloaded(page: Any) -> Any:
    """Return a section as the database has it."""
    return SectionPage.objects.get(pk=page.pk).specific


def draft(page: Any) -> list[Stored]:
    """Return the clauses of a section's newest draft."""
    return newest_clauses(reloaded(page))


def draft_uids(page: Any) -> list[str]:
    """Return the uids of a section's newest draft, in order."""
    return [block["id"] for block in draft(page)]


def live_uids(page: Any) -> list[str]:
    """Return the uids of a section as published, in order."""
    return [child.id for child in reloaded(page).clauses]


@dataclass
class Editor:
    """Somebody with a section open in the browser, since the moment this was made."""

    client: Client
    page: Any

    def __post_init__(self) -> None:
        self.page = reloaded(self.page)
        newest = self.page.latest_revision
        self.base = {
            "loaded_revision_id": str(newest.pk),
            "loaded_revision_created_at": newest.created_at.isoformat(),
            "opened_form": new_uid(),
        }

    def form(self, clauses: Sequence[Stored] | None = None, **fields: Any) -> dict[str, Any]:
        """Return the form's data with these clauses instead of the draft's."""
        page = self.page.get_latest_revision_as_object()
        return {
            "title": page.title,
            "slug": page.slug,
            "plain_summary": page.plain_summary,
            "purpose": "",
            "comment_notifications": "",
            **nested_form_data({"comments": inline_formset([])}),
            **clause_data(newest_clauses(self.page) if clauses is None else clauses),
            **self.base,
            **fields,
        }

    def save(self, clauses: Sequence[Stored] | None = None, **fields: Any) -> Any:
        """Press “save draft”."""
        return self._post(self.form(clauses, **fields))

    def publish(self, clauses: Sequence[Stored] | None = None, **fields: Any) -> Any:
        """Press “publish”."""
        return self.save(clauses, **{"action-publish": "action-publish", **fields})

    def autosave(self, clauses: Sequence[Stored] | None = None, **fields: Any) -> Any:
        """Let the browser save by itself; later saves overwrite the revision it made."""
        answer = self._post(self.form(clauses, **fields), accept="application/json")
        if answer.json().get("success"):
            self.base["overwrite_revision_id"] = str(answer.json()["revision_id"])
        return answer

    def _post(self, data: dict[str, Any], accept: str = "text/html") -> Any:
        address = reverse("wagtailadmin_pages:edit", args=[self.page.pk])
        return self.client.post(address, data, headers={"accept": accept})


def clause_data(clauses: Sequence[Stored]) -> dict[str, Any]:
    """Return the fields of a section's clauses."""
    data: dict[str, Any] = {"clauses-count": str(len(clauses))}
    for index, block in enumerate(clauses):
        prefix = f"clauses-{index}"
        value = block["value"]
        data |= {
            f"{prefix}-type": block["type"],
            f"{prefix}-id": block["id"] or "",
            f"{prefix}-order": str(index),
            f"{prefix}-deleted": "",
            f"{prefix}-value-text": rich_text(value["text"], features=FEATURES),
            **_rules_data(f"{prefix}-value-rules", value["rules"]),
        }
        for name in ("heading", "kind", "plain", "claim", "change", "change_reason"):
            data[f"{prefix}-value-{name}"] = value[name]
    return data


def _rules_data(prefix: str, rules: Sequence[Stored]) -> dict[str, Any]:
    data: dict[str, Any] = {f"{prefix}-count": str(len(rules))}
    for index, rule in enumerate(rules):
        data |= {
            f"{prefix}-{index}-id": rule["id"],
            f"{prefix}-{index}-order": str(index),
            f"{prefix}-{index}-deleted": "",
        }
        for name, value in rule["value"].items():
            data[f"{prefix}-{index}-value-{name}"] = "" if value is None else value
    return data


def sentences(answer: Any) -> str:
    """Return every message that an answer shows at the form's clauses, as one text."""
    error = answer.context["form"].errors.as_data().get("clauses", [])
    return " ".join(_messages([one.as_json_data() for one in error]))


def _messages(data: Any) -> list[str]:
    if isinstance(data, str):
        return [data]
    parts = data.values() if isinstance(data, dict) else data
    return [message for part in parts for message in _messages(part)]
