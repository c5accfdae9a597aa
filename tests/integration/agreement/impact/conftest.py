"""A version in force, and a working text in which young people with a Duldung change service."""

from datetime import date
from typing import Any

import pytest

from agreement.models import AgreementVersion, WorkingTextPage
from agreement.models.sections import MigrationAdviceSectionPage, YouthMigrationSectionPage
from directory.models import OrganisationPage, Service
from tests.factories import agreement as texts
from tests.factories import directory, people

FORST, BRETTEN = "08215021", "08215007"
FIRST_DAY = date(2025, 1, 1)


@pytest.fixture
def coordination(db: None) -> Any:
    return people.coordination()


@pytest.fixture
def jmd(db: None) -> OrganisationPage:
    """The organisation that the text names for the JMD."""
    return directory.organisation(title="Beispielwerk Jugend")


@pytest.fixture
def mbe(db: None) -> OrganisationPage:
    """The organisation whose office offers the MBE, in Bretten only."""
    made = directory.organisation(title="Beispielwerk Beratung")
    directory.municipality(BRETTEN)
    office = directory.office(of=made)
    directory.offer(office=office, service="mbe", municipalities=[BRETTEN])
    return made


@pytest.fixture
def other(db: None) -> OrganisationPage:
    return directory.organisation(title="Beispielverein ohne Dienst")


@pytest.fixture
def text(
    db: None, jmd: OrganisationPage, mbe: OrganisationPage, other: OrganisationPage
) -> WorkingTextPage:
    """The JMD leads from 12 to 26, the MBE from 27 on."""
    directory.reference_data()
    made = texts.working_text(parties=[jmd, mbe])
    young = texts.clause(texts.rule(age_from=12, age_to=26), heading="Junge Menschen")
    texts.section(
        young,
        of=made,
        kind=YouthMigrationSectionPage,
        title="Jugendmigrationsdienst",
        slug="jmd",
        service=Service.objects.get(code="jmd"),
        providers=[provider(jmd)],
    )
    grown_up = texts.clause(texts.rule(service="mbe", age_from=27), heading="Erwachsene")
    texts.section(
        grown_up,
        of=made,
        kind=MigrationAdviceSectionPage,
        title="Migrationsberatung",
        slug="mbe",
        service=Service.objects.get(code="mbe"),
    )
    return made


def provider(organisation: OrganisationPage, *municipalities: str) -> tuple[str, dict[str, Any]]:
    """Return a provider as a section holds it."""
    facts = {"municipalities": list(municipalities), "valid_from": None, "valid_until": None}
    return "provider", {"organisation": str(organisation.uuid), **facts}


@pytest.fixture
def in_force(text: WorkingTextPage, coordination: Any) -> AgreementVersion:
    """Version 1, in force."""
    version = texts.sealed(text, coordination)
    texts.in_force(version, FIRST_DAY, coordination)
    return version


@pytest.fixture
def rewritten(in_force: AgreementVersion, text: WorkingTextPage) -> WorkingTextPage:
    """In the working text, the MBE leads for people with a Duldung from 21 on."""
    young, grown_up = (section for section in text.sections())
    change_rules(
        grown_up,
        texts.rule(service="mbe", age_from=27),
        texts.rule(service="mbe", age_from=21, age_to=26, statuses=["duldung"]),
    )
    change_rules(
        young,
        texts.rule(age_from=12, age_to=26),
        texts.rule(mode="not", age_from=21, age_to=26, statuses=["duldung"]),
    )
    return text


def change_rules(section: Any, *rules: Any) -> None:
    """Publish a section whose one clause holds these rules."""
    texts.set_clauses(section, [texts.clause(*rules, heading="Wer zuständig ist")])
    section.save_revision().publish()
