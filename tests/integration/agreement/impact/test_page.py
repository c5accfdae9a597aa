"""The page of impact: for whom other services lead, in words, and whom that touches."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from agreement.models import AgreementVersion, WorkingTextPage
from directory.models import OrganisationPage
from tests.factories import agreement as texts
from tests.factories import people
from tests.integration.agreement.coverage.reading import browser_of, part, words
from tests.integration.agreement.impact.conftest import (
    BRETTEN,
    FORST,
    change_rules,
    provider,
)

pytestmark = pytest.mark.django_db

START = "/intern/abdeckung/auswirkung/"
PAGE = f"{START}1/arbeitsfassung/"
WHO = "21 bis 26 Jahre mit Duldung"


@pytest.fixture
def staff(db: None) -> Client:
    return browser_of(people.staff())


def test_changed_cases_are_said_with_the_services_before_and_after(
    staff: Client, rewritten: WorkingTextPage
) -> None:
    told = part(staff.get(PAGE), "faelle")
    assert "Bisher Jugendmigrationsdienst (JMD), künftig MBE" in told
    assert WHO in told
    assert "Bisher: Jugendmigrationsdienst (JMD) – § 1 Abs. 1 Junge Menschen" in told
    assert "Künftig: MBE – § 2 Abs. 1 Wer zuständig ist" in told


def test_clauses_lead_to_the_text_they_stand_in(staff: Client, rewritten: WorkingTextPage) -> None:
    html = staff.get(PAGE).content.decode()
    assert "/vereinbarung/fassungen/1/jmd/#k-" in html
    assert f"{rewritten.url}mbe/#k-" in html


def test_without_choosing_the_text_in_force_is_compared_with_the_newest(
    staff: Client, rewritten: WorkingTextPage, coordination: Any
) -> None:
    assert staff.get(START).url == PAGE  # type: ignore[attr-defined]
    texts.sealed(rewritten, coordination)
    chosen = staff.get(START, {"von": "2", "nach": "1", "gemeinde": BRETTEN})
    assert chosen.url == f"{START}2/1/?gemeinde={BRETTEN}"  # type: ignore[attr-defined]
    assert "Bisher MBE, künftig Jugendmigrationsdienst" in part(staff.get(f"{START}2/1/"), "faelle")


def test_editors_see_what_their_drafts_would_change_and_the_network_does_not(
    staff: Client, in_force: AgreementVersion, text: WorkingTextPage, coordination: Any
) -> None:
    grown_up = text.sections()[1]
    rule = texts.rule(service="mbe", age_from=30)
    texts.set_clauses(grown_up, [texts.clause(rule, heading="Erst ab 30")])
    grown_up.save_revision()
    drafts = f"{START}1/entwuerfe/"
    editor = browser_of(coordination)
    told = part(editor.get(drafts), "faelle")
    assert "Bisher MBE, künftig niemand" in told
    assert "27 bis 29 Jahre" in told
    assert "zweimal derselbe" not in words(editor.get(f"{START}arbeitsfassung/entwuerfe/"))
    assert "Für keinen Fall ändert sich" in part(editor.get(PAGE), "faelle")
    assert staff.get(drafts).status_code == 404
    assert "Neueste Entwürfe" not in staff.get(PAGE).content.decode()
    assert "Neueste Entwürfe" in editor.get(PAGE).content.decode()


def test_a_text_compared_with_itself_is_said_to_be_the_same(
    staff: Client, rewritten: WorkingTextPage
) -> None:
    assert "zweimal derselbe Text" in words(staff.get(f"{START}1/1/"))


def test_nothing_changes_while_nobody_has_written_anything(
    staff: Client, in_force: AgreementVersion
) -> None:
    told = part(staff.get(PAGE), "faelle")
    assert "Für keinen Fall ändert sich, wer zuständig ist." in told


def test_one_text_alone_has_nothing_to_compare(staff: Client, text: WorkingTextPage) -> None:
    assert "Noch nichts zu vergleichen" in words(staff.get(START))


def test_no_agreement_at_all_has_nothing_to_compare(staff: Client) -> None:
    for address in (START, PAGE):
        assert "Noch nichts zu vergleichen" in words(staff.get(address))


@pytest.mark.parametrize("pair", ["7/arbeitsfassung", "1/8", "1/entwurf"])
def test_a_text_that_is_none_is_refused_in_words(
    staff: Client, rewritten: WorkingTextPage, pair: str
) -> None:
    answer = staff.get(f"{START}{pair}/")
    assert answer.status_code == 404
    assert "Diese Fassung gibt es nicht" in answer.content.decode()


def test_a_wrong_choice_of_texts_gets_a_sentence_at_its_field(
    staff: Client, rewritten: WorkingTextPage
) -> None:
    told = words(staff.get(START, {"von": "99", "nach": ""}))
    assert "Das steht nicht zur Auswahl" in told


def test_filters_that_are_none_get_a_sentence_and_count_as_left_open(
    staff: Client, rewritten: WorkingTextPage
) -> None:
    asked = {"tag": "gestern", "gemeinde": "Atlantis", "organisation": "x" * 500}
    answer = staff.get(PAGE, asked)
    assert "Das ist kein Datum" in words(answer)
    assert words(answer).count("Das steht nicht zur Auswahl") == 2
    assert WHO in part(answer, "faelle")


def test_a_municipality_sees_what_changes_there(staff: Client, rewritten: WorkingTextPage) -> None:
    grown_up = rewritten.sections()[1]
    change_rules(grown_up, texts.rule(service="mbe", age_from=27, municipalities=[FORST]))
    young = rewritten.sections()[0]
    change_rules(young, texts.rule(age_from=12, age_to=26))
    in_forst = part(staff.get(PAGE, {"gemeinde": FORST}), "faelle")
    assert "In dieser Auswahl ändert sich nicht, wer zuständig ist." in in_forst
    assert "1 weitere Änderung liegt außerhalb" in in_forst
    in_bretten = part(staff.get(PAGE, {"gemeinde": BRETTEN}), "faelle")
    assert "Bisher MBE, künftig niemand" in in_bretten


def test_an_organisation_sees_what_it_gives_up_by_the_text(
    staff: Client, rewritten: WorkingTextPage, jmd: OrganisationPage
) -> None:
    told = words(staff.get(PAGE, {"organisation": str(jmd.uuid)}))
    assert "Was sich für Beispielwerk Jugend ändert" in told
    assert f"{WHO} gibt ab" in told


def test_an_organisation_sees_what_it_takes_over_by_its_offices_offer(
    staff: Client, rewritten: WorkingTextPage, mbe: OrganisationPage
) -> None:
    asked = {"organisation": str(mbe.uuid)}
    assert f"{WHO} übernimmt" in words(staff.get(PAGE, asked))
    elsewhere = part(staff.get(PAGE, {**asked, "gemeinde": BRETTEN}), "faelle")
    assert WHO in elsewhere


def test_an_organisation_is_not_touched_by_changes_in_other_places(
    staff: Client, rewritten: WorkingTextPage, mbe: OrganisationPage
) -> None:
    young, grown_up = rewritten.sections()
    change_rules(young, texts.rule(age_from=12, age_to=26))
    change_rules(
        grown_up,
        texts.rule(service="mbe", age_from=27),
        texts.rule(service="mbe", age_to=11, municipalities=[FORST]),
    )
    assert "Bisher niemand, künftig MBE" in part(staff.get(PAGE), "faelle")
    told = part(staff.get(PAGE, {"organisation": str(mbe.uuid)}), "faelle")
    assert "In dieser Auswahl ändert sich nicht" in told


def test_an_organisation_without_a_service_is_not_touched(
    staff: Client, rewritten: WorkingTextPage, other: OrganisationPage
) -> None:
    told = part(staff.get(PAGE, {"organisation": str(other.uuid)}), "faelle")
    assert "In dieser Auswahl ändert sich nicht" in told


def test_other_providers_of_a_service_are_named_with_their_places(
    staff: Client, in_force: AgreementVersion, text: WorkingTextPage, other: OrganisationPage
) -> None:
    young = text.sections()[0]
    young.providers = [*young.providers.raw_data, _raw(provider(other, FORST))]
    young.save_revision().publish()
    told = words(staff.get(PAGE))
    assert "Wer den Dienst anbietet" in told
    assert "(JMD) : in Forst bisher Beispielwerk Jugend, künftig Beispielverein ohne Dienst" in told
    assert "Wer den Dienst anbietet" not in words(staff.get(PAGE, {"gemeinde": BRETTEN}))


def test_an_archived_organisation_is_named_no_more(
    staff: Client, in_force: AgreementVersion, text: WorkingTextPage, other: OrganisationPage
) -> None:
    young = text.sections()[0]
    young.providers = [*young.providers.raw_data, _raw(provider(other, FORST))]
    young.save_revision().publish()
    other.unpublish()

    answer = staff.get(PAGE)

    assert "Beispielverein ohne Dienst" not in answer.content.decode()
    assert "künftig eine Organisation, die nicht mehr im Portal steht" in words(answer)


def _raw(child: tuple[str, dict[str, Any]]) -> dict[str, Any]:
    kind, value = child
    return {"type": kind, "value": value}


def test_a_rule_that_begins_later_is_told_with_its_day(
    staff: Client, in_force: AgreementVersion, text: WorkingTextPage
) -> None:
    grown_up = text.sections()[1]
    change_rules(
        grown_up,
        texts.rule(service="mbe", age_from=27),
        texts.rule(service="mbe", age_to=11, valid_from="2099-05-01"),
    )
    answer = staff.get(PAGE)
    assert "Für keinen Fall ändert sich" in part(answer, "faelle")
    assert "Ab 1. Mai 2099" in words(answer)
    assert "Bis 11 Jahre: niemand → MBE" in words(answer)
    later = part(staff.get(PAGE, {"tag": "2099-05-01"}), "faelle")
    assert "Bisher niemand, künftig MBE" in later


def test_rules_that_contradict_each_other_are_said_to_answer_nothing(
    staff: Client, in_force: AgreementVersion, text: WorkingTextPage
) -> None:
    young = text.sections()[0]
    rule_id = texts.uid()
    change_rules(young, texts.rule(rule_id=rule_id), texts.rule(rule_id=rule_id))
    told = words(staff.get(PAGE))
    assert "Die Regeln widersprechen sich (Arbeitsfassung)" in told


def test_the_number_of_queries_does_not_grow_with_the_changes(
    staff: Client,
    rewritten: WorkingTextPage,
    mbe: OrganisationPage,
    django_assert_max_num_queries: Any,
) -> None:
    asked = {"organisation": str(mbe.uuid)}
    staff.get(PAGE, asked)
    with django_assert_max_num_queries(60) as few:
        staff.get(PAGE, asked)
    grown_up = rewritten.sections()[1]
    statuses = ["duldung", "eu", "s24", "ne", "deutsch"]
    change_rules(
        grown_up,
        *(
            texts.rule(service="mbe", age_from=age, age_to=age, statuses=[status])
            for age, status in zip(range(12, 17), statuses, strict=True)
        ),
    )
    staff.get(PAGE, asked)
    with django_assert_max_num_queries(60) as many:
        staff.get(PAGE, asked)
    assert len(many) == len(few)


@pytest.mark.parametrize("address", [START, PAGE])
def test_only_the_network_reads_it(client: Client, rewritten: Any, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 302
    assert "/konto/anmelden/" in answer["Location"]


def test_the_page_of_versions_says_how_much_changes_before_an_act(
    rewritten: WorkingTextPage, coordination: Any
) -> None:
    desk = browser_of(coordination)
    versions = reverse("agreement_versions", args=[rewritten.pk])
    before = desk.get(versions).content.decode()
    assert "Gegenüber Fassung 1, die in Kraft ist, ändert sich für 1 Gruppe von Fällen" in before
    assert f'href="{PAGE}?vereinbarung=vereinbarung"' in before
    texts.sealed(rewritten, coordination)
    after = desk.get(versions).content.decode()
    assert f'href="{START}1/2/?vereinbarung=vereinbarung"' in after


def test_the_day_can_be_chosen(staff: Client, rewritten: WorkingTextPage) -> None:
    shown = part(staff.get(PAGE, {"tag": date(2030, 3, 4).isoformat()}), "faelle")
    assert "am 4. März 2030" in shown
