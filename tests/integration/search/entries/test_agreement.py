"""Clauses and sections of versions are found by those who may read them, as soon as sealed."""

from datetime import date
from functools import partial
from typing import Any

import pytest
from django.utils import timezone

from agreement.enums import EntryKind, TextAudience
from agreement.ledger import append, lock_ledger
from agreement.models import Agreement, AgreementPage, AgreementVersion, VersionClause
from agreement.reading import clause_url, section_url
from portal.core.visibility import tokens_of
from portal.search.entries.registry import Entry, Source, source_of
from portal.search.kinds import Kind
from portal.search.models import SearchEntry
from tests.factories import agreement, directory, people, site
from tests.integration.search.entries.looking import (
    entry_of,
    facets_of,
    queries,
    shown,
    titles_seen,
    titles_told,
    who,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def version() -> AgreementVersion:
    """Return a sealed version with one section of two clauses, signed by nobody yet."""
    text = agreement.working_text(parties=[directory.organisation(), directory.organisation()])
    ruled = agreement.rule(topics=["sprache"])
    agreement.section(
        agreement.clause(ruled, heading="Sprachkurse", plain="Wer hilft bei Kursen."),
        agreement.clause(heading="Wohnen"),
        of=text,
        title="Zuständigkeit",
        slug="zustaendigkeit",
        plain_summary="In einfachen Worten, Beispiel.",
        purpose="Zweck des Beispiels",
    )
    return agreement.sealed(text)


def clauses(version: AgreementVersion) -> list[VersionClause]:
    return list(VersionClause.objects.filter(version=version))


def test_a_clause_is_found_by_number_heading_wording_and_plain_words(
    version: AgreementVersion,
) -> None:
    first, second = clauses(version)
    entry = entry_of(first)
    assert (entry.kind, entry.label, entry.version_id) == (Kind.CLAUSE, first.number, version.pk)
    assert entry.title == f"{first.number} Sprachkurse"
    assert first.text in entry.text
    assert "Wer hilft bei Kursen." in entry.text
    assert facets_of(first)["topic"] == {"sprache"}
    assert "topic" not in facets_of(second)
    found = shown(first, people.staff())[first.pk, ""]
    assert found.url == clause_url(str(first.clause_id))
    assert found.notes == ("Zuständigkeit", "Fassung 1")


def test_a_section_is_found_by_its_summary_and_fields(version: AgreementVersion) -> None:
    entry = entry_of(version)
    assert (entry.kind, entry.part, entry.version_id) == (Kind.AGREEMENT, "0", version.pk)
    assert "Zuständigkeit" in entry.title
    assert "In einfachen Worten" in entry.text
    assert "Zweck des Beispiels" in entry.text


def test_a_sealed_text_is_found_by_the_network_a_signed_one_by_all(
    version: AgreementVersion,
) -> None:
    staff = people.staff()
    things: list[Any] = [version, *clauses(version)]
    for thing in things:
        assert titles_seen(thing) == titles_told(thing) == []
        assert titles_seen(thing, staff) == titles_told(thing, staff) != []
    agreement.signed(version)
    for thing in things:
        assert titles_seen(thing) == titles_told(thing) != []


def test_a_text_for_the_network_is_never_told_to_visitors(version: AgreementVersion) -> None:
    agreement.in_force(version, timezone.localdate())
    Agreement.objects.update(audience=TextAudience.NETWORK)
    for thing in [version, *clauses(version)]:
        assert titles_seen(thing) == titles_told(thing) == []
        assert shown(thing) == {}


def test_what_is_told_of_a_text_is_what_the_policy_says(version: AgreementVersion) -> None:
    source = source_of(VersionClause)
    assert source is not None
    row = entry_of(clauses(version)[0])
    assert source.audiences([row])[row.pk].tokens == tokens_of(version)
    agreement.signed(version)
    assert source.audiences([row])[row.pk].tokens == tokens_of(version)


def test_a_section_leads_to_the_text_in_force_and_a_past_one_to_its_version(
    version: AgreementVersion,
) -> None:
    staff = people.staff()
    (before,) = shown(version, staff).values()
    assert before.url == "/vereinbarung/fassungen/1/zustaendigkeit/"
    agreement.in_force(version, timezone.localdate())
    (after,) = shown(version, staff).values()
    assert after.url == section_url("zustaendigkeit")


def test_a_signature_has_the_text_sent_again(version: AgreementVersion, settings: Any) -> None:
    settings.ELASTICSEARCH_URLS = ("http://localhost:1",)
    SearchEntry.objects.update(is_pending=False)
    lock_ledger()
    append(EntryKind.SIGNED, version, {}, timezone.now().replace(microsecond=0))
    for thing in [version, *clauses(version)]:
        assert entry_of(thing).is_pending


def _all(source: Source, found: list[VersionClause]) -> list[Entry]:
    return list(source.entries(found))


def test_the_agreement_takes_the_same_queries_for_any_number(version: AgreementVersion) -> None:
    agreement.in_force(version, date(2026, 1, 1))
    source = source_of(VersionClause)
    assert source is not None
    rows = [entry_of(clause) for clause in clauses(version)]
    keys = [(row.object_id, "") for row in rows]
    for some in (1, 2):
        found = clauses(version)[:some]
        assert queries(partial(_all, source, found)) == 2
        assert queries(partial(source.audiences, rows[:some])) == 2
        assert queries(partial(source.shown, keys[:some], who())) == 1


def test_a_version_counts_from_the_day_it_takes_effect(version: AgreementVersion) -> None:
    things: list[Any] = [version, *clauses(version)]
    sealed = timezone.localdate(version.sealed_at)
    assert {entry_of(thing).date for thing in things} == {sealed}
    agreement.in_force(version, date(2025, 1, 1))
    assert {entry_of(thing).date for thing in things} == {date(2025, 1, 1)}
    assert facets_of(things[1])["year"] == {"2025"}


def test_an_agreement_is_found_by_its_reference(version: AgreementVersion) -> None:
    page = AgreementPage(title="Vereinbarung", slug="vereinbarung", agreement=version.agreement)
    site.home().add_child(instance=page)
    version.agreement.reference = "KSV-1/2024"
    version.agreement.save()
    assert entry_of(page).label == "KSV-1/2024"
    assert entry_of(page).kind == Kind.AGREEMENT


def test_an_office_is_found_by_the_topics_that_its_service_is_there_for() -> None:
    text = agreement.working_text(parties=[directory.organisation(), directory.organisation()])
    ruled = agreement.rule(topics=["sprache"], service="mbe")
    agreement.section(agreement.clause(ruled, heading="Sprachkurse"), of=text)
    agreement.in_force(agreement.sealed(text), timezone.localdate())
    assert facets_of(directory.office(offers=["mbe"]))["topic"] == {"sprache"}
    assert "topic" not in facets_of(directory.office(offers=["jmd"]))
