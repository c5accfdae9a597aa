"""Accepting a gap with a reason, and taking that back: the coordination's acts alone."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from wagtail.log_actions import registry

from agreement.coverage.actions import AcceptanceRefused, accept, take_back
from agreement.models import AcceptedFinding, WorkingTextPage
from agreement.responsibility.facts import Ages
from agreement.responsibility.findings import Acceptance, FindingKind
from agreement.responsibility.rules import Condition
from agreement.wording import Words
from tests.factories import agreement as texts
from tests.factories import directory, people
from tests.integration.agreement.coverage.reading import (
    PAGE,
    browser_of,
    part,
    ways_to_accept,
    words,
)

pytestmark = pytest.mark.django_db

REASON = "Der Runde Tisch sucht im Einzelfall eine Stelle (Beispiel)."
FROM_FORTY = Acceptance(FindingKind.GAP, Condition(ages=Ages(40, 120)))


def way(browser: Client, words_of_it: str) -> str:
    """Return the address at which the finding with these words is accepted."""
    for address in ways_to_accept(browser.get(PAGE)):
        if words_of_it in words(browser.get(address)):
            return address
    raise AssertionError(f"{words_of_it} is not open")


def test_the_coordination_accepts_a_gap_and_it_is_listed_with_reason_person_and_day(
    text: WorkingTextPage, coordination: Any
) -> None:
    browser = browser_of(coordination)
    address = way(browser, "Ab 40 Jahren: niemand")

    answer = browser.post(address, {"reason": f"  {REASON}\n"}, follow=True)

    assert answer.status_code == 200
    assert "Ab 40 Jahren" not in part(answer, "befunde")
    assert "1 Lücke " in part(answer, "befunde")
    told = part(answer, "hingenommen")
    assert "Ab 40 Jahren: niemand" in told
    assert REASON in told
    assert str(coordination) in told
    accepted = AcceptedFinding.objects.get()
    assert (accepted.when, accepted.services) == ({"ages": [40, 120]}, [])
    assert (accepted.reason, accepted.accepted_by) == (REASON, coordination)


def test_an_overlap_is_accepted_for_its_services(text: WorkingTextPage, coordination: Any) -> None:
    browser = browser_of(coordination)
    browser.post(way(browser, "zugleich"), {"reason": REASON})
    accepted = AcceptedFinding.objects.get()
    assert (accepted.kind, accepted.services) == ("overlap", ["jmd", "mbe"])
    assert "Doppelzuständigkeit" not in part(browser.get(PAGE), "befunde")


def test_accepting_is_taken_back_in_one_click_and_the_log_keeps_both(
    text: WorkingTextPage, coordination: Any
) -> None:
    accepted = texts.accepted_finding(of=text.agreement, when={"ages": [40, 120]}, reason=REASON)
    browser = browser_of(coordination)
    assert "Ab 40 Jahren" not in part(browser.get(PAGE), "befunde")

    answer = browser.post(f"{PAGE}zuruecknehmen/{accepted.uuid}/", follow=True)

    assert "Zurückgenommen" in answer.content.decode()
    assert "Ab 40 Jahren: niemand" in part(answer, "befunde")
    assert not AcceptedFinding.objects.exists()
    browser.post(way(browser, "Ab 40 Jahren: niemand"), {"reason": REASON})
    log = registry.get_logs_for_instance(text.agreement)
    entries = [entry for entry in log if entry.action.startswith("portal.coverage")]
    assert [entry.action for entry in entries] == [
        "portal.coverage.accept",
        "portal.coverage.take_back",
    ]
    assert all(entry.user == coordination for entry in entries)
    assert all(entry.data["reason"] == REASON for entry in entries)
    assert all("Ab 40 Jahren: niemand" in entry.data["finding"] for entry in entries)


def test_taking_back_twice_does_no_harm_and_looking_changes_nothing(
    text: WorkingTextPage, coordination: Any
) -> None:
    accepted = texts.accepted_finding(of=text.agreement)
    browser = browser_of(coordination)
    assert browser.get(f"{PAGE}zuruecknehmen/{accepted.uuid}/").status_code == 302
    assert AcceptedFinding.objects.exists()
    browser.post(f"{PAGE}zuruecknehmen/{accepted.uuid}/")
    answer = browser.post(f"{PAGE}zuruecknehmen/{accepted.uuid}/", follow=True)
    assert "schon zurückgenommen" in answer.content.decode()
    assert browser.post(f"{PAGE}zuruecknehmen/{uuid4()}/").status_code == 302


@pytest.mark.parametrize(
    ("reason", "sentence"),
    [
        ("", "Schreiben Sie, warum die Partner das hinnehmen."),
        (" \n ", "Schreiben Sie, warum die Partner das hinnehmen."),
        ("x" * 1001, "Kürzen Sie sie auf höchstens 1000."),
    ],
)
def test_a_reason_that_will_not_do_is_told_and_kept(
    text: WorkingTextPage, coordination: Any, reason: str, sentence: str
) -> None:
    browser = browser_of(coordination)
    answer = browser.post(way(browser, "Ab 40 Jahren"), {"reason": reason})
    assert answer.status_code == 200
    assert sentence in words(answer)
    assert reason.strip() in answer.content.decode()
    assert not AcceptedFinding.objects.exists()


def test_what_is_no_longer_open_is_told_and_the_reason_is_not_lost(
    text: WorkingTextPage, coordination: Any
) -> None:
    browser = browser_of(coordination)
    address = way(browser, "Ab 40 Jahren")
    texts.section(texts.clause(texts.rule(service="im", age_from=40)), of=text)

    answer = browser.post(address, {"reason": REASON})

    assert answer.status_code == 404
    assert "Das ist nicht mehr offen" in words(answer)
    assert REASON in answer.content.decode()
    assert browser.get(f"{PAGE}hinnehmen/gibt-es-nicht/").status_code == 404
    assert not AcceptedFinding.objects.exists()


def test_an_acceptance_that_accepts_nothing_any_more_says_so(text: WorkingTextPage) -> None:
    texts.accepted_finding(of=text.agreement, when={"ages": [0, 20]}, reason="Alt (Beispiel)")
    texts.accepted_finding(of=text.agreement, when={"ages": [40, 120]}, reason="Neu (Beispiel)")
    told = part(browser_of(people.staff()).get(PAGE), "hingenommen")
    old, new = told.split("Ab 40 Jahren: niemand")
    assert "Trifft auf keinen Fall mehr zu" in old
    assert "Trifft auf keinen Fall mehr zu" not in new


@pytest.mark.parametrize("role", ["staff", "editor", "lead_editor", "signatory", "administrator"])
def test_only_the_coordination_accepts_and_takes_back(
    text: WorkingTextPage, coordination: Any, role: str
) -> None:
    accepted = texts.accepted_finding(of=text.agreement, when={"ages": [100, 120]})
    address = way(browser_of(coordination), "39 Jahre")
    of = {} if role == "administrator" else {"of": directory.organisation()}
    person = getattr(people, role)(**of)
    browser = browser_of(person)
    seen = browser.get(PAGE)
    assert seen.status_code == 200
    assert ways_to_accept(seen) == []
    assert "Zurücknehmen" not in words(seen)
    assert browser.get(address).status_code == 403
    assert browser.post(address, {"reason": REASON}).status_code == 403
    assert browser.post(f"{PAGE}zuruecknehmen/{accepted.uuid}/").status_code == 403
    with pytest.raises(PermissionDenied):
        accept(text.agreement, FROM_FORTY, REASON, person, Words())
    with pytest.raises(PermissionDenied):
        take_back(accepted, person, Words())
    assert AcceptedFinding.objects.get() == accepted


def test_a_visitor_cannot_accept(text: WorkingTextPage, coordination: Any) -> None:
    address = way(browser_of(coordination), "Ab 40 Jahren")
    answer = Client().post(address, {"reason": REASON})
    assert answer.status_code in {302, 403}
    assert not AcceptedFinding.objects.exists()


def test_the_same_is_accepted_once(text: WorkingTextPage, coordination: Any) -> None:
    accept(text.agreement, FROM_FORTY, REASON, coordination, Words())
    with pytest.raises(AcceptanceRefused):
        accept(text.agreement, FROM_FORTY, REASON, coordination, Words())
    with pytest.raises(AcceptanceRefused):
        accept(text.agreement, FROM_FORTY, " \t", coordination, Words())
    assert AcceptedFinding.objects.count() == 1


def test_a_gap_of_a_later_day_is_accepted_on_that_day(
    text: WorkingTextPage, coordination: Any
) -> None:
    until = date(2099, 12, 31).isoformat()
    texts.section(texts.clause(texts.rule(service="im", age_from=40, valid_until=until)), of=text)
    browser = browser_of(coordination)
    later = browser.get(PAGE, {"tag": "2100-01-01"})
    address = next(each for each in ways_to_accept(later) if "Ab 40" in words(browser.get(each)))
    assert "tag=2100-01-01" in address
    answer = browser.post(address, {"reason": REASON}, follow=True)
    assert "Trifft auf keinen Fall mehr zu" not in words(answer)
    assert "Was später dazukommt" not in words(browser.get(PAGE))


def test_whoever_accepts_in_another_agreement_stays_with_it(
    text: WorkingTextPage, coordination: Any
) -> None:
    other = texts.agreement(accepts_gaps=False, slug="andere", title="Andere (Beispiel)")
    made = texts.working_text(of=other, slug="andere-arbeitsfassung")
    texts.section(texts.clause(texts.rule(service="im", age_from=18)), of=made)
    browser = browser_of(coordination)
    here = f"{PAGE}?vereinbarung=andere"
    address = ways_to_accept(browser.get(here))[0]
    assert f'href="{here}&amp;' in browser.get(address).content.decode()

    accepted = browser.post(address, {"reason": REASON}, follow=True)

    assert "Bis 17 Jahre: niemand" in part(accepted, "hingenommen")
    uuid = AcceptedFinding.objects.get(agreement=other).uuid
    back = browser.post(f"{PAGE}zuruecknehmen/{uuid}/", follow=True)
    assert "Bis 17 Jahre: niemand" in part(back, "befunde")
    assert f'href="{PAGE}beispielfaelle/?vereinbarung=andere"' in back.content.decode()


@pytest.mark.parametrize(
    ("place", "way_back"), [("auswirkung/", ""), ("beispielfaelle/neu/", "beispielfaelle/")]
)
def test_the_tools_beside_it_stay_with_another_agreement_too(
    coordination: Any, place: str, way_back: str
) -> None:
    texts.agreement(slug="andere", title="Andere (Beispiel)")
    answer = browser_of(coordination).get(f"{PAGE}{place}?vereinbarung=andere")
    assert f'href="{PAGE}{way_back}?vereinbarung=andere"' in answer.content.decode()
