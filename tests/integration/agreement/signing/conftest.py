"""A version that waits for the signatures of two parties."""

from typing import Any

import pytest

from agreement.models import AgreementVersion, WorkingTextPage
from directory.models import OrganisationPage
from tests.factories import agreement as texts
from tests.factories import directory, people


@pytest.fixture
def coordination(db: None) -> Any:
    return people.coordination()


@pytest.fixture
def here(db: None) -> OrganisationPage:
    return directory.organisation(title="Beispielwerk Hier")


@pytest.fixture
def there(db: None) -> OrganisationPage:
    return directory.organisation(title="Beispielverein Dort")


@pytest.fixture
def text(here: OrganisationPage, there: OrganisationPage) -> WorkingTextPage:
    made = texts.working_text(parties=[here, there])
    party = made.parties.get(organisation=here)
    party.deputy = "Stellvertretung"
    party.save()
    clause = texts.clause(heading="Zielgruppe", text="<p>Alle, die neu sind (Beispiel).</p>")
    texts.section(clause, of=made, title="Zielgruppen", slug="zielgruppen")
    return WorkingTextPage.objects.get(pk=made.pk)


@pytest.fixture
def version(text: WorkingTextPage, coordination: Any) -> AgreementVersion:
    return texts.sealed(text, coordination)


@pytest.fixture
def signatory(here: OrganisationPage) -> Any:
    return named(people.signatory(of=here), "Ada", "Musterfrau")


@pytest.fixture
def other_signatory(there: OrganisationPage) -> Any:
    return named(people.signatory(of=there), "Ben", "Beispielmann")


def named(user: Any, first: str, last: str) -> Any:
    """Give an account a name, to be found where it may be and nowhere else."""
    user.first_name, user.last_name = first, last
    user.save()
    return user
