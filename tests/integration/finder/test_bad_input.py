import pytest
from django.test import Client

from tests.integration.finder.walking import FINDER, Visitor

pytestmark = pytest.mark.usefixtures("agreement_in_force")
LONG = "x" * 10_000


def test_an_impossible_age_is_asked_again_with_a_sentence(
    client: Client, subtests: pytest.Subtests
) -> None:
    for age in ("-1", "200", "alt", "26-12", "' OR 1=1", LONG):
        with subtests.test(age=age[:20]):
            response = client.get(f"{FINDER}ergebnis/", {"alter": age, "anliegen": "schule"})
            page = response.content.decode()
            assert response.status_code == 400
            assert "Wie alt ist die Person, die Hilfe braucht?" in page
            assert "kein Alter zwischen 0 und 120 Jahren" in page
            assert "anliegen=schule" in page


def test_a_wrong_value_in_an_address_is_asked_again(
    client: Client, subtests: pytest.Subtests
) -> None:
    cases = (
        ({"ort": "99999999"}, "Wo wohnen Sie?"),
        ({"ort": LONG}, "Wo wohnen Sie?"),
        ({"alter": "0-11", "eltern": "300"}, "Wie alt ist die Mutter oder der Vater?"),
        ({"anliegen": "<b>"}, "Worum geht es?"),
    )
    for query, question in cases:
        with subtests.test(question=question):
            response = client.get(f"{FINDER}ergebnis/", query)
            page = response.content.decode()
            assert response.status_code == 400
            assert f"<h1>{question}</h1>" in page
            assert "Bitte" in page
            assert "<b>“" not in page


@pytest.mark.parametrize(
    ("field", "question"),
    [
        ("wohnen", "Wie wohnen Sie?"),
        ("status", "Welches Papier für den Aufenthalt haben Sie?"),
    ],
)
def test_a_tampered_answer_is_asked_again_and_the_others_are_kept(
    client: Client, subtests: pytest.Subtests, field: str, question: str
) -> None:
    for value in ("zelt", "<script>", "\0", LONG):
        with subtests.test(value=value[:20]):
            body = {"wohnen": "au", "status": "duldung", "anliegen": "gewalt", field: value}
            response = client.post(f"{FINDER}ergebnis/?alter=12-26", body)
            page = response.content.decode()
            assert response.status_code == 400
            assert f"<h1>{question}</h1>" in page
            assert "kennen wir nicht. Bitte wählen Sie neu." in page
            assert '<input type="hidden" name="anliegen" value="gewalt">' in page
            assert "alter=12-26" in page


@pytest.mark.parametrize("field", ["gekommen", "beratung"])
def test_a_tampered_follow_up_still_shows_the_offices(client: Client, field: str) -> None:
    response = client.post(f"{FINDER}ergebnis/", {"wohnen": "au", field: "x"})
    assert response.status_code == 400
    assert "MBE Beispiel" in response.content.decode()


def test_a_wrong_later_answer_does_not_stop_an_earlier_question(client: Client) -> None:
    response = client.post(f"{FINDER}alter/", {"status": "x"})
    assert response.status_code == 200
    assert b"Wie alt ist die Person" in response.content


def test_whoever_asks_for_parents_who_do_not_decide_is_led_on(client: Client) -> None:
    visitor = Visitor(client, f"{FINDER}eltern/?alter=12-26")
    assert visitor.addresses[-1] == f"{FINDER}anliegen/?alter=12-26"


@pytest.mark.parametrize("query", ["status=duldung", "wohnen=au", "anliegen=gewalt"])
def test_what_may_not_stand_in_an_address_is_not_taken_from_there_nor_passed_on(
    client: Client, query: str
) -> None:
    page = client.get(f"{FINDER}wohnen/?alter=12-26&{query}").content.decode()
    assert query not in page
    assert 'type="hidden"' not in page


def test_repeated_and_unknown_parameters_do_no_harm(client: Client) -> None:
    query = "alter=12-26&alter=27-120&next=//evil.example&utm=1"
    page = client.get(f"{FINDER}anliegen/?{query}").content.decode()
    assert "alter=27-120" in page
    assert "evil" not in page


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods_are_refused(client: Client, method: str) -> None:
    assert getattr(client, method)(f"{FINDER}alter/").status_code == 405
    assert client.post(FINDER).status_code == 405
