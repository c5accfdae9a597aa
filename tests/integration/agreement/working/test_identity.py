"""A clause keeps its uid through everything that editors do to it."""

import pytest
from django.test import Client
from django.urls import reverse

from agreement.identity import is_uid
from tests.factories import agreement as make
from tests.integration.agreement.working.editing import (
    Editor,
    draft,
    draft_uids,
    live_uids,
    reloaded,
)

pytestmark = pytest.mark.django_db


def test_saving_a_draft_keeps_the_uids(coordination: Client) -> None:
    first, second = make.clause(), make.clause()
    page = make.section(first, second)
    first["value"]["heading"] = "Neue Überschrift"

    Editor(coordination, page).save([first, second])

    assert draft_uids(page) == [first["id"], second["id"]]
    assert draft(page)[0]["value"]["heading"] == "Neue Überschrift"
    assert reloaded(page).has_unpublished_changes


def test_saving_automatically_keeps_the_uids_save_after_save(coordination: Client) -> None:
    clause = make.clause()
    page = make.section(clause)
    editor = Editor(coordination, page)

    for heading in ("Erst", "Dann"):
        clause["value"]["heading"] = heading
        assert editor.autosave([clause]).json()["success"]

    assert draft_uids(page) == [clause["id"]]
    assert draft(page)[0]["value"]["heading"] == "Dann"


def test_a_clause_made_while_the_browser_saves_by_itself_has_one_uid(coordination: Client) -> None:
    page = make.section()
    new = make.clause()
    editor = Editor(coordination, page)

    editor.autosave([new])
    editor.autosave([new])
    editor.publish([new])

    assert live_uids(page) == [new["id"]]


def test_reordering_clauses_keeps_the_uids(coordination: Client) -> None:
    clauses = [make.clause(), make.clause(), make.clause()]
    page = make.section(*clauses)

    Editor(coordination, page).publish(clauses[::-1])

    assert live_uids(page) == [clause["id"] for clause in clauses[::-1]]


def test_publishing_and_taking_down_keeps_the_uids(coordination: Client) -> None:
    clause = make.clause(make.rule())
    page = make.section(clause)

    Editor(coordination, page).publish()
    coordination.post(reverse("wagtailadmin_pages:unpublish", args=[page.pk]))

    assert not reloaded(page).live
    assert live_uids(page) == draft_uids(page) == [clause["id"]]
    assert draft(page)[0]["value"]["rules"][0]["id"] == clause["value"]["rules"][0]["id"]


def test_going_back_to_an_older_revision_brings_the_same_uids_back(coordination: Client) -> None:
    kept, deleted = make.clause(), make.clause()
    page = make.section(kept, deleted)
    Editor(coordination, page).publish([kept])

    answer = Editor(coordination, page).publish([kept, deleted])

    assert answer.status_code == 302
    assert live_uids(page) == [kept["id"], deleted["id"]]


def test_a_clause_without_a_uid_gets_one(coordination: Client) -> None:
    page = make.section()

    Editor(coordination, page).save([{**make.clause(), "id": None}])

    assert [is_uid(uid) for uid in draft_uids(page)] == [True]


def test_a_copy_has_clauses_and_rules_of_its_own(coordination: Client) -> None:
    rule = make.rule()
    first = make.clause(rule)
    outside = make.clause()
    text = make.working_text()
    make.section(outside, of=text)
    second = make.clause(
        make.rule(overrides=[first["id"], outside["id"]]),
        text=f"<p>Siehe {make.link(first)} und {make.link(outside)}.</p>",
    )
    page = make.section(first, second, of=text)

    copied = page.copy(update_attrs={"slug": "kopie", "title": "Kopie"})

    one, two = draft(copied)
    assert {one["id"], two["id"]}.isdisjoint({first["id"], second["id"]})
    assert one["value"]["rules"][0]["id"] != rule["id"]
    assert two["value"]["rules"][0]["value"]["overrides"] == [one["id"], outside["id"]]
    assert f'uid="{one["id"]}"' in two["value"]["text"]
    assert f'uid="{outside["id"]}"' in two["value"]["text"]
    assert first["id"] not in two["value"]["text"]


def test_no_revision_of_a_copy_brings_a_uid_of_the_original_back(coordination: Client) -> None:
    clause = make.clause()
    page = make.section(clause)
    Editor(coordination, page).save([clause])

    copied = page.copy(update_attrs={"slug": "kopie", "title": "Kopie"})

    contents = copied.revisions.values_list("content", flat=True)
    assert len(contents) > 1
    assert all(clause["id"] not in content["clauses"] for content in contents)
    assert live_uids(copied) == draft_uids(copied)


def test_a_copy_starts_from_the_newest_draft(coordination: Client) -> None:
    clause = make.clause()
    page = make.section(clause)
    clause["value"]["heading"] = "Noch nicht veröffentlicht"
    Editor(coordination, page).save([clause])

    copied = reloaded(page).copy(update_attrs={"slug": "kopie", "title": "Kopie"})

    assert draft(copied)[0]["value"]["heading"] == "Noch nicht veröffentlicht"


def test_the_admin_copies_a_section_with_uids_of_its_own(coordination: Client) -> None:
    clause = make.clause()
    page = make.section(clause)

    coordination.post(
        reverse("wagtailadmin_pages:copy", args=[page.pk]),
        {
            "new_title": "Kopie",
            "new_slug": "kopie",
            "new_parent_page": str(page.get_parent().pk),
            "publish_copies": "on",
        },
    )

    copied = page.get_siblings().get(slug="kopie").specific
    assert copied.live
    assert live_uids(copied) == draft_uids(copied) != [clause["id"]]
