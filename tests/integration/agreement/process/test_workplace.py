"""The coordination finds on its home page which version waits, for what, until when."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from agreement.models import AgreementVersion, VersionProcess
from agreement.process.actions import discard
from tests.factories import agreement as texts
from tests.factories import directory, people
from tests.factories.site import home
from tests.integration.workplace.reading import home_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def site(db: None) -> None:
    home()


def test_a_draft_waits_for_the_coordination(draft: VersionProcess, coordination: Any) -> None:
    assert "Neuer Träger (Beispiel) Sie bereiten den Text vor" in home_of(coordination)["versions"]


def test_a_sealed_version_waits_for_the_parties_until_its_day(
    adopted: VersionProcess, coordination: Any
) -> None:
    VersionProcess.objects.update(sign_by=timezone.localdate().replace(year=2031, day=1, month=3))
    panel = home_of(coordination)["versions"]
    assert "Die Partner unterzeichnen" in panel
    assert "1. März 2031" in panel


def test_a_signed_version_waits_for_its_day_and_then_for_nothing(
    version: AgreementVersion, coordination: Any
) -> None:
    texts.signed(version)
    assert "Sie legen fest, ab wann sie gilt" in home_of(coordination)["versions"]
    texts.in_force(version, timezone.localdate() + timedelta(days=1), coordination)
    assert "versions" not in home_of(coordination)


def test_what_is_over_and_what_others_see_is_nothing(
    draft: VersionProcess, coordination: Any
) -> None:
    assert "versions" not in home_of(people.lead_editor(of=directory.organisation()))
    discard(draft, coordination, "Beispiel")
    assert "versions" not in home_of(coordination)
