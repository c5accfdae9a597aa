"""Version 1 in force and told; in the working text, cases change from one service to another."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from agreement.acknowledgement.actions import tell_changes
from agreement.models import AgreementVersion, WorkingTextPage
from portal.accounts.models import Notification
from tests.factories import agreement as texts
from tests.integration.agreement.impact import conftest as impact

coordination, jmd, mbe, other = impact.coordination, impact.jmd, impact.mbe, impact.other
text, rewritten = impact.text, impact.rewritten

Commence = Callable[..., AgreementVersion]


@pytest.fixture
def in_force(text: WorkingTextPage, coordination: Any) -> AgreementVersion:
    """Version 1, of which everybody has heard before any of the test's people joined."""
    version = texts.in_force(texts.sealed(text, coordination), impact.FIRST_DAY, coordination)
    tell_changes()
    Notification.objects.all().delete()
    return version


@pytest.fixture
def commence(text: WorkingTextPage, coordination: Any) -> Commence:
    """Seal the working text and let it take effect, today unless a day is said."""

    def act(on: date | None = None) -> AgreementVersion:
        version = texts.sealed(text, coordination)
        return texts.in_force(version, on or timezone.localdate(), coordination)

    return act
