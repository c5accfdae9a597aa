"""Text and rules of a clause must say the same: the editor points out where they do not."""

import pytest
from django.test import Client
from django.urls import reverse

from agreement.notes_of_drafts import notes_of_text
from tests.factories import agreement as make
from tests.integration.agreement.working.editing import Editor, draft

pytestmark = pytest.mark.django_db

CLAIMING = "<p>Für alle ist der Dienst jmd zuständig.</p>"
HINT = "aber die Klausel hat keine Regel"


def test_a_text_without_a_rule_is_pointed_out_until_its_editors_say_otherwise(
    coordination: Client,
) -> None:
    page = make.section()
    written = make.clause(text=CLAIMING)
    editor = reverse("wagtailadmin_pages:edit", args=[page.pk])

    Editor(coordination, page).save([written])
    assert HINT in coordination.get(editor).content.decode()

    written["value"]["claim"] = "no"
    written["id"] = draft(page)[0]["id"]
    Editor(coordination, page).save([written])
    assert draft(page)[0]["value"]["claim"] == "no"
    assert HINT not in coordination.get(editor).content.decode()


def test_an_unfinished_rule_counts_as_a_rule_but_not_its_missing_text(
    coordination: Client,
) -> None:
    page = make.section()
    clause = make.clause(make.rule(service=""), text=CLAIMING)

    Editor(coordination, page).save([clause])

    answer = coordination.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    assert HINT not in answer.content.decode()
    assert "Diese Regel ist noch unvollständig." in answer.content.decode()


def test_hints_come_from_the_newest_drafts_of_the_whole_text(coordination: Client) -> None:
    text = make.working_text()
    make.section(make.clause(make.rule(age_from=18), text="<p>JMD ab 18.</p>"), of=text)
    page = make.section(make.clause(), of=text)
    assert notes_of_text(text) == []

    Editor(coordination, page).save([make.clause(make.rule(age_from=18), text="<p>JMD.</p>")])

    ((clause, notes),) = notes_of_text(text)
    assert clause.place.section_pk == page.pk
    assert "ab 18 Jahren" in notes[0]
