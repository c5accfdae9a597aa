"""The second of two writers brings both texts together: nobody's words are lost."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import PageLogEntry
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from agreement.models import GeneralSectionPage
from tests.factories import agreement as make
from tests.factories import people
from tests.factories.directory import organisation
from tests.integration.agreement.working.editing import Editor, draft, draft_uids, reloaded

pytestmark = pytest.mark.django_db


@pytest.fixture
def colleague(coordination: Client) -> Client:
    client = Client()
    client.force_login(people.coordination())
    return client


def carried(answer: Any, **choices: str) -> dict[str, str]:
    """Return the hidden fields of the page that a form was led to, and these choices."""
    html = answer.content.decode()
    hidden = {
        name: re.search(rf'name="{name}" value="([^"]*)"', html) for name in ("ticket", "seen")
    }
    assert all(hidden.values()), html
    return {name: found[1] for name, found in hidden.items() if found} | choices


def merge(client: Client, page: Any, answer: Any, **choices: str) -> Any:
    """Send the page that a form was led to."""
    address = reverse("agreement_merge", args=[page.pk])
    return client.post(address, carried(answer, **choices))


def changed(clause: dict[str, Any], **values: Any) -> dict[str, Any]:
    return {**clause, "value": {**clause["value"], **values}}


def test_what_both_wrote_in_different_clauses_is_saved_together(
    coordination: Client, colleague: Client
) -> None:
    first, second = make.clause(), make.clause()
    page = make.section(first, second)
    mine, hers = Editor(coordination, page), Editor(colleague, page)
    hers.save([changed(first, heading="Ihre Überschrift"), second])

    answer = mine.save(
        [first, changed(second, heading="Meine Überschrift")], plain_summary="Von mir."
    )
    assert "Die Änderungen widersprechen sich nicht" in answer.content.decode()
    done = merge(coordination, page, answer)

    assert done.status_code == 302
    headings = [block["value"]["heading"] for block in draft(page)]
    assert headings == ["Ihre Überschrift", "Meine Überschrift"]
    newest = reloaded(page).get_latest_revision_as_object()
    assert newest.plain_summary == "Von mir."
    assert PageLogEntry.objects.filter(page=page, action="portal.section.merge").exists()


def test_the_same_clause_is_asked_and_shown_with_what_both_changed(
    coordination: Client, colleague: Client
) -> None:
    clause = make.clause(heading="Beratung für alle")
    page = make.section(clause)
    mine, hers = Editor(coordination, page), Editor(colleague, page)
    hers.save([changed(clause, heading="Beratung für Familien")])

    answer = mine.save([changed(clause, heading="Beratung für Jugendliche")])

    html = re.sub(r'<span class="visually-hidden">[^<]*</span>', "", answer.content.decode())
    assert "<ins>Familien</ins>" in html
    assert "<ins>Jugendliche</ins>" in html
    missing = merge(coordination, page, answer)
    assert "Wählen Sie, was gelten soll." in missing.content.decode()
    assert draft(page)[0]["value"]["heading"] == "Beratung für Familien"

    key = f"{clause['id']}-heading"
    done = merge(coordination, page, missing, **{key: "own", f"{key}-own": "Beratung für beide"})
    assert done.status_code == 302
    assert draft(page)[0]["value"]["heading"] == "Beratung für beide"


@pytest.mark.parametrize(
    ("choice", "expected"), [("theirs", "<p>Ihres.</p>"), ("mine", "<p>Meines.</p>")]
)
def test_the_chosen_text_stands(
    coordination: Client, colleague: Client, choice: str, expected: str
) -> None:
    clause = make.clause()
    page = make.section(clause)
    mine, hers = Editor(coordination, page), Editor(colleague, page)
    hers.save([changed(clause, text="<p>Ihres.</p>")])
    answer = mine.save([changed(clause, text="<p>Meines.</p>")])

    merge(coordination, page, answer, **{f"{clause['id']}-text": choice})

    assert re.sub(r' data-block-key="\w+"', "", draft(page)[0]["value"]["text"]) == expected


def test_an_own_text_cannot_be_empty(coordination: Client, colleague: Client) -> None:
    clause = make.clause()
    page = make.section(clause)
    mine, hers = Editor(coordination, page), Editor(colleague, page)
    hers.save([changed(clause, text="<p>Ihres.</p>")])
    answer = mine.save([changed(clause, text="<p>Meines.</p>")])
    key = f"{clause['id']}-text"

    refused = merge(coordination, page, answer, **{key: "own", f"{key}-own": " "})

    assert "Schreiben Sie, was gelten soll" in refused.content.decode()


def test_a_field_that_both_changed_is_asked(coordination: Client, colleague: Client) -> None:
    page = make.section(make.clause())
    mine, hers = Editor(coordination, page), Editor(colleague, page)
    hers.save(purpose="Ihr Zweck")

    answer = mine.save(purpose="Mein Zweck")
    html = answer.content.decode()
    assert "Ihr Zweck" in html
    assert "Mein Zweck" in html
    merge(coordination, page, answer, **{"field-purpose": "mine"})

    newest = reloaded(page).get_latest_revision_as_object()
    assert isinstance(newest, GeneralSectionPage)
    assert newest.purpose == "Mein Zweck"


def test_saving_a_form_with_mistakes_again_does_not_overwrite_either(
    coordination: Client, colleague: Client
) -> None:
    clause = make.clause(heading="Alt")
    page = make.section(clause)
    mine, hers = Editor(coordination, page), Editor(colleague, page)
    mine.base["opened_on"] = "@".join(
        (mine.base["loaded_revision_id"], mine.base["loaded_revision_created_at"])
    )
    hers.save([changed(clause, heading="Ihre Fassung")])

    refused = mine.save([changed(clause, heading="Meine Fassung")], title="")
    assert "Dieser Abschnitt wurde inzwischen geändert" in refused.content.decode()
    newest = reloaded(page).latest_revision
    # The form that is shown again names the newest revision, as Wagtail writes it.
    mine.base["loaded_revision_id"] = str(newest.pk)
    mine.base["loaded_revision_created_at"] = newest.created_at.isoformat()
    again = mine.save([changed(clause, heading="Meine Fassung")])

    assert "Zwei Fassungen zusammenführen" in again.content.decode()
    assert draft(page)[0]["value"]["heading"] == "Ihre Fassung"


def test_whoever_saves_while_the_texts_are_brought_together_is_not_overwritten(
    coordination: Client, colleague: Client
) -> None:
    clause = make.clause(heading="Alt")
    page = make.section(clause)
    mine, hers = Editor(coordination, page), Editor(colleague, page)
    hers.save([changed(clause, heading="Erste")])
    answer = mine.save([changed(clause, heading="Meine")])
    Editor(colleague, page).save([changed(clause, heading="Zweite")])

    again = merge(coordination, page, answer, **{f"{clause['id']}-heading": "mine"})

    html = again.content.decode()
    assert "Inzwischen hat noch einmal jemand gespeichert" in html
    assert "Zweite" in html
    assert draft(page)[0]["value"]["heading"] == "Zweite"
    assert (
        merge(coordination, page, again, **{f"{clause['id']}-heading": "mine"}).status_code == 302
    )
    assert draft(page)[0]["value"]["heading"] == "Meine"


def test_a_base_that_was_overwritten_automatically_only_asks_more(
    coordination: Client, colleague: Client
) -> None:
    clause = make.clause(heading="Alt")
    page = make.section(clause)
    hers = Editor(colleague, page)
    hers.autosave([changed(clause, heading="Ihre erste")])
    mine = Editor(coordination, page)
    hers.autosave([changed(clause, heading="Ihre zweite")])

    answer = mine.save([changed(clause, heading="Meine")])

    html = answer.content.decode()
    assert all(words in html for words in ("Alt", "zweite", "Meine"))
    merge(coordination, page, answer, **{f"{clause['id']}-heading": "mine"})
    assert draft(page)[0]["value"]["heading"] == "Meine"


def test_a_clause_that_moved_away_meanwhile_keeps_what_was_written(
    coordination: Client, colleague: Client
) -> None:
    clause = make.clause(text="<p>Alt.</p>")
    page = make.section(clause, make.clause())
    text = page.get_parent().specific
    other = make.section(of=text)
    mine = Editor(coordination, page)
    make.set_clauses(written := reloaded(page), draft(page)[1:])
    written.save_revision()
    make.set_clauses(written := reloaded(other), [clause])
    written.save_revision()

    answer = mine.save([changed(clause, text="<p>Meines.</p>"), draft(page)[0]])
    assert "Die Klausel steht jetzt in einem anderen Abschnitt" in answer.content.decode()
    merge(coordination, page, answer, **{f"{clause['id']}-there": "mine"})

    assert clause["id"] not in draft_uids(page)
    assert "Meines." in draft(page)[0]["value"]["text"]
    assert draft_uids(other) == [clause["id"]]


def test_a_lock_is_honoured_before_and_while_texts_are_brought_together(
    coordination: Client, colleague: Client
) -> None:
    clause = make.clause(heading="Alt")
    page = make.section(clause)
    mine, hers = Editor(coordination, page), Editor(colleague, page)
    hers.save([changed(clause, heading="Ihre")])
    answer = mine.save([changed(clause, heading="Meine")])
    locked = reloaded(page)
    locked.locked, locked.locked_by = True, people.coordination()
    locked.save()

    refused = merge(coordination, page, answer, **{f"{clause['id']}-heading": "mine"})
    again = mine.save([changed(clause, heading="Meine")])

    assert "Jemand hat den Abschnitt gesperrt" in refused.content.decode()
    assert "Meine" in refused.content.decode()
    assert "Meine" in again.content.decode()
    assert draft(page)[0]["value"]["heading"] == "Ihre"


def test_a_forged_or_foreign_ticket_is_refused(coordination: Client, colleague: Client) -> None:
    clause = make.clause(heading="Alt")
    page = make.section(clause)
    mine, hers = Editor(coordination, page), Editor(colleague, page)
    hers.save([changed(clause, heading="Ihre")])
    sent = carried(
        mine.save([changed(clause, heading="Meine")]), **{f"{clause['id']}-heading": "mine"}
    )
    address = reverse("agreement_merge", args=[page.pk])

    assert colleague.post(address, sent).status_code == 400
    assert coordination.post(address, sent | {"ticket": sent["ticket"][:-3]}).status_code == 400
    assert coordination.get(address).status_code == 405
    assert draft(page)[0]["value"]["heading"] == "Ihre"


def test_a_remark_written_along_with_the_text_is_kept(
    coordination: Client, colleague: Client
) -> None:
    clause = make.clause(heading="Alt")
    page = make.section(clause)
    mine, hers = Editor(coordination, page), Editor(colleague, page)
    hers.save([changed(clause, heading="Ihre")])
    remark = {"text": "Bitte noch klären.", "contentpath": "title", "position": "", "resolved": ""}
    remark |= {"deleted": "", "id": "", "replies": inline_formset([])}
    remarks = nested_form_data({"comments": inline_formset([remark])})

    mine.save([changed(clause, heading="Meine")], **remarks)

    assert [comment.text for comment in page.wagtail_admin_comments.all()] == ["Bitte noch klären."]


def test_pages_that_are_no_sections_are_edited_as_ever(coordination: Client) -> None:
    page = organisation()
    page.save_revision()
    answer = coordination.post(
        reverse("wagtailadmin_pages:edit", args=[page.pk]), {"title": "", "slug": "x"}
    )

    assert answer.status_code == 200
