"""The page of a clause: every wording it had, its numbers, where it came from and went."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from agreement.enums import LineageKind, TextAudience
from agreement.models import AgreementVersion, ClauseLineage, WorkingTextPage
from tests.factories import agreement as texts
from tests.factories import people
from tests.integration.agreement.reading.changing import (
    next_version,
    queries,
    rewrite,
    told,
    uid,
)

pytestmark = pytest.mark.django_db

History = tuple[AgreementVersion, AgreementVersion]


def _life(told: str) -> str:
    return told.split('id="geschichte"')[1].split("</section>")[0]


def test_every_wording_stands_there_with_its_days_and_its_changes(
    client: Client, text: WorkingTextPage, history: History, coordination: Any
) -> None:
    rewrite(text, text="<p>Ganz neuer Satz (Beispiel).</p>", change_reason="Klarer gesagt.")
    next_version(text, coordination, date(2026, 3, 1))
    life = _life(told(client, f"/vereinbarung/k/{uid(text)}/"))
    assert life.index("Fassung 3") < life.index("Fassung 1 bis 2")
    assert "War vom 12. Januar 2024 bis 28. Februar 2026 in Kraft." in life
    assert "In Kraft seit 1. März 2026." in life
    assert "<ins>" in life
    assert "<del>" in life
    assert "Klarer gesagt." in life
    assert "/vereinbarung/vergleich/2/3/" in life


def test_a_clause_that_never_changed_has_one_wording_and_all_its_numbers(
    client: Client, text: WorkingTextPage, history: History, coordination: Any
) -> None:
    gone_uid = uid(text, 1)
    text.sections()[1].move(text.sections()[0], pos="left")
    next_version(text, coordination)
    life = _life(told(client, f"/vereinbarung/k/{gone_uid}/"))
    assert "Fassung 2 bis 3" in life
    assert "§ 2 Abs. 1, § 1 Abs. 1" in life
    assert "<ins>" not in life
    assert life.count("<li") == 1


def test_other_rules_are_another_wording(
    client: Client, text: WorkingTextPage, history: History, coordination: Any
) -> None:
    rewrite(text, section=1, rules=[texts.rule(age_from=27)])
    next_version(text, coordination)
    life = _life(told(client, f"/vereinbarung/k/{uid(text, 1)}/"))
    assert "Für die Zuständigkeit folgt seither:" in life
    assert "ab 27 Jahre" in life or "mindestens 27" in life


def test_a_link_that_names_a_version_gives_the_text_as_it_was(
    client: Client, text: WorkingTextPage, history: History, coordination: Any
) -> None:
    old = told(client, f"/vereinbarung/k/{uid(text)}/")
    rewrite(text, text="<p>Ganz neuer Satz (Beispiel).</p>")
    next_version(text, coordination)
    page = told(client, f"/vereinbarung/k/{uid(text)}/?fassung=2")
    wording = old.split('clause__text">')[1].split("</div>")[0]
    assert wording in page.split("Geschichte dieser Klausel")[0]
    assert "Sie lesen Fassung 2. Sie ist nicht mehr in Kraft. Heute gilt Fassung 3." in page
    assert 'content="noindex"' in page
    assert f'href="/vereinbarung/k/{uid(text)}/">Zur geltenden Fassung' in page


@pytest.mark.parametrize(
    ("query", "status", "sentence"),
    [
        ("fassung=zwei", 400, "„zwei“ ist keine Nummer einer Fassung"),
        ("fassung=-1", 400, "ist keine Nummer"),
        ("fassung=%C2%B2", 400, "ist keine Nummer"),
        ("fassung=9", 404, "Diese Fassung gibt es nicht"),
        ("fassung=99999999999999999999999", 404, "Diese Fassung gibt es nicht"),
        ("fassung=1", 404, "In Fassung 1 gibt es diese Klausel nicht"),
        ("stand=gestern", 400, "ist kein Datum"),
    ],
)
def test_bad_versions_are_refused_in_a_sentence(
    client: Client, text: WorkingTextPage, history: History, query: str, status: int, sentence: str
) -> None:
    answer = client.get(f"/vereinbarung/k/{uid(text, 1)}/?{query}")
    assert answer.status_code == status
    assert sentence in answer.content.decode()


def test_a_clause_that_was_replaced_leads_to_its_successor_and_back(
    client: Client, text: WorkingTextPage, history: History, coordination: Any
) -> None:
    gone = uid(text, 1)
    successor = texts.clause(heading="Neue Übergabe")
    text.sections()[1].delete()
    texts.section(successor, of=text, title="Neu", slug="neu")
    ClauseLineage.objects.create(
        agreement=text.agreement,
        clause=gone,
        kind=LineageKind.REPLACED,
        successors=[successor["id"]],
        reason="Beispiel: zusammengefasst.",
    )
    next_version(text, coordination)
    before, after = (
        told(client, f"/vereinbarung/k/{one}/") for one in (gone, str(successor["id"]))
    )
    assert "Mit Fassung 3 ersetzt durch:" in before
    assert f'href="/vereinbarung/k/{successor["id"]}/">§ 2 Abs. 1 Neue Übergabe' in before
    assert "Beispiel: zusammengefasst." in before
    assert "Steht seit Fassung 3 an der Stelle von:" in after
    assert f'href="/vereinbarung/k/{gone}/">§ 2 Abs. 1 Übergabe' in after


def test_lineage_that_is_not_sealed_yet_is_nobodys_business(
    client: Client, text: WorkingTextPage, history: History
) -> None:
    own = uid(text)
    ClauseLineage.objects.create(
        agreement=text.agreement, clause=own, kind=LineageKind.ENDED, reason="Geheimer Entwurf."
    )
    client.force_login(people.staff())
    page = told(client, f"/vereinbarung/k/{own}/")
    assert "entfallen" not in page
    assert "Geheimer Entwurf" not in page


def test_a_wording_that_waits_for_signatures_is_the_networks_alone(
    client: Client, text: WorkingTextPage, history: History, coordination: Any
) -> None:
    rewrite(text, text="<p>Noch nicht unterzeichnet (Beispiel).</p>")
    texts.sealed(WorkingTextPage.objects.get(), coordination)
    address = f"/vereinbarung/k/{uid(text)}/"
    visitor = told(client, address)
    assert "Fassung 3" not in visitor
    assert "Noch nicht unterzeichnet" not in visitor
    client.force_login(people.staff())
    staff = told(client, address)
    assert "Fassung 3" in _life(staff)
    assert "Es fehlen noch Unterschriften" in _life(staff)


def test_where_the_text_is_the_networks_a_visitor_reads_no_biography(
    client: Client, text: WorkingTextPage, history: History
) -> None:
    type(text.agreement).objects.update(audience=TextAudience.NETWORK)
    for query in ("", "?fassung=1", "?stand=2024-05-31"):
        answer = client.get(f"/vereinbarung/k/{uid(text, 0, 1)}/{query}")
        assert answer.status_code == 200
        assert "Geschichte" not in answer.content.decode()
        assert "berät der JMD" not in answer.content.decode()


def test_the_page_takes_few_queries_however_long_the_history(
    client: Client, text: WorkingTextPage, history: History, coordination: Any
) -> None:
    address = f"/vereinbarung/k/{uid(text)}/"
    few = queries(client, address)
    for days in (3, 2, 1):
        rewrite(text, text=f"<p>Wortlaut vor {days} Tagen (Beispiel).</p>")
        next_version(text, coordination, timezone.localdate() - timedelta(days=days))
    assert queries(client, address) == few <= 12
