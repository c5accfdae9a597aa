"""Who joins, leaves, takes another's place or signs differently, said in sentences."""

from dataclasses import replace

import pytest

from agreement.process.parties import party_changes
from agreement.snapshot import PartySnapshot, Snapshot

NORD = PartySnapshot("a", "Beispielwerk Nord", "Träger", "Vorstand")
SUED = PartySnapshot("b", "Beispielwerk Süd", "Träger", "Geschäftsführung")
NEW = PartySnapshot("c", "Beispielwerk Neu", "Träger", "Vorstand")


def of(*parties: PartySnapshot) -> Snapshot:
    return Snapshot("uuid", "Vereinbarung", "", 1, "", False, parties, ())


@pytest.mark.parametrize(
    ("after", "sentences"),
    [
        ((NORD, SUED), ()),
        ((SUED, NORD), ()),
        ((NORD, SUED, NEW), ("Beispielwerk Neu kommt als Partner dazu.",)),
        ((NORD,), ("Beispielwerk Süd ist nicht mehr Partner.",)),
        (
            (NORD, replace(NEW, succeeds="b")),
            ("Beispielwerk Neu tritt an die Stelle von Beispielwerk Süd.",),
        ),
        (
            (replace(NORD, succeeds="b"),),
            ("Beispielwerk Süd geht in Beispielwerk Nord auf.",),
        ),
        (
            (NORD, SUED, replace(NEW, succeeds="b")),
            ("Beispielwerk Neu kommt als Partner dazu.",),
        ),
        (
            (NORD, SUED, replace(NEW, succeeds="x")),
            ("Beispielwerk Neu kommt als Partner dazu.",),
        ),
        (
            (replace(NORD, name="Nordwerk"), SUED),
            ("Beispielwerk Nord heißt jetzt Nordwerk.",),
        ),
        (
            (replace(NORD, signatory="Geschäftsführung", deputy="Prokura"), SUED),
            (
                "Für Beispielwerk Nord unterzeichnet jetzt: Geschäftsführung.",
                "In Vertretung unterzeichnet für Beispielwerk Nord: Prokura.",
            ),
        ),
        (
            (replace(NORD, role=""), SUED),
            ("Beispielwerk Nord hat eine andere Rolle: keine genannt.",),
        ),
    ],
)
def test_every_change_is_one_sentence(
    after: tuple[PartySnapshot, ...], sentences: tuple[str, ...]
) -> None:
    assert party_changes(of(NORD, SUED), of(*after)) == sentences


def test_two_that_merge_into_a_third_are_both_accounted_for() -> None:
    merged = replace(NEW, succeeds="a")
    assert party_changes(of(NORD, SUED), of(merged)) == (
        "Beispielwerk Neu tritt an die Stelle von Beispielwerk Nord.",
        "Beispielwerk Süd ist nicht mehr Partner.",
    )
