"""Which clause of a file is which clause there is."""

from hypothesis import given
from hypothesis import strategies as st

from agreement.importing.matching import MatchState, Wording, match_clauses

LONG = (
    "Die Migrationsberatung für erwachsene Zugewanderte berät Menschen ab siebenundzwanzig Jahren "
    "in der Regel bis zu drei Jahre nach der Einreise und begleitet sie bei Bedarf zu Behörden."
)
OTHER = (
    "Der Jugendmigrationsdienst begleitet junge Menschen am Übergang von der Schule in den Beruf "
    "und arbeitet dafür eng mit Schulen, Kammern und der Agentur für Arbeit zusammen."
)


def known(uid: str, text: str, heading: str = "") -> Wording:
    return Wording(uid, heading or uid, text)


def found(text: str, heading: str = "", uid: str | None = None) -> Wording:
    return Wording(uid, heading, text)


def test_the_same_uid_is_the_same_clause_whatever_it_says() -> None:
    (match,) = match_clauses([found("Ganz anders.", uid="a")], [known("a", LONG)])
    assert (match.state, match.uid) == (MatchState.SAME, "a")


def test_a_uid_that_nobody_knows_is_a_new_clause_even_with_a_known_text() -> None:
    (match,) = match_clauses([found(LONG, uid="b")], [known("a", LONG)])
    assert match.state is MatchState.NEW


def test_the_same_text_is_the_same_clause_wherever_it_stands() -> None:
    matches = match_clauses([found(OTHER), found(LONG)], [known("a", LONG), known("b", OTHER)])
    assert [match.uid for match in matches] == ["b", "a"]


def test_the_same_text_twice_is_told_apart_by_its_heading() -> None:
    twice = [known("a", LONG, "Eins"), known("b", LONG, "Zwei")]
    matches = match_clauses([found(LONG, "Zwei"), found(LONG, "Eins")], twice)
    assert [match.uid for match in matches] == ["b", "a"]


def test_the_same_text_twice_without_headings_is_doubtful() -> None:
    matches = match_clauses(
        [found(LONG), found(LONG)], [known("a", LONG, "x"), known("b", LONG, "y")]
    )
    assert {match.state for match in matches} == {MatchState.DOUBTFUL}


def test_a_word_changed_is_still_the_same() -> None:
    changed = LONG.replace("Behörden", "Ämtern")
    (match,) = match_clauses([found(changed)], [known("a", LONG), known("b", OTHER)])
    assert (match.state, match.uid) == (MatchState.SAME, "a")


def test_half_of_the_words_changed_is_doubtful_with_the_likely_one_first() -> None:
    half = " ".join([*LONG.split()[:14], *OTHER.split()[:10]])
    (match,) = match_clauses([found(half)], [known("b", OTHER), known("a", LONG)])
    assert match.state is MatchState.DOUBTFUL
    assert match.uid is None
    assert match.likely[0] == "a"


def test_nothing_alike_is_new() -> None:
    (match,) = match_clauses([found("Der Landkreis zahlt.")], [known("a", LONG)])
    assert match.state is MatchState.NEW


def test_under_its_own_heading_a_clause_may_say_a_good_deal_else() -> None:
    changed = " ".join([*LONG.split()[:18], "und", "zahlt", "keine", "Gebühren", "dafür."])
    before = [known("a", LONG, "Auftrag"), known("b", OTHER, "Schule")]
    (same,) = match_clauses([found(changed, "Auftrag")], before)
    assert (same.state, same.uid) == (MatchState.SAME, "a")
    (doubtful,) = match_clauses([found("Dazu sagt dieser Text nichts.", "Auftrag")], before)
    assert (doubtful.state, doubtful.likely) == (MatchState.DOUBTFUL, ("a",))


TEXTS = st.lists(st.sampled_from(["Eins zwei drei.", "Eins zwei vier.", LONG, OTHER]), max_size=6)


@given(TEXTS, TEXTS)
def test_no_clause_is_ever_given_twice(new: list[str], old: list[str]) -> None:
    existing = [known(f"u{place}", text) for place, text in enumerate(old)]
    matches = match_clauses([found(text) for text in new], existing)
    given_uids = [match.uid for match in matches if match.uid]
    assert len(given_uids) == len(set(given_uids))
    assert len(matches) == len(new)


@given(st.lists(st.text("ab ", min_size=1), max_size=5))
def test_an_unchanged_text_matches_itself(texts: list[str]) -> None:
    clauses = [Wording(f"u{n}", f"Klausel {n}", text) for n, text in enumerate(texts)]
    again = [Wording(None, clause.heading, clause.text) for clause in clauses]
    assert [match.uid for match in match_clauses(again, clauses)] == [c.uid for c in clauses]
