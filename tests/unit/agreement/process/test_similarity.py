"""Which clauses a vanished one resembles, and that it takes no age to find out."""

from time import process_time

from hypothesis import given
from hypothesis import strategies as st

from agreement.process.similarity import LEAST, MOST, resembling

TEXT = "Der abgebende Dienst lädt zu einem gemeinsamen Gespräch ein und schreibt mit."


def test_the_most_alike_comes_first_and_strangers_do_not_come() -> None:
    found = resembling(
        TEXT,
        {
            "same": TEXT,
            "close": TEXT.replace("schreibt mit", "führt das Protokoll"),
            "other": "Anlage: Formulare.",
        },
    )
    assert [key for key, _per_cent in found] == ["same", "close"]
    assert found[0][1] == 100


@given(st.text(max_size=80), st.dictionaries(st.text(max_size=5), st.text(max_size=80)))
def test_suggestions_are_few_sorted_and_within_bounds(text: str, others: dict[str, str]) -> None:
    found = resembling(text, others)
    per_cents = [per_cent for _key, per_cent in found]
    assert len(found) <= MOST
    assert per_cents == sorted(per_cents, reverse=True)
    assert all(round(LEAST * 100) <= per_cent <= 100 for per_cent in per_cents)


def test_a_long_agreement_is_searched_in_a_moment() -> None:
    others = {str(n): " ".join(f"Wort{(n * k) % 97}" for k in range(400)) for n in range(180)}
    start = process_time()
    resembling(others["7"], others)
    assert process_time() - start < 5
