"""Random texts of an agreement that share clauses, sections, partners and words."""

from hypothesis import strategies as st

from agreement.responsibility.facts import Ages
from agreement.responsibility.rules import Condition, Mode, Rule
from agreement.snapshot import (
    ClauseSnapshot,
    FieldSnapshot,
    PartySnapshot,
    SectionSnapshot,
    Snapshot,
)
from agreement.text.runs import BlockKind, Run, TextBlock

SAID = ("der JMD ", "berät ", "junge ", "Menschen ", "bis 26", ".", " ", "\n", "ä", "a b", "§ 3")
texts = st.lists(st.sampled_from(SAID), min_size=1, max_size=8).map("".join)
runs = st.builds(
    Run,
    texts,
    bold=st.booleans(),
    italic=st.booleans(),
    href=st.sampled_from(["", "", "https://example.org/a", "https://example.org/b"]),
    clause=st.sampled_from(["", "", "k1", "k2"]),
)
blocks = st.builds(
    TextBlock,
    st.sampled_from(BlockKind),
    st.lists(runs, min_size=1, max_size=4).map(tuple),
    st.integers(0, 2),
)
passages = st.lists(blocks, max_size=5).map(tuple)


@st.composite
def clauses(draw: st.DrawFn, uid: str) -> ClauseSnapshot:
    """A clause with up to two rules."""
    rules = [
        Rule(
            f"{uid}-{number}",
            uid,
            Mode.LEADS,
            draw(st.sampled_from(["jmd", "mbe"])),
            Condition(ages=draw(st.sampled_from([None, Ages(12, 26)]))),
        )
        for number in draw(st.sets(st.integers(0, 2), max_size=2))
    ]
    return ClauseSnapshot(
        uid=uid,
        number=draw(st.sampled_from(["§ 1", "§ 2", "§ 3"])),
        heading=draw(st.sampled_from(["", "Ziel", "Ziel und Zweck"])),
        is_binding=draw(st.booleans()),
        text=draw(passages),
        plain=draw(st.sampled_from(["", "Wir helfen.", "Wir helfen gern."])),
        change=draw(st.sampled_from(["", "substantial", "editorial"])),
        change_reason=draw(st.sampled_from(["", "Beschluss"])),
        rules=tuple(rules),
    )


rows = st.fixed_dictionaries(
    {
        "organisation": st.sampled_from("ab"),
        "name": st.sampled_from(["Beispielverband", "Beispielverein"]),
        "municipalities": st.lists(st.sampled_from("xy"), unique=True, max_size=2),
        "valid_from": st.sampled_from(["", "2026-01-01"]),
        "valid_until": st.just(""),
    }
)
VALUES = {
    "service": st.sampled_from(["", "jmd", "mbe"]),
    "access": texts,
    "providers": st.lists(rows, max_size=3),
    "tasks": st.lists(st.sampled_from(["beraten", "begleiten", "vermitteln"]), max_size=3),
}


@st.composite
def snapshots(draw: st.DrawFn) -> Snapshot:
    """A text of some of seven clauses, in any order, in some of four sections."""
    uids = draw(st.permutations([f"k{number}" for number in range(7)]))[: draw(st.integers(0, 7))]
    slugs = draw(st.permutations("abcd"))[: draw(st.integers(1, 4))]
    placed: dict[str, list[ClauseSnapshot]] = {slug: [] for slug in slugs}
    for uid in uids:
        placed[draw(st.sampled_from(slugs))].append(draw(clauses(uid)))
    sections = [
        SectionSnapshot(
            slug=slug,
            kind="general",
            number=f"§ {number}",
            title=draw(st.sampled_from(["Ziele", "Aufgaben"])),
            summary=draw(st.sampled_from(["", "Kurz gesagt."])),
            fields=tuple(
                FieldSnapshot(key, key.upper(), draw(VALUES[key]))
                for key in draw(st.lists(st.sampled_from(sorted(VALUES)), unique=True))
            ),
            clauses=tuple(placed[slug]),
        )
        for number, slug in enumerate(slugs)
    ]
    parties = draw(st.lists(st.sampled_from("abc"), unique=True))
    return Snapshot(
        agreement="x",
        title=draw(st.sampled_from(["Vereinbarung", "Schnittstellenvereinbarung"])),
        reference="",
        number=draw(st.integers(1, 9)),
        previous="",
        is_legacy=draw(st.booleans()),
        parties=tuple(
            PartySnapshot(one, one.upper(), "Träger", draw(st.sampled_from(["Vorstand", "Amt"])))
            for one in parties
        ),
        sections=tuple(sections),
    )
