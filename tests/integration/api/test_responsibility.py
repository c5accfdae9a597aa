"""POST /api/v1/responsibility says as data what the finder says in words."""

import hashlib
import json
import random
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate
from pytest_django import Settings

from agreement.models import AgreementVersion
from agreement.reading import text_of
from agreement.snapshot import to_bytes
from agreement.vocabulary import Accommodation, Arrival, Period, ResidenceStatus
from portal.core.models import PortalSettings
from tests.factories import people
from tests.integration.api.conftest import ADDRESS, Network, Program
from tests.integration.finder.conftest import BRETTEN, OESTRINGEN, WAGHAEUSEL

pytestmark = pytest.mark.django_db
DESCRIPTION = "/api/v1/openapi.json"


def test_a_case_is_answered_with_service_offices_and_clause(program: Program) -> None:
    answer = program.ask(age=19, status="duldung", municipality=OESTRINGEN)
    assert answer["state"] == "settled"
    assert (answer["version"], answer["date"]) == (1, timezone.localdate().isoformat())
    (service,) = [one for one in answer["services"] if one["mode"] == "leads"]
    assert (service["service"], service["is_sure"]) == ("jmd", True)
    office = service["offices"][0]
    assert office["name"] == "JMD Beispiel Östringen"
    assert office["phone"] == "030 23125 100"
    assert office["opening_hours"] == "Mo-Fr 09:00-12:00"
    assert office["url"].startswith("http://testserver/partner/")
    (clause,) = service["clauses"]
    assert clause["number"] == "§ 1 Abs. 1"
    assert clause["url"].startswith("http://testserver/vereinbarung/k/")
    assert answer["question"] is None


def test_nothing_known_is_answered_with_the_question_that_decides_most(program: Program) -> None:
    answer = program.ask()
    assert answer["state"] == "open"
    question = answer["question"]
    assert question["fact"] == "age"
    assert {"value": {"from": 12, "to": 26}, "label": "12 bis 26 Jahre"} in question["choices"]


def test_every_choice_of_a_question_is_an_answer_to_it(program: Program) -> None:
    waiting: list[dict[str, Any]] = [{}]
    asked = set()
    while waiting:
        facts = waiting.pop()
        question = program.ask(**facts)["question"]
        if question is None or question["fact"] in asked:
            continue
        asked.add(question["fact"])
        assert question["choices"], question
        waiting += [{**facts, question["fact"]: one["value"]} for one in question["choices"]]
    assert {"age", "status"} <= asked


def test_nobody_responsible_is_said_with_whom_to_ask(program: Program) -> None:
    answer = program.ask(age=30, status="duldung", period="beendet", municipality=BRETTEN)
    assert (answer["state"], answer["services"]) == ("gap", [])
    assert {one["service"] for one in answer["nearest"]} == {"mbe", "jmd", "im"}
    assert answer["against"][0]["number"] == "§ 1 Abs. 5"
    assert answer["coordination"] == {
        "name": "Koordination Beispiel",
        "phone": "030 23125 900",
        "email": "koordination@example.org",
    }


def test_a_day_and_a_public_version_can_be_asked(program: Program) -> None:
    answer = program.ask(age=19, date="2024-02-01", version=1)
    assert (answer["date"], answer["version"]) == ("2024-02-01", 1)
    assert program.faults({"date": "2020-01-01"}, 404) == {
        "date": "An diesem Tag ist keine Fassung in Kraft."
    }
    assert list(program.faults({"version": 7}, 404)) == ["version"]


def test_a_version_that_only_the_network_may_see_does_not_exist_here(program: Program) -> None:
    first = AgreementVersion.objects.get()
    snapshot = replace(text_of(first), number=2, previous=first.sha256)
    canonical = to_bytes(snapshot)
    adopted = AgreementVersion.objects.create(
        agreement=first.agreement,
        number=2,
        canonical=canonical,
        sha256=hashlib.sha256(canonical).hexdigest(),
        previous=first,
    )
    program.client.force_login(people.staff())
    assert list(program.faults({"version": adopted.number}, 404)) == ["version"]


def test_examples_are_marked_as_such(program: Program) -> None:
    assert program.ask()["is_example"] is False
    PortalSettings.objects.update(is_example=True)
    assert program.ask()["is_example"] is True


# --- The same as the finder -----------------------------------------------------------------

_AGES: list[tuple[Any, str]] = [
    (None, ""), (5, "5-5"), ({"from": 0, "to": 11}, "0-11"), (19, "19-19"), (30, "30-30"),
    ({"from": 18, "to": 30}, "18-30"),
]  # fmt: skip
_FINDER = "/anlaufstelle-finden/ergebnis/"


def _some(chance: random.Random, codes: list[str]) -> str:
    return chance.choice(["", *codes])


@pytest.mark.parametrize("seed", range(4))
def test_finder_and_api_say_the_same(program: Program, seed: int) -> None:
    chance = random.Random(seed)
    for _case in range(15):
        age, travelling = chance.choice(_AGES)
        parents, parents_travelling = chance.choice(_AGES)
        codes = {
            "status": ("status", _some(chance, ResidenceStatus.values)),
            "accommodation": ("wohnen", _some(chance, Accommodation.values)),
            "arrival": ("gekommen", _some(chance, Arrival.values)),
            "period": ("beratung", _some(chance, Period.values)),
            "municipality": ("ort", _some(chance, [BRETTEN, OESTRINGEN, WAGHAEUSEL])),
            "topic": ("anliegen", _some(chance, ["arbeit", "gewalt", "wohnen"])),
        }
        facts = {name: value for name, (_field, value) in codes.items() if value}
        answer = program.ask(**facts, age=age, parent_age=parents)
        body = dict(codes.values())
        page = (
            Client()
            .post(_FINDER, {**body, "alter": travelling, "eltern": parents_travelling})
            .context
        )
        told = {
            mode: [
                (one["name"], one["reason"], [office["name"] for office in one["offices"]])
                for one in answer["services"]
                if one["mode"] == mode
            ]
            for mode in ("leads", "supports", "refers")
        }
        shown = {
            mode: [
                (one.name, one.reason, [office.card.name for office in one.offices])
                for one in page[mode]
            ]
            for mode in ("leads", "supports", "refers")
        }
        assert (answer["state"], told) == (page["state"], shown), facts
        assert [one["number"] for one in answer["agreed"]] == [one.number for one in page["agreed"]]
        asked = answer["question"]["text"] if answer["question"] else None
        assert asked == (page["question"].heading if "question" in page else None)


# --- Bad input ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "field", "told"),
    [
        ({"name": "Anna"}, "name", "Dieses Feld gibt es nicht. Möglich sind: age, parent_age"),
        ({"age": "19"}, "age", "JSON-Objekt"),
        ({"age": True}, "age", "JSON-Objekt"),
        ({"age": 19.5}, "age", "JSON-Objekt"),
        ({"age": 121}, "age.to", "höchstens 120"),
        ({"age": -1}, "age.from", "mindestens 0"),
        ({"age": {"from": 30, "to": 20}}, "age", "verkehrt herum"),
        ({"age": {"from": 30}}, "age.to", "Diese Angabe fehlt."),
        ({"age": {"from": 1, "to": 2, "x": 3}}, "age.x", "Möglich sind: from, to."),
        ({"status": "zauberer"}, "status", "Möglich sind: gestattung, ankunftsnachweis"),
        ({"status": ["duldung"]}, "status", "Text in Anführungszeichen"),
        ({"status": ""}, "status", "Möglich sind"),
        ({"accommodation": 1}, "accommodation", "Text in Anführungszeichen"),
        ({"municipality": "76684"}, "municipality", "amtlicher Gemeindeschlüssel"),
        ({"municipality": "x" * 10_000}, "municipality", "zu lang"),
        ({"topic": "zaubern"}, "topic", "Möglich sind: anerkennung, arbeit"),
        ({"date": "gestern"}, "date", "Ein Tag sieht so aus: 2026-12-31."),
        ({"date": 20260101}, "date", "Ein Tag sieht so aus"),
        ({"date": "0001-01-01"}, "date", "zwischen 2000-01-01 und 2100-12-31"),
        ({"date": "2026-02-30"}, "date", "Ein Tag sieht so aus"),
        ({"version": "1"}, "version", "eine ganze Zahl"),
        ({"version": 0}, "version", "mindestens 1"),
        ([], "", "JSON-Objekt"),
        ("Bretten", "", "JSON-Objekt"),
        (None, "", ""),
    ],
)
def test_what_makes_no_sense_is_said_at_its_field(
    program: Program, body: Any, field: str, told: str
) -> None:
    faults = program.faults(body)
    assert told in faults[field], faults


@pytest.mark.parametrize(
    "body", [b"{", b"\xff\xfe", b"age=19", b"[" * 5_000, b'{"age": NaN', b"\x00"]
)
def test_what_is_no_json_is_said_in_words(program: Program, body: bytes) -> None:
    response = program.send(body)
    assert response.status_code == 400
    assert response.json()["message"].startswith("Die Anfrage ist kein gültiges JSON.")


def test_an_empty_body_is_said_in_words(program: Program) -> None:
    assert program.send(b"").status_code == 422


def test_too_much_is_refused_without_reading_it(program: Program) -> None:
    response = program.send(b'{"age": ' + b"1" * 3_000_000 + b"}")
    assert response.status_code == 413
    assert response.json()["message"] == "Die Anfrage ist zu groß."


def test_what_was_sent_is_never_repeated(program: Program) -> None:
    for body in ({"Geheimnis": 1}, {"status": "Geheimnis"}, {"topic": "Geheimnis"}):
        response = program.send(body)
        message = [one["message"] for one in response.json()["faults"]]
        assert "Geheimnis" not in json.dumps([message, response.json()["message"]])


def test_other_methods_are_refused_in_words(program: Program) -> None:
    response = program.client.get(ADDRESS)
    assert (response.status_code, response["Allow"]) == (405, "POST")
    assert response.json()["message"] == "Diese Adresse versteht nur: POST."


def test_without_rules_in_force_it_says_so(network: Network, client: Client) -> None:
    assert list(Program(client).faults({}, 404)) == ["date"]


# --- Everybody, everywhere, without a trace -------------------------------------------------


def test_any_website_may_ask_without_cookies(program: Program) -> None:
    preflight = program.client.options(
        ADDRESS,
        headers={"Origin": "https://example.org", "Access-Control-Request-Method": "POST"},
    )
    assert preflight.status_code == 204
    assert preflight["Access-Control-Allow-Origin"] == "*"
    assert "POST" in preflight["Access-Control-Allow-Methods"]
    assert preflight["Access-Control-Allow-Headers"] == "Content-Type"
    for response in (program.send({}, Origin="https://example.org"), program.send(b"{")):
        assert response["Access-Control-Allow-Origin"] == "*"
        assert "Access-Control-Allow-Credentials" not in response
        assert response["Cache-Control"] == "no-store"
        assert not response.cookies


def test_no_token_is_needed_and_no_session_opened(agreement_in_force: Network) -> None:
    program = Program(Client(enforce_csrf_checks=True))
    assert program.ask(age=19)["state"] == "settled"
    assert "sessionid" not in program.client.cookies


def test_somebody_logged_in_is_answered_as_everybody(
    program: Program, agreement_in_force: Network
) -> None:
    office = agreement_in_force.office(
        agreement_in_force.organisation("Zu Beispiel"), "JMD Verborgen", "jmd", OESTRINGEN
    )
    office.unpublish()
    before = program.ask(age=19, municipality=OESTRINGEN)
    program.client.force_login(people.administrator())
    assert program.ask(age=19, municipality=OESTRINGEN) == before


def test_too_many_requests_are_asked_to_wait(
    program: Program, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    settings.THROTTLED = True
    monkeypatch.setattr("portal.api.views.MOST_A_MINUTE", 2)
    statuses = [program.send({}).status_code for _time in range(3)]
    assert statuses == [200, 200, 429]
    refused = program.send({})
    assert refused["Retry-After"] == "60"
    assert refused["Access-Control-Allow-Origin"] == "*"
    assert refused.json()["message"].startswith("Das sind zu viele Anfragen.")


def test_nothing_of_a_request_is_logged(
    program: Program, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    with caplog.at_level("DEBUG"):
        program.ask(age=19, status="duldung", topic="gewalt")
        program.send({"status": "duldung-falsch"})
        program.send(b'{"duldung"')
    logged = [one.getMessage() for one in caplog.records if one.name != "django.db.backends"]
    out, err = capfd.readouterr()
    assert "duldung" not in " ".join([*logged, out, err])


def test_the_number_of_queries_does_not_grow(
    program: Program, agreement_in_force: Network, django_assert_max_num_queries: Any
) -> None:
    house = agreement_in_force.organisation("Groß Beispiel")
    for number in range(8):
        agreement_in_force.office(house, f"JMD Filiale {number}", "jmd")
    program.ask(age=19)
    with django_assert_max_num_queries(12):
        program.ask(age=20, municipality=OESTRINGEN)


# --- The description ------------------------------------------------------------------------


def test_the_description_is_valid_openapi(program: Program) -> None:
    response = program.client.get(DESCRIPTION)
    assert response["Content-Type"].startswith("application/json")
    assert response["Access-Control-Allow-Origin"] == "*"
    described = response.json()
    validate(described)
    assert list(described["paths"]) == [ADDRESS]
    assert described["components"]["schemas"]["Facts"]["additionalProperties"] is False


def _validator(described: dict[str, Any], schema: dict[str, Any]) -> Draft202012Validator:
    return Draft202012Validator({**described, **schema})


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"age": 19, "status": "duldung", "municipality": OESTRINGEN},
        {"age": {"from": 27, "to": 40}, "accommodation": "au", "arrival": "flucht"},
        {"age": 30, "status": "duldung", "period": "beendet", "municipality": BRETTEN},
        {"age": 5, "date": "2025-05-01", "version": 1},
        {"age": 200},
        {"status": 7},
        {"version": 9},
        {"Name": "x"},
    ],
)
def test_every_answer_is_as_described(program: Program, body: dict[str, Any]) -> None:
    described = program.client.get(DESCRIPTION).json()
    operation = described["paths"][ADDRESS]["post"]
    response = program.send(body)
    schema = operation["responses"][str(response.status_code)]["content"]["application/json"]
    _validator(described, schema["schema"]).validate(response.json())
    asked = operation["requestBody"]["content"]["application/json"]["schema"]
    is_described = _validator(described, asked).is_valid(body)
    assert is_described is (response.status_code in (200, 404))
