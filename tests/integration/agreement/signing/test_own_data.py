"""What a person's own export says about signatures."""

from typing import Any

import pytest

from agreement.models import AgreementVersion
from directory.models import OrganisationPage
from portal.accounts.own_data import own_data
from tests.factories import people
from tests.integration.agreement.signing.acting import signed_by, signed_on_paper

pytestmark = pytest.mark.django_db


def test_each_finds_what_they_signed_uploaded_and_confirmed_and_nothing_of_others(
    version: AgreementVersion,
    here: OrganisationPage,
    there: OrganisationPage,
    signatory: Any,
    coordination: Any,
) -> None:
    lead, stranger = people.lead_editor(of=there), people.staff(of=here)
    signed_by(version, here, signatory)
    signed_on_paper(version, there, lead, coordination)
    expected = {signatory: here, lead: there, coordination: there}
    for person, party in expected.items():
        (found,) = own_data(person)["signatures"]
        assert found["party"] == party.title
        assert person.email in str(found["evidence"])
    assert own_data(stranger)["signatures"] == []
