"""While a rule is being written, the editor shows how it will be read."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from agreement.models import WorkingTextPage
from tests.factories import agreement as make
from tests.factories import people
from tests.factories.directory import municipality, organisation

pytestmark = pytest.mark.django_db


def _ask(client: Client, **fields: Any) -> Any:
    return client.post(reverse("agreement_rule_sentence"), fields)


def _preview(client: Client, **fields: Any) -> dict[str, Any]:
    answer = _ask(client, **fields)
    assert answer.status_code == 200
    found: dict[str, Any] = answer.json()
    return found


@pytest.fixture(autouse=True)
def _text(db: None) -> None:
    make.working_text()


def test_the_sentence_follows_what_is_chosen(coordination: Client) -> None:
    municipality("08215007")

    found = _preview(
        coordination,
        mode="leads",
        service="jmd",
        age_from="12",
        age_to="26",
        statuses=["duldung"],
        municipalities=["08215007"],
        valid_from="2026-01-01",
    )

    assert found["sentence"].startswith(
        "Wer 12 bis 26 Jahre alt ist, eine Duldung hat und in Gemeinde 08215007 wohnt: "
        "zuständig ist der "
    )
    assert found["sentence"].endswith("Gilt ab 1. Januar 2026.")
    assert found["errors"] == []


def test_an_exception_names_the_clause_it_departs_from(coordination: Client) -> None:
    clause = make.clause()
    make.section(clause, of=WorkingTextPage.objects.get())

    found = _preview(coordination, mode="not", service="jmd", overrides=[clause["id"]])

    assert "Abweichend von § 1 Abs. 1." in found["sentence"]


def test_what_the_text_must_say_is_told_and_looked_for(coordination: Client) -> None:
    found = _preview(
        coordination, mode="leads", service="jmd", age_from="12", text="Ab zwölf Jahren."
    )

    told = dict(found["demands"])
    assert told.pop("ab 12 Jahren (ab dem 12. Geburtstag)") is True
    assert list(told.values()) == [False]
    assert next(iter(told)).startswith("zuständig ist")


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"age_from": "27", "age_to": "12"}, "Alter bis: „Alter bis“ (12) liegt unter"),
        ({"age_from": "zwölf"}, "Alter von: "),
        ({"age_from": "999"}, "Alter von: "),
        ({"statuses": ["erfunden"]}, "Aufenthaltsstatus: "),
        ({"statuses": ["duldung"], "arrivals": ["eu"]}, "Gekommen: Niemand mit diesem"),
        ({"valid_from": "2026-02-01", "valid_until": "2026-01-01"}, "Gilt bis: "),
        ({"municipalities": ["' OR 1=1"]}, "Gemeinden: "),
    ],
)
def test_what_cannot_be_is_said_at_once(
    coordination: Client, fields: dict[str, Any], sentence: str
) -> None:
    found = _preview(coordination, mode="leads", service="jmd", **fields)

    assert found["sentence"] == ""
    assert sentence in " ".join(found["errors"])


@pytest.mark.parametrize("fields", [{}, {"mode": "leads"}, {"service": "jmd"}])
def test_an_unfinished_rule_says_what_is_still_to_choose(
    coordination: Client, fields: dict[str, Any]
) -> None:
    found = _preview(coordination, **fields)

    assert found["hint"].startswith("Sobald Sie wählen")
    assert found["errors"] == []


def test_whoever_writes_in_no_text_gets_no_sentence(client: Client) -> None:
    client.force_login(people.editor(of=organisation()))

    assert _ask(client, mode="leads", service="jmd").status_code in {302, 403}


def test_the_sentence_is_not_given_to_a_link(coordination: Client) -> None:
    assert coordination.get(reverse("agreement_rule_sentence")).status_code == 405
