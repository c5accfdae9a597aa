"""The coordination finds proposed cases on its home page."""

from typing import Any

import pytest

from agreement.enums import ExampleState
from agreement.models import WorkingTextPage
from tests.factories import people
from tests.factories.directory import organisation
from tests.integration.agreement.examples.conftest import case
from tests.integration.workplace.reading import home_of

pytestmark = pytest.mark.django_db


def test_proposed_cases_wait_on_the_home_page_of_the_coordination(
    text: WorkingTextPage, coordination: Any
) -> None:
    case(text, ExampleState.PROPOSED, title="Wartet noch")
    case(text, title="Schon vereinbart")

    waiting = home_of(coordination)["proposed-examples"]

    assert "Wartet noch" in waiting
    assert "Schon vereinbart" not in waiting
    assert "proposed-examples" not in home_of(people.editor(of=organisation()))


def test_without_proposals_there_is_no_panel(text: WorkingTextPage, coordination: Any) -> None:
    case(text)

    assert "proposed-examples" not in home_of(coordination)
