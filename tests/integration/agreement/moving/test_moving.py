"""Clauses are moved, split and joined in the drafts, and keep the identity they should keep."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import PageLogEntry

from agreement.enums import LineageKind
from agreement.identity import Stored
from agreement.models import LineageSuggestion, Party, SectionPage
from agreement.models.sections import MigrationAdviceSectionPage
from agreement.moving.cutting import hash_of
from tests.factories import agreement as make
from tests.factories import people
from tests.factories.directory import organisation
from tests.integration.agreement.working.editing import draft, draft_uids, live_uids, reloaded

pytestmark = pytest.mark.django_db


@pytest.fixture
def clauses() -> tuple[Stored, Stored, Stored]:
    return make.clause(text="<p>Erster Satz. Zweiter Satz.</p>"), make.clause(), make.clause()


@pytest.fixture
def sections(clauses: tuple[Stored, Stored, Stored]) -> tuple[Any, Any]:
    """Return two sections of a text: two clauses in the first, one in the second."""
    text = make.working_text()
    return make.section(*clauses[:2], of=text), make.section(clauses[2], of=text)


def move(client: Client, page: Any, uid: str, target: Any, after: str = "") -> Any:
    address = reverse("agreement_clause_move", args=[page.pk, uid])
    return client.post(address, {"place": f"{target.pk}:{after}"}, follow=True)


def split(client: Client, page: Any, clause: Stored, **fields: str) -> Any:
    address = reverse("agreement_clause_split", args=[page.pk, clause["id"]])
    data = {
        "cut": "0-13",
        "first_heading": "Erste",
        "second_heading": "Zweite",
        "identity": "first",
        "rules": "first",
        "seen": hash_of(clause["value"]["text"]),
    }
    return client.post(address, data | fields, follow=True)


def join(client: Client, page: Any, uid: str, **fields: str) -> Any:
    address = reverse("agreement_clause_join", args=[page.pk, uid])
    return client.post(address, {"heading": "Beides", "identity": "first"} | fields, follow=True)


def test_a_clause_moves_to_another_section_and_stays_itself(
    coordination: Client, sections: tuple[Any, Any], clauses: tuple[Stored, ...]
) -> None:
    one, two = sections
    first, second, third = (clause["id"] for clause in clauses)

    answer = move(coordination, one, first, two, third)

    assert "Die Klausel ist verschoben." in answer.content.decode()
    assert (draft_uids(one), draft_uids(two)) == ([second], [third, first])
    assert draft(two)[1]["value"] == clauses[0]["value"]
    assert live_uids(one) == [first, second]
    logged = PageLogEntry.objects.filter(action="portal.clause.move")
    assert set(logged.values_list("page", flat=True)) == {one.pk, two.pk}
    assert logged[0].data["clause"] == first


def test_moving_it_back_by_the_offered_way_gives_the_text_from_before(
    coordination: Client, sections: tuple[Any, Any], clauses: tuple[Stored, ...]
) -> None:
    one, two = sections
    before = draft(one), draft(two)
    answer = move(coordination, one, clauses[1]["id"], two).content.decode()
    way_back = reverse("agreement_clause_move", args=[two.pk, clauses[1]["id"]])
    place = f"{one.pk}:{clauses[0]['id']}"
    assert f"{way_back}?stelle={one.pk}%3A{clauses[0]['id']}" in answer
    form = coordination.get(way_back, {"stelle": place}).context["form"]
    assert form["place"].value() == place

    move(coordination, two, clauses[1]["id"], one, clauses[0]["id"])

    assert (draft(one), draft(two)) == before


def test_a_clause_moves_within_its_section(
    coordination: Client, sections: tuple[Any, Any], clauses: tuple[Stored, ...]
) -> None:
    one, _two = sections
    move(coordination, one, clauses[1]["id"], one)
    assert draft_uids(one) == [clauses[1]["id"], clauses[0]["id"]]

    again = move(coordination, one, clauses[1]["id"], one)
    assert "Die Klausel steht schon dort." in again.content.decode()


def test_whoever_may_edit_one_section_only_moves_nothing_out_of_it(
    coordination: Client, clauses: tuple[Stored, ...]
) -> None:
    partner = organisation()
    provider = {"organisation": str(partner.uuid), "municipalities": []}
    text = make.working_text()
    theirs = make.section(
        clauses[0],
        of=text,
        kind=MigrationAdviceSectionPage,
        providers=[{"type": "provider", "value": provider, "id": make.uid()}],
    )
    other = make.section(clauses[1], of=text)
    editor = Client()
    editor.force_login(people.editor(of=partner))
    address = reverse("agreement_clause_move", args=[theirs.pk, clauses[0]["id"]])
    offered = editor.get(address)
    assert offered.status_code == 200
    assert other.title not in offered.content.decode()

    forged = move(editor, theirs, clauses[0]["id"], other)
    foreign = reverse("agreement_clause_move", args=[other.pk, clauses[1]["id"]])

    assert "Diesen Eintrag gibt es nicht mehr" in forged.content.decode()
    assert editor.get(foreign).status_code == 302
    assert draft_uids(theirs) == [clauses[0]["id"]]
    assert draft_uids(other) == [clauses[1]["id"]]


def test_a_locked_section_takes_and_gives_nothing(
    coordination: Client, sections: tuple[Any, Any], clauses: tuple[Stored, ...]
) -> None:
    one, two = sections
    SectionPage.objects.filter(pk=two.pk).update(locked=True, locked_by=people.coordination())

    away = move(coordination, two, clauses[2]["id"], one).content.decode()
    there = move(coordination, one, clauses[0]["id"], two).content.decode()

    assert "ist gesperrt" in away
    assert "Diesen Eintrag gibt es nicht mehr" in there
    assert (len(draft_uids(one)), len(draft_uids(two))) == (2, 1)


def test_a_clause_that_is_gone_and_a_forged_place_are_refused(
    coordination: Client, sections: tuple[Any, Any], clauses: tuple[Stored, ...]
) -> None:
    one, two = sections
    assert move(coordination, two, clauses[0]["id"], one).status_code == 404
    for place in ("", "x", "99999:", f"{two.pk}:{make.uid()}"):
        address = reverse("agreement_clause_move", args=[one.pk, clauses[0]["id"]])
        answer = coordination.post(address, {"place": place})
        assert answer.status_code == 200
        assert answer.context["form"].errors["place"]
    assert len(draft_uids(one)) == 2


@pytest.mark.parametrize("first_published", [0, 1])
def test_whichever_section_is_published_first_every_clause_stands_there_once(
    coordination: Client,
    sections: tuple[Any, Any],
    clauses: tuple[Stored, ...],
    first_published: int,
) -> None:
    one, two = sections
    uid = clauses[0]["id"]
    waiting = reloaded(two).get_latest_revision_as_object()
    waiting.plain_summary = "Noch nicht freigegeben."
    waiting.save_revision()
    move(coordination, one, uid, two)

    reloaded(sections[first_published]).latest_revision.publish()

    assert live_uids(one) == [clauses[1]["id"]]
    assert live_uids(two) == [uid, clauses[2]["id"]]
    assert draft_uids(one) == live_uids(one)
    assert draft_uids(two) == live_uids(two)
    assert not reloaded(one).has_unpublished_changes
    # Nothing else that waits there came out with it, and nothing of it is lost.
    rest = reloaded(two)
    assert rest.get_latest_revision_as_object().plain_summary == "Noch nicht freigegeben."
    assert rest.plain_summary == ("Noch nicht freigegeben." if first_published else "")


def test_a_clause_moved_to_a_section_that_is_a_draft_stays_published_until_it_is_not(
    coordination: Client, sections: tuple[Any, Any], clauses: tuple[Stored, ...]
) -> None:
    one, two = sections
    uid = clauses[0]["id"]
    reloaded(two).unpublish()
    move(coordination, one, uid, two)

    reloaded(one).latest_revision.publish()
    assert live_uids(one) == [uid, clauses[1]["id"]]
    assert draft_uids(one) == [clauses[1]["id"]]

    reloaded(two).latest_revision.publish()
    assert live_uids(one) == [clauses[1]["id"]]
    assert live_uids(two) == [uid, clauses[2]["id"]]


@pytest.mark.parametrize("summary", ["", "Noch nicht freigegeben."])
def test_a_review_that_is_under_way_goes_on_with_the_draft(
    coordination: Client, sections: tuple[Any, Any], clauses: tuple[Stored, ...], summary: str
) -> None:
    one, two = sections
    move(coordination, one, clauses[0]["id"], two)
    waiting = reloaded(two).get_latest_revision_as_object()
    waiting.plain_summary = summary
    waiting.save_revision()
    reviewer = people.coordination()
    page = reloaded(two)
    page.get_workflow().start(page, reviewer)

    reloaded(one).latest_revision.publish()

    page = reloaded(two)
    assert page.workflow_in_progress
    assert page.plain_summary == ""
    review = page.current_workflow_task_state
    assert review.revision == page.latest_revision
    review.approve(user=reviewer)
    page = reloaded(two)
    assert (page.plain_summary, page.has_unpublished_changes) == (summary, False)
    assert live_uids(two) == draft_uids(two) == [clauses[0]["id"], clauses[2]["id"]]


def test_a_split_clause_keeps_its_address_in_the_first_half(
    coordination: Client, sections: tuple[Any, Any], clauses: tuple[Stored, ...]
) -> None:
    one, _two = sections

    answer = split(coordination, one, clauses[0])

    assert "Die Klausel ist geteilt." in answer.content.decode()
    first, second, third = draft(one)
    assert (first["id"], third["id"]) == (clauses[0]["id"], clauses[1]["id"])
    assert first["value"]["text"] == "<p>Erster Satz.</p>"
    assert second["value"]["text"] == "<p>Zweiter Satz.</p>"
    assert second["value"]["heading"] == "Zweite"
    assert not LineageSuggestion.objects.exists()


def test_two_new_halves_are_suggested_as_followers(
    coordination: Client, sections: tuple[Any, Any], clauses: tuple[Stored, ...]
) -> None:
    one, _two = sections
    text = one.get_parent().specific
    text.parties = [
        Party(organisation=organisation(), role="Träger", signatory="Vorstand") for _n in range(2)
    ]
    text.save()
    make.sealed(text)

    split(coordination, one, clauses[0], identity="neither")
    reloaded(one).latest_revision.publish()

    halves = draft_uids(one)[:2]
    suggestion = LineageSuggestion.objects.get()
    assert (suggestion.kind, suggestion.successors) == (LineageKind.SPLIT, halves)
    address = reverse("agreement_lineage_clause", args=[text.pk, clauses[0]["id"]])
    answer = coordination.get(address)
    assert "Das Portal schlägt vor" in answer.content.decode()
    assert answer.context["form"]["successors"].value() == halves
    assert answer.context["form"]["kind"].value() == LineageKind.SPLIT


def test_a_text_that_changed_meanwhile_is_not_cut(
    coordination: Client, sections: tuple[Any, Any], clauses: tuple[Stored, ...]
) -> None:
    one, _two = sections

    for fields in ({"seen": "0" * 64}, {"cut": "7-7"}, {"first_heading": " "}):
        assert split(coordination, one, clauses[0], **fields).status_code == 200
    assert draft_uids(one) == [clauses[0]["id"], clauses[1]["id"]]


def test_joined_clauses_stand_as_one_and_the_other_is_suggested_as_merged(
    coordination: Client, sections: tuple[Any, Any], clauses: tuple[Stored, ...]
) -> None:
    one, two = sections
    referring = make.clause(text=f"<p>Siehe {make.link(clauses[1])}.</p>")
    make.set_clauses(page := reloaded(two), [clauses[2], referring])
    page.save_revision()

    answer = join(coordination, one, clauses[0]["id"], other=clauses[1]["id"])

    html = answer.content.decode()
    assert "Die Klauseln sind zusammengelegt." in html
    assert "Verweise auf die bisherige Klausel stehen noch in: § 2 Abs. 2" in html
    [whole] = draft(one)
    assert whole["id"] == clauses[0]["id"]
    assert whole["value"]["heading"] == "Beides"
    texts = [clause["value"]["text"] for clause in clauses[:2]]
    assert whole["value"]["text"] == "".join(texts)
    suggestion = LineageSuggestion.objects.get()
    assert str(suggestion.clause) == clauses[1]["id"]
    assert (suggestion.kind, suggestion.successors) == (LineageKind.MERGED, [whole["id"]])


def test_clauses_that_do_not_go_together_are_not_joined(
    coordination: Client, sections: tuple[Any, Any], clauses: tuple[Stored, ...]
) -> None:
    one, two = sections
    note = make.clause(kind="explanatory")
    exception = make.clause(make.rule(overrides=[clauses[1]["id"]]))
    make.set_clauses(page := reloaded(one), [*clauses[:2], note])
    page.save_revision()
    make.set_clauses(page := reloaded(two), [clauses[2], exception])
    page.save_revision()

    kinds = join(coordination, one, clauses[0]["id"], other=note["id"]).content.decode()
    rules = join(coordination, one, clauses[0]["id"], other=clauses[1]["id"]).content.decode()
    elsewhere = join(coordination, one, clauses[0]["id"], other=clauses[2]["id"]).content.decode()

    assert "Ändern Sie zuerst die Art einer der beiden" in kinds
    assert "Regeln an anderer Stelle weichen von dieser Klausel ab: § 2 Abs. 2" in rules
    assert "Diesen Eintrag gibt es nicht mehr" in elsewhere
    assert len(draft_uids(one)) == 3


def test_the_editor_and_the_menu_of_a_section_lead_to_these_pages(
    coordination: Client, sections: tuple[Any, Any], clauses: tuple[Stored, ...]
) -> None:
    one, _two = sections
    editor = coordination.get(reverse("wagtailadmin_pages:edit", args=[one.pk])).content.decode()
    for name in ("agreement_clause_move", "agreement_clause_split", "agreement_clause_join"):
        assert reverse(name, args=[one.pk, clauses[0]["id"]]) in editor
    listed = reverse("agreement_clauses", args=[one.pk])
    assert listed in editor
    page = coordination.get(listed)
    assert (
        reverse("agreement_clause_move", args=[one.pk, clauses[1]["id"]]) in page.content.decode()
    )


def test_the_list_of_places_costs_the_same_for_many_sections_and_clauses(
    coordination: Client,
) -> None:
    text = make.working_text()
    moved = make.clause()
    page = make.section(moved, of=text)
    address = reverse("agreement_clause_move", args=[page.pk, moved["id"]])

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            coordination.get(address)
        return len(captured)

    queries()
    few = queries()
    for _n in range(4):
        make.section(*(make.clause() for _n in range(3)), of=text)

    assert queries() == few
