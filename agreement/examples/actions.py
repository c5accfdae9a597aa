"""The acts on example cases: propose, change, agree, withdraw."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from agreement.enums import ExampleState
from agreement.examples.checks import FACTS
from agreement.examples.facts import fields_of
from agreement.examples.permissions import may_decide, may_propose
from agreement.models.findings import ExampleCase
from agreement.models.sealed import Agreement
from agreement.reading import MAIN_SLUG
from agreement.responsibility.facts import Case
from directory.audit import record

SERVICES = ("expected_leads", "expected_supports")
WHAT_WAS_AGREED = (*FACTS, "on", *SERVICES)
"""Whoever changes one of these changes what the partners agreed on."""


class ActRefused(Exception):
    """A case cannot go where it is sent; the message says why, for the reader."""


def propose(user: Any, agreement: Agreement, fields: Mapping[str, Any]) -> ExampleCase:
    """Propose an example case; it counts for nothing until the coordination marks it as agreed.

    `fields` are those of `ExampleCase` by name. Raises PermissionDenied for whoever is not of
    the network, and ValidationError with a sentence at each field that cannot be.
    """
    if not may_propose(user):
        raise PermissionDenied
    example = ExampleCase(
        **_in_order(fields), agreement=agreement, proposed_by=user, state=ExampleState.PROPOSED
    )
    example.full_clean()
    with transaction.atomic():
        example.save()
        record(example, "portal.example.propose", user=user)
    return example


def propose_from_case(
    user: Any,
    *,
    case: Case,
    title: str,
    description: str,
    expected_leads: Collection[str],
    expected_supports: Collection[str] = (),
    on: date | None = None,
    source: str = "",
    slug: str = MAIN_SLUG,
) -> ExampleCase:
    """Propose a disputed question as an example case, from its coded facts alone.

    Title and description are written anew, for nobody real; the rest as `propose`. Raises
    Agreement.DoesNotExist if there is no agreement at that address.
    """
    fields = {
        **fields_of(case),
        "title": title,
        "description": description,
        "expected_leads": list(expected_leads),
        "expected_supports": list(expected_supports),
        "on": on,
        "source": source,
    }
    return propose(user, Agreement.objects.get(slug=slug), fields)


def change(user: Any, example: ExampleCase, fields: Mapping[str, Any]) -> ExampleCase:
    """Change a case. Whoever changes what was agreed makes it a proposal again.

    Raises PermissionDenied for anybody but the coordination, and ValidationError.
    """
    if not may_decide(user):
        raise PermissionDenied
    new = _in_order(fields)
    with transaction.atomic():
        stored = _locked(example)
        is_other = any(
            name in new and getattr(stored, name) != new[name] for name in WHAT_WAS_AGREED
        )
        for name, value in new.items():
            setattr(stored, name, value)
        if is_other and stored.state == ExampleState.AGREED:
            stored.state = ExampleState.PROPOSED
        stored.full_clean()
        stored.save()
        record(stored, "portal.example.change", user=user, data={"state": str(stored.state)})
    return stored


def agree(user: Any, example: ExampleCase) -> ExampleCase:
    """Note that the partners agreed on a case: from now on every text must answer it so.

    Raises PermissionDenied for anybody but the coordination, and ActRefused if it is agreed.
    """
    return _move(user, example, ExampleState.AGREED, "portal.example.agree")


def withdraw(user: Any, example: ExampleCase) -> ExampleCase:
    """Take a case back; it stays readable and can be agreed on again.

    Raises PermissionDenied for anybody but the coordination, and ActRefused if it is withdrawn.
    """
    return _move(user, example, ExampleState.WITHDRAWN, "portal.example.withdraw")


def _move(user: Any, example: ExampleCase, state: ExampleState, action: str) -> ExampleCase:
    if not may_decide(user):
        raise PermissionDenied
    with transaction.atomic():
        stored = _locked(example)
        if stored.state == state:
            raise ActRefused(_("Das ist schon geschehen: Der Fall ist „%s“.") % state.label)
        stored.state = state
        stored.save(update_fields=["state"])
        record(stored, action, user=user)
    return stored


def _in_order(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return fields with their services in one order, so that equal answers are equal."""
    lists = {name: sorted(fields[name]) for name in SERVICES if name in fields}
    return {**fields, **lists}


def _locked(example: ExampleCase) -> ExampleCase:
    found: ExampleCase = ExampleCase.objects.select_for_update().get(pk=example.pk)
    return found
