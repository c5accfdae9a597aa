"""The agreement: a version in force, a sealed one that nobody has put in force, and work on it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from agreement.enums import ExampleState
from agreement.exports.artifacts import SEALED, make_artifacts
from agreement.models import (
    AgreementPage,
    AgreementVersion,
    ExampleCase,
    WorkingTextPage,
)
from directory.models import OrganisationPage
from tests.factories import agreement
from tests.factories.site import home
from tests.security.world.markers import word


@dataclass(frozen=True)
class Texts:
    """What tests name of the agreement."""

    page: AgreementPage
    working_text: WorkingTextPage
    section: Any
    public_version: AgreementVersion
    network_version: AgreementVersion
    public_clause: str


def plant_texts(parties: list[OrganisationPage], coordination: Any) -> Texts:
    """Seal two versions, put the first in force, and go on working."""
    working_text = agreement.working_text(parties=parties)
    clause = agreement.clause(agreement.rule(), heading="Zielgruppe")
    section = agreement.section(clause, of=working_text, title="Zielgruppen", slug="zielgruppen")
    page: AgreementPage = home().add_child(
        instance=AgreementPage(
            title="Vereinbarung", slug="vereinbarung", agreement=working_text.agreement
        )
    )
    _accept(working_text, 98, "publicreason")
    public = agreement.sealed(working_text, coordination)
    signer = f"Beispiel {word('signer')}"
    agreement.signature(public, str(parties[0].uuid), signer=signer)
    agreement.in_force(public, date(2024, 1, 1), coordination)
    _write(section, clause, "sealedclause")
    _accept(working_text, 97, "sealedreason")
    sealed = agreement.sealed(working_text, coordination)
    make_artifacts(sealed, SEALED)
    _accept(working_text, 96, "workingreason")
    _examples(working_text)
    _write(section, clause, "workingclause")
    _write(section, clause, "workingdraft", publish=False)
    return Texts(page, working_text, section, public, sealed, clause["id"])


def _accept(working_text: WorkingTextPage, age: int, place: str) -> None:
    """Accept a gap for people of one age, with the secret word in the reason."""
    agreement.accepted_finding(
        of=working_text.agreement,
        when={"ages": [age, age]},
        reason=f"Begründung {word(place)}",
    )


def _examples(working_text: WorkingTextPage) -> None:
    """Propose a case, and take another back."""
    for place, state in (
        ("examplecase", ExampleState.PROPOSED),
        ("withdrawncase", ExampleState.WITHDRAWN),
    ):
        ExampleCase.objects.create(
            agreement=working_text.agreement,
            title=f"Fall {word(place)}",
            description="Ein erfundener Fall.",
            age=19,
            state=state,
        )


def _write(section: Any, clause: Any, place: str, *, publish: bool = True) -> None:
    """Change the clause's text so that it holds the secret word of a place."""
    text = f"<p>Wortlaut {word(place)}.</p>"
    value = {**clause["value"], "text": text, "change_reason": "Beispiel"}
    agreement.set_clauses(section, [{**clause, "value": value}])
    revision = section.save_revision()
    if publish:
        revision.publish()
