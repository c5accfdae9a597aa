"""A small network with an agreement in force, as the finder meets it."""

import hashlib
from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from agreement.compiled import compile_version
from agreement.enums import EntryKind
from agreement.ledger import append
from agreement.models import Agreement, AgreementVersion
from agreement.responsibility.facts import Ages
from agreement.responsibility.rules import Condition, Mode, Rule
from agreement.snapshot import (
    ClauseSnapshot,
    FieldSnapshot,
    SectionSnapshot,
    Snapshot,
    to_bytes,
)
from directory.models import OfficePage, OrganisationPage
from portal.core.models import PortalSettings
from tests.factories import directory as factories

BRETTEN, OESTRINGEN, WAGHAEUSEL = "08215007", "08215064", "08215106"
YOUNG, ADULT, CHILD = Ages(12, 26), Ages(27, 120), Ages(0, 11)
REFUGEES_HOME: dict[str, Any] = {
    "arrivals": frozenset({"flucht"}),
    "accommodations": frozenset({"au"}),
}
RUNNING = frozenset({"laeuft"})


def uid(number: int) -> str:
    return f"00000000-0000-4000-8000-{number:012d}"


JMD, IM, IM_HELPS, MBE, NOT_MBE, PARENTS = (uid(number) for number in range(1, 7))


def rule(clause: str, service: str | None, mode: Mode = Mode.LEADS, **when: Any) -> Rule:
    overrides = frozenset({MBE, NOT_MBE}) if clause == IM else frozenset()
    return Rule(f"rule-{clause}", clause, mode, service, Condition(**when), overrides=overrides)


PLAIN = "Bis 26 Jahre hilft Ihnen der Jugendmigrationsdienst."
RULES = {
    JMD: ("Jugendmigrationsdienst", rule(JMD, "jmd", ages=YOUNG)),
    IM: ("Integrationsmanagement", rule(IM, "im", ages=ADULT, periods=RUNNING, **REFUGEES_HOME)),
    IM_HELPS: (
        "Unterstützung durch das Integrationsmanagement",
        rule(IM_HELPS, "im", Mode.SUPPORTS, ages=YOUNG, periods=RUNNING, **REFUGEES_HOME),
    ),
    MBE: ("Migrationsberatung", rule(MBE, "mbe", ages=ADULT)),
    NOT_MBE: (
        "Ausnahme bei Duldung",
        rule(NOT_MBE, "mbe", Mode.NOT, ages=ADULT, statuses=frozenset({"duldung"})),
    ),
    PARENTS: ("Kinder unter zwölf Jahren", rule(PARENTS, None, Mode.PARENTS, ages=CHILD)),
}


def section(
    providers: list[dict[str, Any]], clauses: Mapping[str, tuple[str, Rule]] = RULES
) -> SectionSnapshot:
    """One section with all clauses, which names who does the integration management where."""
    return SectionSnapshot(
        slug="zustaendigkeit",
        kind="im",
        number="§ 1",
        title="Wer was anbietet",
        summary="",
        fields=(
            FieldSnapshot("service", "Dienst", "im"),
            FieldSnapshot("providers", "Träger", providers),
        ),
        clauses=tuple(
            ClauseSnapshot(
                uid=clause,
                number=f"§ 1 Abs. {position}",
                heading=heading,
                is_binding=True,
                text=(),
                plain=PLAIN if clause == JMD else "",
                change="",
                change_reason="",
                rules=(held,),
            )
            for position, (clause, (heading, held)) in enumerate(clauses.items(), start=1)
        ),
    )


@transaction.atomic
def bring_into_force(sections: tuple[SectionSnapshot, ...], since: date) -> AgreementVersion:
    """Seal a text and put it in force."""
    agreement = Agreement.objects.create(title="Beispiel-Vereinbarung")
    snapshot = Snapshot(
        str(agreement.uuid),
        agreement.title,
        "",
        1,
        "",
        is_legacy=False,
        parties=(),
        sections=sections,
    )
    canonical = to_bytes(snapshot)
    version: AgreementVersion = AgreementVersion.objects.create(
        agreement=agreement,
        number=1,
        canonical=canonical,
        sha256=hashlib.sha256(canonical).hexdigest(),
    )
    compile_version(version, snapshot)
    append(EntryKind.COMMENCEMENT, version, {}, timezone.now(), effective_on=since)
    return version


class Network:
    """The directory, to be filled."""

    def organisation(self, name: str) -> OrganisationPage:
        """An organisation of that name."""
        return factories.organisation(title=name)

    def office(
        self, organisation: OrganisationPage, title: str, service: str, *towns: str
    ) -> OfficePage:
        """An office that offers a service for towns; without towns for the whole district."""
        office = factories.office(of=organisation, title=title, languages=["de", "uk"])
        factories.offer(office=office, service=service, municipalities=towns)
        return office


@pytest.fixture
def reference(db: None) -> None:
    """Services, topics, languages, places and the coordination."""
    factories.reference_data()
    PortalSettings.objects.update(
        coordination_name="Koordination Beispiel",
        coordination_phone="030 23125 900",
        coordination_email="koordination@example.org",
    )


@pytest.fixture
def network(reference: None) -> Network:
    """The directory, without any organisation."""
    factories.partner_index()
    return Network()


@pytest.fixture
def agreement_in_force(network: Network) -> Network:
    """Rules in force and offices of every service; in Waghäusel the town does the IM itself."""
    caritas = network.organisation("Caritas Beispiel")
    district = network.organisation("Landkreis Beispiel")
    town = network.organisation("Stadt Waghäusel Beispiel")
    network.office(caritas, "JMD Beispiel Bruchsal", "jmd")
    network.office(caritas, "JMD Beispiel Östringen", "jmd", OESTRINGEN)
    network.office(caritas, "MBE Beispiel", "mbe")
    network.office(district, "IM Beispiel Landkreis", "im")
    network.office(town, "IM Beispiel Waghäusel", "im", WAGHAEUSEL)
    everywhere = {"valid_from": "", "valid_until": ""}
    providers = [
        {"organisation": str(district.uuid), "name": district.title, "municipalities": []},
        {"organisation": str(town.uuid), "name": town.title, "municipalities": [WAGHAEUSEL]},
    ]
    bring_into_force((section([{**row, **everywhere} for row in providers]),), date(2024, 1, 12))
    return network
