"""Reading a section: terms, plain words, addresses, what comes, and what is past."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format

from agreement.actions import commence, seal_legacy
from agreement.models import AgreementPage, AgreementVersion, WorkingTextPage
from agreement.process.termination import terminate
from tests.factories import agreement as texts
from tests.factories import directory, people
from tests.integration.agreement.reading.changing import (
    next_version,
    queries,
    rewrite,
    told,
    uid,
)

pytestmark = pytest.mark.django_db

SECTION = "/vereinbarung/zielgruppen/"
TOMORROW = timezone.localdate() + timedelta(days=1)


def _clause(page: str, own: str) -> str:
    return page.split(f'id="k-{own}"')[1].split("</article>")[0]


def test_abbreviations_are_explained_in_the_text_and_in_a_list(
    client: Client, text: WorkingTextPage, page: AgreementPage, coordination: Any
) -> None:
    directory.service_named("jmd")
    rewrite(text, text="<p>Der JMD hilft nach dem SGB VIII (Beispiel).</p>")
    next_version(text, coordination)
    shown = told(client, SECTION)
    assert '<abbr title="Dienst jmd">JMD</abbr>' in shown
    assert "<dt>SGB VIII</dt>" in shown
    assert "Kinder- und Jugendhilfe" in shown


def test_each_clause_has_an_address_to_copy_and_to_print(
    client: Client, text: WorkingTextPage, history: object
) -> None:
    own = uid(text)
    clause = _clause(told(client, SECTION), own)
    assert f'id="adresse-{own}"' in clause
    assert f">http://testserver/vereinbarung/k/{own}/<" in clause
    assert f'data-copy="adresse-{own}"' in clause
    past = _clause(told(client, "/vereinbarung/fassungen/1/zielgruppen/"), own)
    assert f">http://testserver/vereinbarung/k/{own}/?fassung=1<" in past


def test_the_contents_lead_to_every_clause_of_the_section(
    client: Client, text: WorkingTextPage, history: object
) -> None:
    contents = told(client, SECTION).split("data-follows-reader")[1].split("</nav>")[0]
    for own in (uid(text, 0, 0), uid(text, 0, 1)):
        assert f'href="{SECTION}#k-{own}"' in contents
    assert "#k-" + uid(text, 1) not in contents


def test_plain_words_lag_behind_once_the_wording_changed(
    client: Client, text: WorkingTextPage, history: object, coordination: Any
) -> None:
    own = uid(text, 0, 1)
    assert "Stand der Fassung" not in told(client, SECTION)
    rewrite(text, clause=1, text="<p>Jetzt hilft der JMD allen (Beispiel).</p>")
    next_version(text, coordination, date(2026, 1, 1))
    said = "Stand der Fassung 1: Den Wortlaut hat Fassung 3 geändert, diesen Satz noch nicht."
    assert said in " ".join(_clause(told(client, SECTION), own).split())
    rewrite(text, clause=1, plain="Der JMD hilft allen.")
    next_version(text, coordination)
    assert "Stand der Fassung" not in told(client, SECTION)


def test_an_editorial_change_makes_no_plain_words_stale(
    client: Client, text: WorkingTextPage, history: object, coordination: Any
) -> None:
    rewrite(
        text,
        clause=1,
        text="<p>Nach Absatz 1 berät der JMD.</p>",
        change="editorial",
        change_reason="Nur die Nummer.",
    )
    next_version(text, coordination)
    assert "Stand der Fassung" not in told(client, SECTION)


def test_what_is_decided_stands_at_the_clause_before_it_holds(
    client: Client, text: WorkingTextPage, history: object, coordination: Any
) -> None:
    changed, gone = uid(text), uid(text, 1)
    rewrite(text, text="<p>Ganz anderer Satz (Beispiel).</p>")
    text.sections()[1].delete()
    section = text.sections()[0].specific
    stored = section.clauses.get_prep_value()
    texts.set_clauses(section, [*stored, texts.clause(heading="Kommt dazu")])
    section.save_revision().publish()
    next_version(text, coordination, TOMORROW)
    shown = told(client, SECTION)
    day = date_format(TOMORROW)
    clause = _clause(shown, changed)
    assert f"Ab {day}: Diese Klausel ändert sich" in clause
    assert "<del>" in clause
    assert "<ins>" in clause
    assert 'href="/vereinbarung/vergleich/2/3/"' in clause
    assert f"Ab {day}: § 1 Abs. 3 kommt hinzu" in shown
    assert f"Ab {day}: Diese Klausel entfällt" in told(client, f"/vereinbarung/k/{gone}/")
    assert f"Ab {day}: Fassung 3." in told(client, "/vereinbarung/")
    assert "ändert sich" not in told(client, "/vereinbarung/fassungen/1/zielgruppen/")


def test_what_waits_for_signatures_is_announced_to_the_network_alone(
    client: Client, text: WorkingTextPage, history: object, coordination: Any
) -> None:
    rewrite(text, text="<p>Noch geheim (Beispiel).</p>")
    texts.sealed(WorkingTextPage.objects.get(), coordination)
    assert "Noch geheim" not in told(client, SECTION)
    client.force_login(people.staff())
    shown = told(client, SECTION)
    assert "Mit Fassung 3, die noch nicht in Kraft ist: Diese Klausel ändert sich" in shown


def test_a_banner_says_what_a_text_is_and_where_the_same_place_holds(
    client: Client, text: WorkingTextPage, history: object
) -> None:
    shown = told(client, f"{SECTION}?stand=2024-06-01")
    assert "Sie lesen Fassung 1. Sie ist nicht mehr in Kraft. Heute gilt Fassung 2." in shown
    assert f'href="{SECTION}">Zur geltenden Fassung' in shown
    assert 'content="noindex"' in shown
    assert "noindex" not in told(client, SECTION)
    assert f'<link rel="canonical" href="http://testserver{SECTION}">' in told(
        client, "/vereinbarung/fassungen/2/zielgruppen/"
    )


def test_after_the_end_nothing_is_said_to_hold(
    client: Client, text: WorkingTextPage, history: tuple[AgreementVersion, ...], coordination: Any
) -> None:
    terminate(history[1], timezone.localdate(), coordination, "Beispiel: gekündigt.")
    shown = told(client, "/vereinbarung/fassungen/2/")
    assert "Sie ist nicht mehr in Kraft. Heute gilt keine Fassung." in shown
    assert "Zur geltenden Fassung" not in shown


def test_a_day_before_the_first_version_is_answered_with_that_day(
    client: Client, history: object
) -> None:
    for address in ("/vereinbarung/", SECTION, "/vereinbarung/dienste/"):
        answer = client.get(f"{address}?stand=2020-01-01")
        assert answer.status_code == 404
        assert "Die erste gilt seit dem 12. Januar 2024." in answer.content.decode()


def test_the_whole_text_stands_on_one_page(
    client: Client, text: WorkingTextPage, history: object
) -> None:
    shown = told(client, "/vereinbarung/gesamttext/")
    for own in (uid(text, 0, 0), uid(text, 0, 1), uid(text, 1)):
        assert f'id="k-{own}"' in shown
    past = told(client, "/vereinbarung/fassungen/1/gesamttext/")
    assert f'id="k-{uid(text, 1)}"' not in past
    assert 'href="/vereinbarung/gesamttext/">Zur geltenden Fassung' in past


def test_two_hundred_clauses_take_few_queries_and_come_back_unchanged(
    client: Client, text: WorkingTextPage, page: AgreementPage, coordination: Any
) -> None:
    clauses = [texts.clause(plain="Ein Beispiel.") for _number in range(200)]
    texts.section(*clauses, of=text, title="Lang", slug="lang")
    commence(seal_legacy(text, coordination), date(2024, 1, 12), coordination)
    for address in ("/vereinbarung/lang/", "/vereinbarung/gesamttext/"):
        assert queries(client, address) <= 12
        first = client.get(address)
        assert first.content.count(b'<article class="clause') >= 200
        again = client.get(address, headers={"If-None-Match": first["ETag"]})
        assert again.status_code == 304
        assert not first.cookies


def test_the_english_interface_marks_what_is_german(
    client: Client, text: WorkingTextPage, history: object
) -> None:
    clause = _clause(told(client, f"/en{SECTION}"), uid(text, 0, 1))
    assert '<p class="clause__label" lang="en">' in clause
