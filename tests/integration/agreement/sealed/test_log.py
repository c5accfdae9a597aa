"""Acts on versions are in the log, beside the ledger, which is the evidence."""

from datetime import date
from typing import Any

import pytest

from agreement.actions import CommencementRefused, commence
from agreement.models import AgreementVersion, LedgerEntry, WorkingTextPage
from directory.models import OrganisationLogEntry
from tests.factories import agreement as texts
from tests.factories.directory import organisation
from tests.factories.people import editor


def test_sealing_and_commencement_are_logged_for_the_coordination(
    text: WorkingTextPage, coordination: Any
) -> None:
    version = texts.sealed(text, coordination)
    texts.in_force(version, date(2026, 1, 1), coordination)
    entries = OrganisationLogEntry.objects.viewable_by_user(coordination).order_by("pk")
    acts = entries.filter(action__startswith="portal.version.", object_id=str(version.pk))
    told = [(entry.action, entry.user, entry.label) for entry in acts]
    assert told == [
        ("portal.version.seal", coordination, str(version)),
        ("portal.version.commence", coordination, str(version)),
    ]
    assert not OrganisationLogEntry.objects.viewable_by_user(editor(of=organisation())).exists()


def test_what_was_refused_is_not_logged(version: AgreementVersion, coordination: Any) -> None:
    texts.in_force(version, date(2026, 1, 1), coordination)
    with pytest.raises(CommencementRefused):
        commence(version, date(2026, 2, 1), coordination)
    acts = OrganisationLogEntry.objects.filter(action="portal.version.commence")
    assert acts.count() == LedgerEntry.objects.filter(kind="commencement").count() == 1
