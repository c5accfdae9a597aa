"""A working text that makes the JMD responsible, and cases on it."""

from typing import Any

import pytest

from agreement.enums import ExampleState
from agreement.models import ExampleCase, WorkingTextPage
from tests.factories import agreement as texts
from tests.factories import directory, people


@pytest.fixture
def coordination(db: None) -> Any:
    return people.coordination()


@pytest.fixture
def text(db: None) -> WorkingTextPage:
    """A working text of two parties: § 1 Abs. 1 makes the JMD responsible from 12 to 26.

    Whoever is younger or older is nobody's, by a rule of its own that coverage can accept.
    """
    for code in ("jmd", "mbe", "im"):
        directory.service_named(code)
    made = texts.working_text(parties=[directory.organisation(), directory.organisation()])
    young = texts.clause(
        texts.rule(age_from=12, age_to=26),
        heading="Junge Menschen",
        text="<p>Von 12 bis 26 Jahren ist der JMD zuständig.</p>",
    )
    others = texts.clause(
        texts.rule(service="mbe", age_from=27),
        texts.rule(service="mbe", age_to=11),
        heading="Alle anderen",
        text="<p>Bis 11 und ab 27 Jahren ist die MBE zuständig.</p>",
    )
    texts.section(young, others, of=made, title="Zielgruppen", slug="zielgruppen")
    return made


@pytest.fixture
def fields() -> dict[str, Any]:
    """The facts of a case as the form sends them; it comes out as agreed."""
    return {
        "title": "Lehrstelle",
        "description": "Jemand ist 19 Jahre alt und sucht eine Lehrstelle.",
        "age": "19",
        "expected_leads": ["jmd"],
    }


def case(of: WorkingTextPage, state: str = ExampleState.AGREED, **facts: Any) -> ExampleCase:
    """Return a stored case; a person of 19 whom the JMD serves, if nothing else is said."""
    values = {
        "title": "Lehrstelle",
        "description": "Jemand sucht eine Lehrstelle.",
        "age": 19,
        "expected_leads": ["jmd"],
        **facts,
    }
    made: ExampleCase = ExampleCase.objects.create(agreement=of.agreement, state=state, **values)
    return made
