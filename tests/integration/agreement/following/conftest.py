"""A version in force with two sections, and a way to write the next one."""

from datetime import date
from typing import Any

import pytest

from agreement.following.notices import tell_followers
from agreement.models import AgreementPage, AgreementVersion, WorkingTextPage
from directory.models import OrganisationPage
from portal.home.models import HomePage
from tests.factories import agreement as texts
from tests.factories import directory, people

FIRST_DAY = date(2025, 1, 1)
FIRST, SECOND = (f"00000000-0000-4000-8000-00000000000{number}" for number in (1, 2))
"""The clauses of the first and of the second section."""


@pytest.fixture
def coordination(db: None) -> Any:
    return people.coordination()


@pytest.fixture
def organisation(db: None) -> OrganisationPage:
    return directory.organisation(title="Beispielwerk")


@pytest.fixture
def text(db: None, organisation: OrganisationPage) -> WorkingTextPage:
    made = texts.working_text(
        parties=[organisation, directory.organisation(title="Beispielverein")]
    )
    texts.section(
        texts.clause(uid=FIRST, heading="Ziele"), of=made, title="Allgemeines", slug="allgemeines"
    )
    texts.section(
        texts.clause(uid=SECOND, heading="Übergabe"), of=made, title="Übergabe", slug="uebergabe"
    )
    home = HomePage.objects.get(slug="start", locale__language_code="de")
    home.add_child(
        instance=AgreementPage(title="Vereinbarung", slug="vereinbarung", agreement=made.agreement)
    )
    return made


@pytest.fixture
def in_force(text: WorkingTextPage, coordination: Any) -> AgreementVersion:
    """Version 1, of which everybody has heard."""
    version = texts.in_force(texts.sealed(text, coordination), FIRST_DAY, coordination)
    tell_followers()
    return version


def rewrite(text: WorkingTextPage, slug: str, wording: str) -> None:
    """Publish other words in the one clause of a section."""
    section = next(one for one in text.sections() if one.slug == slug)
    uid = {"allgemeines": FIRST, "uebergabe": SECOND}[slug]
    heading = {"allgemeines": "Ziele", "uebergabe": "Übergabe"}[slug]
    clause = texts.clause(uid=uid, heading=heading, text=f"<p>{wording}</p>")
    texts.set_clauses(section, [clause])
    section.save_revision().publish()
