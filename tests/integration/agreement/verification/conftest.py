"""An agreement with two versions in force one after the other, and one that is being signed."""

from datetime import date
from typing import Any

import pytest

from agreement.models import AgreementPage, AgreementVersion, WorkingTextPage
from portal.home.models import HomePage
from tests.factories import agreement as texts
from tests.factories import directory, people


@pytest.fixture
def coordination(db: None) -> Any:
    return people.coordination()


@pytest.fixture
def text(db: None) -> WorkingTextPage:
    made = texts.working_text(parties=[directory.organisation(), directory.organisation()])
    texts.section(
        texts.clause(heading="Zielgruppe"),
        texts.clause(texts.rule(age_from=12, age_to=26), heading="Zuständigkeit"),
        of=made,
        title="Zielgruppen",
        slug="zielgruppen",
    )
    return made


@pytest.fixture
def page(text: WorkingTextPage) -> AgreementPage:
    home = HomePage.objects.get(locale__language_code="de")
    made: AgreementPage = home.add_child(
        instance=AgreementPage(title="Vereinbarung", slug="vereinbarung", agreement=text.agreement)
    )
    return made


@pytest.fixture
def versions(text: WorkingTextPage, coordination: Any) -> list[AgreementVersion]:
    first = texts.in_force(texts.sealed(text, coordination), date(2026, 1, 1), coordination)
    second = texts.in_force(texts.sealed(text, coordination), date(2026, 6, 1), coordination)
    third = texts.sealed(text, coordination)
    texts.signature(third, str(text.parties.first().organisation.uuid))
    return [first, second, third]
