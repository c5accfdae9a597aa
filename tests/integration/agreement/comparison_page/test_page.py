"""The page that compares two versions."""

import re
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from agreement.enums import TextAudience
from agreement.models import AgreementPage, AgreementVersion, WorkingTextPage
from tests.factories import agreement as texts
from tests.factories import people
from tests.integration.agreement.comparison_page.conftest import UIDS, rewrite

pytestmark = pytest.mark.django_db
ADDRESS = "/vereinbarung/vergleich/1/2/"
Versions = tuple[AgreementVersion, AgreementVersion]


def content(client: Client, address: str = ADDRESS, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, answer
    return re.sub(r"\s+", " ", answer.content.decode())


def part(html: str, anchor: str) -> str:
    """Return what is shown of a clause."""
    return html.split(f'id="{anchor}"')[1].split("</article>")[0]


def counts(html: str) -> dict[str, int]:
    rows = re.findall(r"<div><dt>([^<]+)</dt><dd>(\d+)</dd></div>", html)
    return {label: int(count) for label, count in rows}


def test_a_visitor_reads_first_how_much_changed(client: Client, versions: Versions) -> None:
    html = content(client)
    assert counts(html) == {
        "geändert": 2,
        "neu": 1,
        "entfallen": 1,
        "verschoben": 1,
        "mit anderer Nummer": 1,
        "unverändert": 1,
    }
    assert "JMD" in html.split("Betroffene Dienste:")[1][:80]
    assert "ändert sich, wer zuständig ist" in html
    assert html.index("Überblick") < html.index("Die Frist beträgt")


def test_words_that_came_and_went_are_marked_and_said(client: Client, versions: Versions) -> None:
    clause = part(content(client), f"k-{UIDS['deadline']}")
    assert 'Die Frist beträgt <del><span class="visually-hidden">entfernt: </span>zwei' in clause
    assert '<ins><span class="visually-hidden">eingefügt: </span>drei' in clause
    assert "Zwei Wochen waren zu kurz." in clause
    assert "inhaltlich" in clause


def test_a_moved_clause_is_never_shown_as_gone_and_new(client: Client, versions: Versions) -> None:
    html = content(client)
    clause = part(html, f"k-{UIDS['wanders']}")
    assert "stand bisher als § 1 Abs. 4 im Abschnitt „Grundsätze“" in clause
    assert "<ins>" not in clause
    assert "<del>" not in clause
    assert html.count(f'id="k-{UIDS["wanders"]}"') == 1
    assert "Hier stand bisher § 1 Abs. 4 „Wandernd“" in html


def test_rules_are_compared_in_words(client: Client, versions: Versions) -> None:
    clause = part(content(client), f"k-{UIDS['spelling']}")
    assert re.search(r"12 bis <del>.*26.*</del><ins>.*27.*</ins> Jahre", clause)


def test_providers_are_compared_row_by_row(
    client: Client, text: WorkingTextPage, versions: Versions, coordination: Any
) -> None:
    section = WorkingTextPage.objects.get(pk=text.pk).sections()[1]
    (row,) = section.providers.raw_data
    row["value"]["municipalities"] = ["08215007", "08215021"]
    section.save_revision().publish()
    third = texts.sealed(WorkingTextPage.objects.get(pk=text.pk), coordination)
    texts.in_force(third, date(2026, 1, 1), coordination)
    html = content(client, "/vereinbarung/vergleich/2/3/?nur=aenderungen")
    shown = html.split("Träger und wo")[1].split("</ul>")[0]
    assert "Beispielwerk" in shown
    assert "<ins>" in shown
    assert "JMD" in html.split("Betroffene Dienste:")[1][:80]


def test_only_changes_are_shown_if_asked_for(client: Client, versions: Versions) -> None:
    assert "Das bleibt so." in content(client)
    html = content(client, f"{ADDRESS}?nur=aenderungen")
    assert "Das bleibt so." not in html
    assert "1 Klausel ist hier ausgeblendet" in html
    assert "Das kommt." in html


def test_a_section_can_be_asked_for(client: Client, versions: Versions) -> None:
    html = content(client, f"{ADDRESS}?abschnitt=jmd")
    assert "Schreibfe" in html
    assert "Die Frist beträgt" not in html


def test_substantial_and_editorial_changes_are_told_apart(
    client: Client, text: WorkingTextPage, versions: Versions, coordination: Any
) -> None:
    section = WorkingTextPage.objects.get(pk=text.pk).sections()[0]
    for block in section.clauses:
        if block.id == UIDS["stays"]:
            block.value["heading"] = "Unverändertes"
            block.value["change"] = "editorial"
            block.value["change_reason"] = "Bessere Überschrift."
    section.save_revision().publish()
    third = texts.sealed(WorkingTextPage.objects.get(pk=text.pk), coordination)
    texts.in_force(third, date(2026, 1, 1), coordination)
    editorial = content(client, "/vereinbarung/vergleich/1/3/?art=redaktionell")
    assert "Das bleibt so." in editorial
    assert "Die Frist beträgt" not in editorial
    substantial = content(client, "/vereinbarung/vergleich/1/3/?art=inhaltlich")
    assert "Das bleibt so." not in substantial
    assert "Die Frist beträgt" in substantial


def test_both_texts_can_stand_beside_each_other(client: Client, versions: Versions) -> None:
    clause = part(content(client, f"{ADDRESS}?ansicht=nebeneinander"), f"k-{UIDS['deadline']}")
    old, new = clause.split("redline__side--old")[1].split("redline__side--new")
    assert "Fassung 1" in old
    assert "zwei" in old
    assert "drei" not in old
    assert "Fassung 2" in new
    assert "drei" in new
    assert "zwei" not in new


def test_one_goes_from_change_to_change(client: Client, versions: Versions) -> None:
    html = content(client)
    total = len(re.findall(r"data-change ", html))
    assert f"Änderung 1 von {total}" in html
    deadline, wanders = (part(html, f"k-{UIDS[name]}") for name in ("deadline", "ends"))
    assert "Nächste Änderung" in deadline
    assert "Vorige Änderung" in wanders
    for anchor in re.findall(r'href="#([^"]+)"', html):
        assert f'id="{anchor}"' in html


def test_the_older_text_always_comes_first(client: Client, versions: Versions) -> None:
    answer = client.get("/vereinbarung/vergleich/2/1/?nur=aenderungen")
    assert answer.status_code == 302
    assert answer["Location"] == f"{ADDRESS}?nur=aenderungen"


def test_a_version_compared_with_itself_is_answered_friendly(
    client: Client, versions: Versions
) -> None:
    assert "unterscheidet sich nicht von sich selbst" in content(
        client, "/vereinbarung/vergleich/1/1/"
    )


@pytest.mark.parametrize(
    ("names", "status", "sentence"),
    [
        ("1/9", 404, "Diese Fassung gibt es nicht"),
        ("9/1", 404, "Diese Fassung gibt es nicht"),
        ("1/999999999999999999999999", 400, "ist kein Name einer Fassung"),
        ("0/1", 400, "ist kein Name einer Fassung"),
        ("eins/zwei", 400, "„eins“ ist kein Name einer Fassung"),
        ("1/2%3Cscript%3E", 404, "Diese Seite gibt es nicht"),
        ("1/arbeitsfassung", 404, "Diesen Text gibt es hier nicht"),
        ("1/runde-1", 404, "Diesen Text gibt es hier nicht"),
        ("1/runde-7", 404, "Diesen Text gibt es hier nicht"),
    ],
)
def test_what_does_not_exist_is_said_in_a_sentence(
    client: Client, versions: Versions, names: str, status: int, sentence: str
) -> None:
    assert sentence in content(client, f"/vereinbarung/vergleich/{names}/", status)


def test_texts_of_two_agreements_cannot_be_compared(
    client: Client, versions: Versions, page: AgreementPage
) -> None:
    other = texts.agreement(title="Andere Vereinbarung (Beispiel)", slug="andere")
    page.get_parent().add_child(
        instance=AgreementPage(title="Andere", slug="andere", agreement=other)
    )
    content(client, "/andere/vergleich/1/2/", 404)
    assert "Noch nichts zu vergleichen" in content(client, "/andere/vergleich/")


def test_a_filter_that_does_not_exist_is_said_at_the_field(
    client: Client, versions: Versions
) -> None:
    html = content(client, f"{ADDRESS}?abschnitt=gibt-es-nicht&art=quatsch&ansicht=x&nur=y")
    assert html.count("Das steht nicht zur Auswahl") >= 4
    assert "Die Frist beträgt" in html


def test_the_text_of_partners_who_do_not_publish_it_stays_closed(
    client: Client, text: WorkingTextPage, versions: Versions
) -> None:
    agreement = text.agreement
    agreement.audience = TextAudience.NETWORK
    agreement.save()
    assert "Frist" not in content(client, ADDRESS, 404)
    start = content(client, "/vereinbarung/vergleich/")
    assert "Noch nichts zu vergleichen" in start
    client.force_login(people.staff())
    assert "Die Frist beträgt" in content(client)


def test_a_version_that_is_not_signed_is_the_networks_alone(
    client: Client, text: WorkingTextPage, versions: Versions, coordination: Any
) -> None:
    texts.sealed(WorkingTextPage.objects.get(pk=text.pk), coordination)
    content(client, "/vereinbarung/vergleich/2/3/", 404)
    client.force_login(people.staff())
    assert "Beide Texte sagen dasselbe" in content(client, "/vereinbarung/vergleich/2/3/")


def test_the_network_compares_what_is_being_worked_on(
    client: Client, text: WorkingTextPage, page: object, coordination: Any
) -> None:
    texts.in_force(texts.sealed(text, coordination), date(2024, 1, 1), coordination)
    rewrite(WorkingTextPage.objects.get(pk=text.pk))
    client.force_login(people.staff())
    html = content(client, "/vereinbarung/vergleich/1/arbeitsfassung/")
    assert "drei" in part(html, f"k-{UIDS['deadline']}")
    assert "/intern/abdeckung/auswirkung/1/arbeitsfassung/?vereinbarung=vereinbarung" in html
    html = content(client, "/vereinbarung/vergleich/runde-1/arbeitsfassung/")
    assert "Runde 1 der Abstimmung" in html
    assert "drei" in part(html, f"k-{UIDS['deadline']}")
    assert "auswirkung" not in html
    choices = content(client, "/vereinbarung/vergleich/")
    for name in ("arbeitsfassung", "runde-1", "1"):
        assert f'<option value="{name}"' in choices


def test_two_texts_are_chosen_from_a_form(client: Client, versions: Versions) -> None:
    html = content(client, "/vereinbarung/vergleich/")
    assert '<option value="1" selected>' in html
    assert "arbeitsfassung" not in html.split("<main")[1]
    answer = client.get("/vereinbarung/vergleich/?von=1&nach=2&nur=aenderungen")
    assert answer["Location"] == f"{ADDRESS}?nur=aenderungen"
    wrong = content(client, "/vereinbarung/vergleich/?von=1&nach=77")
    assert "Das steht nicht zur Auswahl" in wrong


def test_who_comes_back_is_told_that_nothing_is_new(client: Client, versions: Versions) -> None:
    first = client.get(ADDRESS)
    assert not first.cookies
    assert first["Cache-Control"] == "no-cache"
    again = client.get(ADDRESS, headers={"if-none-match": first["ETag"]})
    assert again.status_code == 304


def test_the_number_of_queries_does_not_grow_with_the_text(
    client: Client, text: WorkingTextPage, versions: Versions, coordination: Any
) -> None:
    content(client)
    with CaptureQueriesContext(
        connection,
    ) as few:
        content(client)
    section = WorkingTextPage.objects.get(pk=text.pk).sections()[0]
    more = [texts.clause() for _number in range(20)]
    texts.set_clauses(section, more)
    section.save_revision().publish()
    for number in range(6):
        texts.section(texts.clause(), of=text, title=f"Weiterer {number}", slug=f"w-{number}")
    third = texts.sealed(WorkingTextPage.objects.get(pk=text.pk), coordination)
    texts.in_force(third, date(2026, 1, 1), coordination)
    content(client, "/vereinbarung/vergleich/2/3/")
    with CaptureQueriesContext(connection) as many:
        content(client, "/vereinbarung/vergleich/2/3/")
    assert len(many) == len(few) <= 12


def test_the_interface_speaks_english_around_a_german_text(
    client: Client, versions: Versions
) -> None:
    html = content(client, "/en/vereinbarung/vergleich/1/2/", 200)
    assert 'lang="de"' in html
