"""What advisers type on the phone is read into facts, and what is not understood is told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreement.responsibility.facts import Ages
from agreement.vocabulary import Accommodation, Arrival, Period, ResidenceStatus
from directory.reference_data import TOPICS
from portal.finder.answers import Answers, Field
from portal.finder.staff.phrases import PHRASES
from portal.finder.staff.reading_text import Reading, read_text
from tests.unit.directory.test_place_search import DISTRICT, LOCALITIES, MUNICIPALITIES

NAMES = dict(TOPICS)
OESTRINGEN, BRUCHSAL, BRETTEN, ETTLINGEN = "08215064", "08215009", "08215007", "08215017"


def read(text: str) -> Reading:
    return read_text(text, DISTRICT, NAMES)


def facts(text: str) -> Answers:
    return read(text).answers


def test_age_papers_and_place_are_read_in_one_go() -> None:
    reading = read("19 Duldung Östringen")
    assert reading.answers == Answers(place=OESTRINGEN, age=Ages(19, 19), status="duldung")
    assert [(one.field, one.words) for one in reading.understood] == [
        (Field.PLACE, "Östringen"),
        (Field.AGE, "19"),
        (Field.STATUS, "Duldung"),
    ]
    assert reading.left_over == ()


def test_a_whole_sentence_is_read() -> None:
    text = "Klientin, 34 J., § 24, wohnt in der AU in 76646, sucht eine Ausbildung; IM läuft"
    reading = read(text)
    assert reading.answers == Answers(
        place=BRUCHSAL,
        age=Ages(34, 34),
        topic="arbeit",
        housing="au",
        status="s24",
        period="laeuft",
    )
    assert reading.left_over == ()


@pytest.mark.parametrize(
    ("text", "ages"),
    [
        ("19", (19, 19)),
        ("19 J.", (19, 19)),
        ("19J", (19, 19)),
        ("19 Jahre alt", (19, 19)),
        ("27-jährig", (27, 27)),
        ("27jährige Frau", (27, 27)),
        ("27 jaehriger", (27, 27)),
        ("18-25", (18, 25)),
        ("18–25 Jahre", (18, 25)),
        ("18 bis 25", (18, 25)),
        ("unter 12", (0, 11)),
        ("U27", (0, 26)),
        ("Ü27", (27, 120)),
        ("ab 27", (27, 120)),
        ("über 26", (27, 120)),
        (">26", (27, 120)),
        ("bis 26", (0, 26)),
        ("Mitte 20", (23, 27)),
        ("Ende 50er", (56, 59)),
        ("8 Monate", (0, 0)),
        ("volljährig", (18, 120)),
        ("minderjährig", (0, 17)),
        ("٢٠", (20, 20)),
        ("１９", (19, 19)),
        ("0", (0, 0)),
        ("120", (120, 120)),
    ],
)
def test_ages_are_read_however_they_are_written(text: str, ages: tuple[int, int]) -> None:
    assert facts(text).age == Ages(*ages)


@pytest.mark.parametrize(
    "text", ["121", "140 Jahre", "25-18", "130-140", "3,5", "seit 2 Jahren", "12.3.2004",
             "3 Kinder", "2 Jahre in Deutschland", "2004", "vor 3 Monaten", "§ 19"]
)  # fmt: skip
def test_numbers_that_are_no_age_are_left_over(text: str) -> None:
    reading = read(text)
    assert reading.answers.age is None
    assert reading.left_over


def test_the_age_of_a_parent_is_told_from_the_childs() -> None:
    for text in ("Kind 5, Mutter 32", "Mutter 32, Kind 5", "5 J., 32-jährige Mutter"):
        assert (facts(text).age, facts(text).parents) == (Ages(5, 5), Ages(32, 32)), text


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("§ 24", "s24"),
        ("§24 AufenthG", "s24"),
        ("Paragraf 24", "s24"),
        ("Gestattung", "gestattung"),
        ("§ 55 AsylG", "gestattung"),
        ("im Asylverfahren", "gestattung"),
        ("§ 60a", "duldung"),
        ("60d", "duldung"),
        ("Ausbildungsduldung", "duldung"),
        ("geduldete Person", "duldung"),
        ("Duldng", "duldung"),
        ("DULDUNG", "duldung"),
        ("EU", "eu"),
        ("EU-Bürgerin", "eu"),
        ("Eu Buerger", "eu"),
        ("Spätaussiedler", "spaet"),
        ("Spaetaussiedlerin", "spaet"),
        ("Spataussiedler", "spaet"),
        ("§ 4 BVFG", "spaet"),
        ("104c", "s104c"),
        ("§ 104c AufenthG", "s104c"),
        ("Chancen-Aufenthaltsrecht", "s104c"),
        ("anerkannt", "ae_schutz"),
        ("anerkannter Flüchtling", "ae_schutz"),
        ("subsidiär", "ae_schutz"),
        ("subsidiärer Schutz", "ae_schutz"),
        ("§ 25 Abs. 2", "ae_schutz"),
        ("§ 25 II", "ae_schutz"),
        ("§ 25 (3) AufenthG", "ae_schutz"),
        ("25 Abs 1", "ae_schutz"),
        ("Daueraufenthalt-EU", "ne"),
        ("NE", "ne"),
        ("Blaue Karte EU", "ae_andere"),
        ("Fiktion", "fiktion"),
        ("ohne Papiere", "unklar"),
        ("Ankunftsnachweis", "ankunftsnachweis"),
        ("deutscher Pass", "deutsch"),
    ],
)
def test_papers_are_read_by_name_short_form_and_paragraph(text: str, status: str) -> None:
    assert facts(text).status == status
    assert facts(f"19 {text} Bretten").age == Ages(19, 19)


@pytest.mark.parametrize("text", ["keine Duldung", "nicht anerkannt", "ohne Duldung", "kein § 24"])
def test_what_is_denied_is_no_fact_but_left_over(text: str) -> None:
    reading = read(text)
    assert reading.answers == Answers()
    assert reading.left_over


@pytest.mark.parametrize("text", ["§ 25", "§ 25 Abs. 5", "§ 25a", "§ 99"])
def test_a_paragraph_that_could_mean_several_papers_is_not_guessed(text: str) -> None:
    reading = read(text)
    assert reading.answers == Answers()
    assert reading.left_over


@pytest.mark.parametrize(
    ("text", "housing"),
    [
        ("AU", "au"),
        ("in der Anschlussunterbringung", "au"),
        ("VU", "vu"),
        ("vorläufige Unterbringung", "vu"),
        ("GU", "vu"),
        ("LEA", "ea"),
        ("Erstaufnahme", "ea"),
        ("privat", "privat"),
        ("EU eigene Wohnung", "privat"),
        ("Duldung privat", "au"),
        ("Flüchtling, eigene Wohnung", "au"),
    ],
)
def test_housing_is_read_and_a_refugees_own_flat_counts_as_follow_up(
    text: str, housing: str
) -> None:
    assert facts(text).housing == housing


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("IM läuft", "laeuft"),
        ("im IM", "laeuft"),
        ("IM beendet", "beendet"),
        ("nach IM", "beendet"),
        ("ohne IM", "beendet"),
        ("im Integrationsmanagement", "laeuft"),
        ("Integrationsmanagement zu Ende", "beendet"),
        ("im Ort", None),
    ],
)
def test_the_advice_period_is_read_but_not_out_of_a_preposition(
    text: str, period: str | None
) -> None:
    assert facts(text).period == period


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("Ausbildungsplatz", "arbeit"),
        ("Kita", "schule"),
        ("Wohnungssuche", "wohnen"),
        ("Bürgergeld", "geld"),
        ("Buergergeld", "geld"),
        ("Schulden", "schulden"),
        ("häusliche Gewalt", "gewalt"),
        ("Deutschkurs", "sprache"),
        ("Familiennachzug", "familiennachzug"),
        ("Brief vom Amt verstehen / Formulare", "briefe"),
    ],
)
def test_topics_are_read_by_everyday_words_and_by_their_name(text: str, topic: str) -> None:
    assert facts(text).topic == topic


def test_a_topic_of_the_coordination_is_known_by_its_name() -> None:
    assert (
        read_text("Vereine", DISTRICT, {**NAMES, "vereine": "Vereine"}).answers.topic == "vereine"
    )
    assert read_text("Kita", DISTRICT, {"arbeit": "Arbeit"}).answers.topic is None


@pytest.mark.parametrize(
    ("text", "ags"),
    [
        ("19 Ostringen", OESTRINGEN),
        ("19 Ostrigen", OESTRINGEN),
        ("19 76684", OESTRINGEN),
        ("19 Эстринген", OESTRINGEN),
        ("Odenheim 19", OESTRINGEN),
        ("19 Bad Schönborn EU", "08215100"),
        ("19 Büchig Bretten", BRETTEN),
        ("19 Karlsdorf-Neuthard", "08215103"),
        ("19 aus Malsch bei Karlsruhe", "08215046"),
        ("76684 Östringen, 19", OESTRINGEN),
        ("aus Karlsruhe nach Ettlingen gezogen", ETTLINGEN),
    ],
)
def test_the_place_is_found_among_the_other_words(text: str, ags: str) -> None:
    assert facts(text).place == ags


def test_a_place_that_could_be_two_is_asked_and_not_guessed() -> None:
    for text in ("19 Büchig", "Bretten Bruchsal 19", "76646 Bretten"):
        reading = read(text)
        assert reading.answers.place is None
        assert len(reading.places) == 2, text


@pytest.mark.parametrize(
    ("text", "outside"),
    [("19 Karlsruhe", "Karlsruhe"), ("76133 EU", "Karlsruhe"), ("10115", "10115")],
)
def test_a_place_outside_the_district_is_told(text: str, outside: str) -> None:
    assert read(text).outside == outside
    assert facts(text).place is None


def test_the_first_of_two_contradicting_words_counts_and_the_other_is_told() -> None:
    reading = read("Ausbildungsduldung EU 19 30")
    assert reading.answers.status == "duldung"
    assert reading.answers.age == Ages(19, 19)
    assert set(reading.left_over) == {"EU", "30"}


def test_what_is_not_understood_is_told_as_it_was_typed() -> None:
    assert read("19 Xyzzy Östringen Plümpüddel").left_over == ("Xyzzy", "Plümpüddel")
    assert read("<b>19</b>").left_over == ("b", "b")


@pytest.mark.parametrize("text", ["", "   ", "🙂🙂", "\x00", "…", "\u202e"])
def test_nothing_readable_is_no_fact(text: str) -> None:
    assert read(text) == Reading(Answers())


def test_ten_thousand_characters_are_read_shortly() -> None:
    assert facts("19 Duldung Östringen " + "lorem ipsum " * 1_000).place == OESTRINGEN
    assert sum(map(len, read("x" * 10_000).left_over)) <= 300


@pytest.mark.parametrize("town", MUNICIPALITIES, ids=lambda town: town.name)
def test_every_municipality_is_read_beside_other_facts(town: object) -> None:
    name, ags = town.name, town.ags  # type: ignore[attr-defined]
    for text in (f"19 Duldung {name}", f"{name.lower()} 19 EU Arbeit", f"§ 24, 30, in {name}"):
        assert facts(text).place == ags, text


@pytest.mark.parametrize(
    "part", [one for one in LOCALITIES if one.name != "Büchig"], ids=lambda part: part.name
)
def test_every_town_part_is_read_beside_other_facts(part: object) -> None:
    name, ags = part.name, part.ags  # type: ignore[attr-defined]
    assert facts(f"19 Duldung {name}").place == ags
    assert facts(f"{name} 30 EU Schule").place == ags


def test_every_phrase_means_what_it_stands_for() -> None:
    for field, by_code in PHRASES.items():
        for code, phrases in by_code.items():
            for words in phrases:
                answers = facts(words.replace("*", ""))
                assert answers.value(field) == code, words


def test_all_codes_can_be_said() -> None:
    sets = {
        Field.STATUS: ResidenceStatus,
        Field.HOUSING: Accommodation,
        Field.ARRIVAL: Arrival,
        Field.PERIOD: Period,
    }
    for field, codes in sets.items():
        assert set(PHRASES[field]) == set(codes.values)
    assert set(PHRASES[Field.TOPIC]) == set(NAMES)


WORDS = [
    words.replace("*", "") for by in PHRASES.values() for some in by.values() for words in some
]
TEXTS = st.lists(
    st.sampled_from(WORDS) | st.text(max_size=8) | st.integers(0, 200).map(str)
    | st.sampled_from([town.name for town in MUNICIPALITIES]),
    max_size=8,
).map(" ".join)  # fmt: skip


@given(TEXTS)
def test_no_text_is_ever_an_error_and_all_facts_are_of_their_sets(text: str) -> None:
    reading = read(text)
    assert reading == read(text)
    answers = reading.answers
    assert answers.status is None or answers.status in ResidenceStatus.values
    assert answers.place is None or not (reading.places or reading.outside)
    assert len({one.field for one in reading.understood}) == len(reading.understood)
