"""Two versions of an agreement: a clause changed, one moved, one came, one went."""

from datetime import date
from typing import Any

import pytest

from agreement.models import AgreementPage, AgreementVersion, WorkingTextPage
from agreement.models.sections import YouthMigrationSectionPage
from directory.models import Service
from portal.home.models import HomePage
from tests.factories import agreement as texts
from tests.factories import directory, people
from tests.integration.agreement.impact.conftest import provider

UIDS = {
    name: f"0000000{place}-0000-4000-8000-000000000001"
    for place, name in enumerate(("deadline", "stays", "ends", "wanders", "comes", "spelling"))
}


@pytest.fixture
def coordination(db: None) -> Any:
    return people.coordination()


@pytest.fixture
def text(db: None) -> WorkingTextPage:
    """The working text as the first version seals it."""
    directory.reference_data()
    parties = [directory.organisation(title="Beispielwerk"), directory.organisation()]
    made = texts.working_text(parties=parties)
    texts.section(
        texts.clause(
            uid=UIDS["deadline"], heading="Frist", text="<p>Die Frist beträgt zwei Wochen.</p>"
        ),
        texts.clause(uid=UIDS["stays"], heading="Unverändert", text="<p>Das bleibt so.</p>"),
        texts.clause(uid=UIDS["ends"], heading="Altes", text="<p>Das entfällt.</p>"),
        texts.clause(uid=UIDS["wanders"], heading="Wandernd", text="<p>Das wandert.</p>"),
        of=made,
        title="Grundsätze",
        slug="grundsaetze",
    )
    texts.section(
        texts.clause(
            texts.rule(age_from=12, age_to=26),
            uid=UIDS["spelling"],
            heading="Schreibweise",
            text="<p>Das ist ein Schreibfeler.</p>",
        ),
        of=made,
        kind=YouthMigrationSectionPage,
        title="Jugendmigrationsdienst",
        slug="jmd",
        service=Service.objects.get(code="jmd"),
        providers=[provider(parties[0])],
    )
    return made


@pytest.fixture
def page(text: WorkingTextPage) -> AgreementPage:
    home = HomePage.objects.get(locale__language_code="de")
    made: AgreementPage = home.add_child(
        instance=AgreementPage(title="Vereinbarung", slug="vereinbarung", agreement=text.agreement)
    )
    return made


def rewrite(text: WorkingTextPage) -> None:
    """Publish what the second version says."""
    general, service = text.sections()
    texts.set_clauses(
        general,
        [
            texts.clause(
                uid=UIDS["deadline"],
                heading="Frist",
                text="<p>Die Frist beträgt drei Wochen.</p>",
                change_reason="Zwei Wochen waren zu kurz.",
            ),
            texts.clause(uid=UIDS["stays"], heading="Unverändert", text="<p>Das bleibt so.</p>"),
            texts.clause(uid=UIDS["comes"], heading="Neues", text="<p>Das kommt.</p>"),
        ],
    )
    general.save_revision().publish()
    texts.set_clauses(
        service,
        [
            texts.clause(
                texts.rule(age_from=12, age_to=27, rule_id=_rule_id(service)),
                uid=UIDS["spelling"],
                heading="Schreibweise",
                text="<p>Das ist ein Schreibfehler.</p>",
            ),
            texts.clause(uid=UIDS["wanders"], heading="Wandernd", text="<p>Das wandert.</p>"),
        ],
    )
    service.save_revision().publish()


def _rule_id(service: Any) -> str:
    return str(service.clauses[0].value["rules"].bound_blocks[0].id)


@pytest.fixture
def versions(
    text: WorkingTextPage, page: AgreementPage, coordination: Any
) -> tuple[AgreementVersion, AgreementVersion]:
    """Both versions, in force from 2024 and from 2025."""
    first = texts.in_force(texts.sealed(text, coordination), date(2024, 1, 1), coordination)
    rewrite(text)
    second = texts.sealed(WorkingTextPage.objects.get(pk=text.pk), coordination)
    return first, texts.in_force(second, date(2025, 1, 1), coordination)
