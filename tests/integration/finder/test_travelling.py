"""How answers travel: some in the address, some never."""

import re

import pytest
from django.test import Client

from portal.finder.discretion import NEUTRAL_PAGE
from tests.integration.finder.conftest import BRETTEN
from tests.integration.finder.walking import FINDER, Visitor

pytestmark = pytest.mark.usefixtures("agreement_in_force")
SKIP = "Weiß ich nicht"
PRIVATE = re.compile(r"[?&](wohnen|status|gekommen|beratung)=|gewalt|duldung")


def young_in_bretten(client: Client, *answers: str) -> Visitor:
    visitor = Visitor(client, f"{FINDER}anliegen/?ort={BRETTEN}&alter=12-26")
    for answer in answers:
        visitor.choose(answer)
    return visitor


def test_place_age_and_topic_stand_in_the_address_so_that_it_can_be_shared(client: Client) -> None:
    visitor = Visitor(client)
    visitor.search("Bretten")
    visitor.choose("12 bis 26")
    visitor.choose("Schule")
    assert visitor.addresses[-1] == f"{FINDER}wohnen/?ort={BRETTEN}&alter=12-26&anliegen=schule"


def test_the_way_to_the_answer_leaves_no_papers_housing_or_violence_in_any_address(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    visitor, links = Visitor(client), []
    visitor.search("Bretten")
    for answer in ("ab 27", "Gewalt", "Als Geflüchtete", "Duldung", "Ja"):
        visitor.choose(answer)
        links += visitor.links()
    assert visitor.offices == ["IM Beispiel Landkreis"]
    assert not [one for one in [*visitor.addresses, *links] if PRIVATE.search(one)]
    assert not PRIVATE.search(caplog.text)


def test_nothing_private_is_lost_on_the_way_back_to_the_first_question_and_forth_again(
    client: Client,
) -> None:
    visitor = young_in_bretten(client, "Gewalt", "Als Geflüchtete", "Duldung")
    for _step in range(5):
        visitor.choose("Zurück")
    assert visitor.heading == "Wo wohnen Sie?"
    field = visitor.page.select_one("main input[type=text]")
    assert field is not None
    assert field["value"] == "Bretten"
    visitor.search("Waghäusel")
    for question in (
        "Wie alt ist die Person",
        "Worum geht es",
        "Wie wohnen Sie",
        "Welches Papier",
    ):
        assert visitor.heading.startswith(question)
        chosen = visitor.page.select_one(".choice.is-selected")
        assert chosen is not None
        visitor.take(chosen)
    assert "IM Beispiel Waghäusel" in visitor.offices
    assert not [one for one in visitor.addresses if PRIVATE.search(one)]


def test_an_answer_can_be_changed_on_the_way_back(client: Client) -> None:
    visitor = young_in_bretten(client, "Gewalt", "Als Geflüchtete", "Duldung")
    visitor.choose("Zurück")
    visitor.choose("Zurück")
    visitor.choose("Zurück")
    visitor.choose("Schule")
    assert visitor.addresses[-1].startswith(f"{FINDER}wohnen/?")
    for answer in ("Als Geflüchtete", "Duldung"):
        visitor.choose(answer)
    assert "anliegen=schule" in visitor.links()[-1] or any(
        "anliegen=schule" in link for link in visitor.links()
    )


def test_an_answer_can_be_taken_back(client: Client) -> None:
    visitor = young_in_bretten(client, "Gewalt", "Als Geflüchtete", "Duldung")
    visitor.choose("Zurück")
    visitor.choose(SKIP)
    assert visitor.page.select_one("input[name=status]") is None
    assert visitor.page.select_one("input[name=wohnen][value=au]") is not None


def test_back_is_a_link_as_long_as_nothing_is_private(client: Client) -> None:
    visitor = young_in_bretten(client, "Schule")
    visitor.choose("Zurück")
    assert visitor.heading == "Worum geht es?"
    assert visitor.page.select_one("a.step__back") is not None
    assert visitor.addresses[-1] == f"{FINDER}anliegen/?ort={BRETTEN}&alter=12-26&anliegen=schule"


def test_a_shared_address_of_a_later_step_works_with_what_it_says(client: Client) -> None:
    address = f"{FINDER}ergebnis/?ort={BRETTEN}&alter=12-26&anliegen=schule"
    assert Visitor(client, address).offices[0] == "JMD Beispiel Bruchsal"


def test_reloading_an_answer_shows_what_its_address_knows(client: Client) -> None:
    visitor = young_in_bretten(client, "Schule", "Als Geflüchtete", "Duldung")
    visitor.visit(visitor.addresses[-1])
    assert visitor.response.status_code == 200
    assert visitor.offices[0] == "JMD Beispiel Bruchsal"


def test_switching_the_language_by_link_keeps_step_and_answers(client: Client) -> None:
    visitor = young_in_bretten(client, "Schule")
    visitor.switch_language("English")
    assert visitor.addresses[-1] == f"/en{FINDER}wohnen/?ort={BRETTEN}&alter=12-26&anliegen=schule"
    visitor.switch_language("Deutsch")
    assert visitor.heading == "Wie wohnen Sie?"


def test_switching_the_language_keeps_private_answers_without_showing_them(client: Client) -> None:
    visitor = young_in_bretten(client, "Gewalt", "Als Geflüchtete", "Duldung")
    visitor.switch_language("English")
    assert visitor.addresses[-1] == f"/en{FINDER}ergebnis/?ort={BRETTEN}&alter=12-26"
    assert visitor.page.select_one("input[name=status][value=duldung]") is not None
    visitor.switch_language("Deutsch")
    visitor.choose("Zurück")
    assert visitor.heading == "Welches Papier für den Aufenthalt haben Sie?"
    assert not [one for one in visitor.addresses if PRIVATE.search(one)]


def test_the_language_of_a_typed_place_can_be_switched(client: Client) -> None:
    visitor = Visitor(client)
    visitor.search("Büchig")
    visitor.switch_language("English")
    assert visitor.addresses[-1].startswith(f"/en{FINDER}ort/?")
    assert len(visitor.page.select(".choice")) == 2


def test_whoever_looks_for_help_against_violence_can_leave_at_once(client: Client) -> None:
    visitor = young_in_bretten(client)
    assert "Seite schnell verlassen" not in visitor.text
    for answer in ("Gewalt", SKIP, SKIP):
        visitor.choose(answer)
        assert "Seite schnell verlassen" in visitor.text
    assert "116 016" in visitor.text
    (leave,) = visitor.page.select("main [data-leave]")
    assert leave["href"] == NEUTRAL_PAGE
    assert leave["rel"] == ["noreferrer"]


def test_other_topics_offer_no_way_out_that_would_draw_looks(client: Client) -> None:
    assert "Seite schnell verlassen" not in young_in_bretten(client, "Schule").text
