"""Gaps, overlaps and cells in the words and letters that people read."""

import pytest

from agreement.coverage.words import facts_in_words, finding_in_words, mark_of
from agreement.responsibility.facts import Ages, Dimension
from agreement.responsibility.findings import Acceptance, FindingKind
from agreement.responsibility.rules import Condition
from agreement.wording import Words

WORDS = Words(
    services={"mbe": "MBE", "jmd": "JMD"},
    municipalities={"08215007": "Bretten", "08215009": "Bruchsal"},
    topics={"arbeit": "Arbeit"},
)


def test_a_gap_is_said_as_a_person_says_it() -> None:
    when = Condition(
        ages=Ages(12, 26),
        statuses=frozenset({"duldung"}),
        municipalities=frozenset({"08215007"}),
        topics=frozenset({"arbeit"}),
    )
    said = finding_in_words(Acceptance(FindingKind.GAP, when), WORDS)
    assert said == "12 bis 26 Jahre mit Duldung in Bretten, Anliegen Arbeit: niemand"


def test_a_gap_by_the_parents_age_names_the_parents() -> None:
    when = Condition(ages=Ages(0, 11))
    said = finding_in_words(Acceptance(FindingKind.GAP, when, Ages(27, 120)), WORDS)
    assert said == "Bis 11 Jahre, Eltern ab 27 Jahren: niemand"


def test_an_overlap_names_the_services_in_their_order() -> None:
    services = ("jmd", "mbe")
    finding = Acceptance(FindingKind.OVERLAP, Condition(), services=services)
    assert finding_in_words(finding, WORDS) == "Alle Fälle: MBE und JMD zugleich"


@pytest.mark.parametrize(
    ("states", "is_accepted", "letters", "said", "kind"),
    [
        ({"none"}, False, "0", "niemand", "none"),
        ({"one"}, False, "1", "ein Dienst", "one"),
        ({"several"}, False, "2+", "mehrere Dienste", "several"),
        ({"one", "none"}, False, "0/1", "je nach Angaben niemand oder ein Dienst", "mixed"),
        (
            {"one", "none", "several"},
            False,
            "0/1/2+",
            "je nach Angaben niemand, ein Dienst oder mehrere Dienste",
            "mixed",
        ),
        ({"none"}, True, "0", "niemand, hingenommen", "accepted"),
        (
            {"none", "one"},
            True,
            "0/1",
            "je nach Angaben niemand oder ein Dienst, hingenommen",
            "accepted",
        ),
        (set(), False, "–", "diesen Fall gibt es nicht", "void"),
    ],
)
def test_a_cell_has_letters_for_the_eye_and_words_for_the_ear(
    states: set[str], is_accepted: bool, letters: str, said: str, kind: str
) -> None:
    mark = mark_of(states, is_accepted=is_accepted)
    assert (mark.letters, mark.words, mark.kind) == (letters, said, kind)


def test_facts_are_named_as_the_page_names_them() -> None:
    facts = [Dimension.AGE, Dimension.MUNICIPALITY, Dimension.TOPIC]
    assert facts_in_words(facts) == "Alter, Gemeinde und Anliegen"
    assert all(facts_in_words([one]) for one in Dimension)
