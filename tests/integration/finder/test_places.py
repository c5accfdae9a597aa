import pytest
from django.test import Client

from tests.integration.finder.conftest import BRETTEN, WAGHAEUSEL
from tests.integration.finder.walking import FINDER, Visitor

pytestmark = pytest.mark.usefixtures("agreement_in_force")


@pytest.fixture
def visitor(client: Client) -> Visitor:
    return Visitor(client)


@pytest.mark.parametrize("typed", ["Waghäusel", "68753", "waghaeusel", "Kirrlach", "Waghäussel"])
def test_a_place_is_understood_however_it_is_typed(visitor: Visitor, typed: str) -> None:
    visitor.search(typed)
    assert visitor.addresses[-1] == f"{FINDER}alter/?ort={WAGHAEUSEL}"


def test_buechig_exists_twice_and_is_asked(visitor: Visitor) -> None:
    visitor.search("Büchig")
    assert visitor.heading == "Welchen Ort meinen Sie mit „Büchig“?"
    visitor.choose("Büchig (Bretten)")
    assert visitor.addresses[-1] == f"{FINDER}alter/?ort={BRETTEN}"


@pytest.mark.parametrize(
    ("typed", "heading"),
    [
        ("Karlsruhe", "Karlsruhe gehört nicht zum Landkreis Karlsruhe"),
        ("76133", "Karlsruhe gehört nicht zum Landkreis Karlsruhe"),
        ("20095", "Dieser Ort gehört nicht zum Landkreis Karlsruhe"),
    ],
)
def test_outside_the_district_one_is_sent_on(visitor: Visitor, typed: str, heading: str) -> None:
    visitor.search(typed)
    assert visitor.heading == heading
    assert {"https://bamf-navi.bamf.de", "https://www.mbeon.de"} <= set(visitor.links())
    visitor.search("Bretten")
    assert visitor.heading.startswith("Wie alt")


def test_an_unknown_town_is_said_at_the_field_with_what_was_typed_and_what_might_be_meant(
    visitor: Visitor,
) -> None:
    visitor.search("Brettheim")
    field = visitor.page.select_one("main input[type=text]")
    assert field is not None
    assert field["value"] == "Brettheim"
    assert field["aria-invalid"] == "true"
    assert "nicht gefunden" in visitor.text
    visitor.choose("Bretten")
    assert visitor.addresses[-1] == f"{FINDER}alter/?ort={BRETTEN}"


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("", "Bitte geben Sie einen Ort"),
        ("   ", "Bitte geben Sie einen Ort"),
        ("7501", "hat fünf Ziffern"),
        ("750a5", "hat nur Ziffern"),
        ("Xyzzyq", "Bitte prüfen Sie die Schreibweise"),
        ("<script>alert()</script>", "Bitte prüfen Sie die Schreibweise"),
        ("'; DROP TABLE", "Bitte prüfen Sie die Schreibweise"),
    ],
)
def test_what_is_no_place_is_said_with_what_to_do(visitor: Visitor, typed: str, told: str) -> None:
    visitor.search(typed)
    assert visitor.response.status_code == 200
    assert told in visitor.text
    field = visitor.page.select_one("main input[type=text]")
    assert field is not None
    assert str(field.get("value") or "").strip() == typed.strip()
    assert all(script.get("src") for script in visitor.page.select("script"))


def test_ten_thousand_characters_are_answered_shortly(visitor: Visitor) -> None:
    visitor.search("Bretten" * 1_500)
    assert visitor.response.status_code == 200
    assert len(visitor.response.content) < 60_000


def test_a_new_place_keeps_what_was_answered_before(client: Client) -> None:
    visitor = Visitor(client, f"{FINDER}ort/?ort={BRETTEN}&alter=12-26&anliegen=schule")
    visitor.search("Waghäusel")
    assert visitor.addresses[-1] == f"{FINDER}alter/?ort={WAGHAEUSEL}&alter=12-26&anliegen=schule"
