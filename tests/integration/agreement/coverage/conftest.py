"""A working text whose rules leave two gaps and make one double claim."""

from typing import Any

import pytest

from agreement.models import WorkingTextPage
from tests.factories import agreement as texts
from tests.factories import directory, people


@pytest.fixture
def coordination(db: None) -> Any:
    return people.coordination()


@pytest.fixture
def text(db: None) -> WorkingTextPage:
    """The JMD leads up to 26, the MBE from 25 on but not with a Duldung, and from 40 nobody."""
    directory.reference_data()
    parties = [directory.organisation(), directory.organisation()]
    made = texts.working_text(of=texts.agreement(accepts_gaps=False), parties=parties)
    young = texts.clause(texts.rule(age_to=26), heading="Junge Menschen")
    grown_up = texts.clause(texts.rule(service="mbe", age_from=25, age_to=39), heading="Erwachsene")
    tolerated = texts.clause(
        texts.rule(mode="not", service="mbe", statuses=["duldung"]), heading="Duldung"
    )
    texts.section(young, grown_up, tolerated, of=made, title="Zielgruppen", slug="zielgruppen")
    return made
