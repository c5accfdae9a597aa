"""A rule that contradicts itself is refused at its field; what is missing may wait as a draft."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from agreement.models import Agreement, WorkingTextPage
from tests.factories import agreement as make
from tests.factories.directory import municipality
from tests.integration.agreement.working.editing import Editor, draft, sentences

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"age_from": 27, "age_to": 12}, "„Alter bis“ (12) liegt unter „Alter von“ (27)"),
        ({"age_from": -1}, "größer oder gleich 0"),
        ({"age_to": 200}, "kleiner oder gleich 120"),
        ({"service": ""}, "Wählen Sie den Dienst"),
        ({"service": "gibtsnicht"}, "gibtsnicht"),
        ({"mode": ""}, "muss ausgefüllt werden"),
        ({"mode": "parents"}, "nennt die Regel keinen Dienst"),
        ({"statuses": ["erfunden"]}, "erfunden"),
        ({"municipalities": ["00000000"]}, "00000000"),
        ({"valid_from": "2026-02-01", "valid_until": "2026-01-01"}, "liegt vor „Gilt ab“"),
        ({"valid_from": "gestern"}, "gültiges Datum"),
    ],
)
def test_a_rule_that_cannot_be_is_refused_at_its_field(
    coordination: Client, values: dict[str, Any], sentence: str
) -> None:
    page = make.section()

    answer = Editor(coordination, page).publish([make.clause(make.rule(**values))])

    assert sentence in sentences(answer)
    assert draft(page) == []


def test_a_rule_nobody_can_meet_is_refused(coordination: Client) -> None:
    page = make.section()
    rule = make.rule(statuses=["duldung"], arrivals=["eu"])

    answer = Editor(coordination, page).save([make.clause(rule)])

    assert "Die Regel träfe nie zu" in sentences(answer)


@pytest.mark.parametrize("order", [1, -1])
def test_a_not_that_undoes_a_rule_of_its_clause_is_refused(
    coordination: Client, order: int
) -> None:
    page = make.section()
    rules = [
        make.rule(age_from=12, age_to=26, statuses=["duldung"]),
        make.rule(mode="not", age_from=12),
    ][::order]
    written = make.clause(*rules, heading="Was ich geschrieben habe")

    answer = Editor(coordination, page).save([written])

    assert f"hebt Regel {1 if order == 1 else 2} der Klausel ganz auf" in sentences(answer)
    assert "Was ich geschrieben habe" in answer.content.decode()
    assert draft(page) == []


def test_a_not_that_takes_only_some_cases_away_is_kept(coordination: Client) -> None:
    page = make.section()
    rules = [make.rule(age_from=12), make.rule(mode="not", statuses=["duldung"])]

    Editor(coordination, page).save([make.clause(*rules)])

    assert len(draft(page)) == 1


def test_exceptions_in_a_circle_across_sections_are_refused_at_the_rule(
    coordination: Client,
) -> None:
    text = make.working_text()
    here, there = make.uid(), make.uid()
    make.section(make.clause(make.rule(overrides=[here]), uid=there), of=text)
    page = make.section(of=text)
    written = make.clause(make.rule(overrides=[there]), uid=here, heading="Bleibt stehen")

    answer = Editor(coordination, page).save([written])

    assert "weichen im Kreis voneinander ab: § 1 Abs. 1 und die neue Klausel" in sentences(answer)
    assert "Bleibt stehen" in answer.content.decode()
    assert draft(page) == []


def test_a_circle_elsewhere_does_not_stop_other_sections(coordination: Client) -> None:
    text = make.working_text()
    one, two = make.uid(), make.uid()
    make.section(
        make.clause(make.rule(overrides=[two]), uid=one),
        make.clause(make.rule(overrides=[one]), uid=two),
        of=text,
    )
    page = make.section(of=text)

    Editor(coordination, page).save([make.clause(make.rule(overrides=[one]))])

    assert len(draft(page)) == 1


def test_a_draft_may_lack_what_publishing_needs(coordination: Client) -> None:
    page = make.section()
    clause = make.clause(make.rule(service=""), text="<p></p>", heading="")

    Editor(coordination, page).save([clause])
    answer = Editor(coordination, page).publish()

    assert len(draft(page)) == 1
    assert "muss ausgefüllt werden" in sentences(answer)
    assert "Wählen Sie den Dienst" in sentences(answer)


def test_an_empty_text_is_not_published(coordination: Client) -> None:
    page = make.section()

    answer = Editor(coordination, page).publish([make.clause(text="<p> </p>")])

    assert "Der Text fehlt" in sentences(answer)


def test_the_age_of_the_parents_needs_no_service(coordination: Client) -> None:
    page = make.section()

    Editor(coordination, page).publish([make.clause(make.rule(mode="parents", service=""))])

    assert draft(page)[0]["value"]["rules"][0]["value"]["mode"] == "parents"


def test_everything_a_rule_can_say_is_kept(coordination: Client) -> None:
    municipality("08215009")
    other = make.clause()
    text = make.working_text()
    make.section(other, of=text)
    page = make.section(of=text)
    rule = make.rule(
        mode="supports",
        service="im",
        age_from=12,
        age_to=26,
        statuses=["duldung", "s24"],
        accommodations=["au"],
        arrivals=["flucht"],
        periods=["laeuft"],
        municipalities=["08215009"],
        valid_from="2025-01-01",
        valid_until="2026-12-31",
        overrides=[other["id"]],
    )

    answer = Editor(coordination, page).publish([make.clause(rule)])

    assert answer.status_code == 302
    assert draft(page)[0]["value"]["rules"] == [rule]


def _publish(coordination: Client, count: int) -> tuple[Any, int]:
    page = make.section()
    clauses = [make.clause(make.rule(statuses=["duldung", "ne"])) for _ in range(count)]
    editor = Editor(coordination, page)
    with CaptureQueriesContext(connection) as queries:
        answer = editor.publish(clauses)
    assert [block["id"] for block in draft(page)] == [clause["id"] for clause in clauses]
    return answer, len(queries)


def test_forty_clauses_with_a_rule_each_are_saved_in_as_many_queries_as_one(
    coordination: Client,
) -> None:
    one, queries_for_one = _publish(coordination, 1)
    WorkingTextPage.objects.get().delete()
    Agreement.objects.all().delete()
    forty, queries_for_forty = _publish(coordination, 40)

    assert (one.status_code, forty.status_code) == (302, 302)
    assert queries_for_forty <= queries_for_one
