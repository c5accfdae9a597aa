"""The coordination finds on its home page which comments wait for a decision."""

import pytest

from agreement.consultation.disposing import dispose
from tests.factories import consultation as rounds
from tests.factories import directory, people
from tests.factories.site import home
from tests.integration.agreement.consultation.test_disposing import next_round
from tests.integration.workplace.reading import home_of

pytestmark = pytest.mark.django_db


def test_comments_wait_for_the_coordination_alone_until_it_has_decided() -> None:
    home()
    here, by = directory.organisation(), people.coordination()
    made = rounds.consultation(organisations=[here])
    assert "to-settle" not in home_of(by)
    rounds.comment(to=made, of=here, released=False)
    first, _second = (rounds.comment(to=made, of=here) for _number in range(2))
    assert "Runde 1 2 Anmerkungen sind offen" in home_of(by)["to-settle"]
    assert "to-settle" not in home_of(people.lead_editor(of=here))
    dispose(first, by, "adopted", "Beispiel", "")
    again = next_round(made, of=[here])
    panel = home_of(by)["to-settle"]
    assert "Runde 2 1 Anmerkung ist offen" in panel
    assert "Runde 1" not in panel
    last = again.comments.get(state="released")
    dispose(last, by, "adopted", "Beispiel", "")
    assert "to-settle" not in home_of(by)
