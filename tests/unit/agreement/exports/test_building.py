"""The form for print: lists within lists, fields as tables, names for what has gone."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from agreement.exports.building import build_document
from agreement.exports.document import Lines, ListItem, Paragraph, Table, TextList
from agreement.exports.lettering import breakable
from agreement.exports.text_lists import nested
from agreement.responsibility.rules import Condition
from agreement.snapshot import AcceptedSnapshot, FieldSnapshot, LineageSnapshot
from agreement.text.runs import BlockKind, Run, TextBlock
from agreement.wording import Words
from tests.factories import versions

BLOCKS = st.builds(
    TextBlock,
    st.sampled_from(BlockKind),
    st.tuples(st.builds(Run, st.text(max_size=5))),
    st.integers(0, 4),
)


def _texts(part: Paragraph | TextList | ListItem) -> list[str]:
    own = [] if isinstance(part, TextList) else ["".join(run.text for run in part.runs)]
    inner: tuple[TextList | ListItem, ...] = ()
    if isinstance(part, TextList):
        inner = part.items
    elif isinstance(part, ListItem):
        inner = part.lists
    return own + [text for each in inner for text in _texts(each)]


@given(st.lists(BLOCKS, max_size=12))
def test_no_block_is_lost_or_moved(blocks: list[TextBlock]) -> None:
    found = [text for part in nested(blocks) for text in _texts(part)]
    assert found == [block.text for block in blocks]


def test_a_list_of_the_other_kind_is_another_list() -> None:
    first, second = nested([versions.item("a"), versions.item("b", numbered=True)])
    assert isinstance(first, TextList)
    assert isinstance(second, TextList)
    assert (first.is_numbered, second.is_numbered) == (False, True)


def test_fields_with_several_facts_are_tables() -> None:
    found = {
        field.label: field for field in versions.document(versions.everything()).sections[1].fields
    }
    providers = found["Träger und wo"]
    assert isinstance(providers, Table)
    assert providers.rows == (("Beispielverband", "Östringen", "ab 1. Januar 2026"),)
    assert found["Anlässe"] == Lines("Anlässe", ("27. Geburtstag", "Umzug"))
    assert found["Abgebender Dienst"] == Lines("Abgebender Dienst", ("JMD",))


def test_providers_without_dates_have_no_column_for_them() -> None:
    row = {"name": "A", "municipalities": [], "valid_from": "", "valid_until": ""}
    field = FieldSnapshot("providers", "Träger", [row])
    made = versions.document(
        versions.snapshot(versions.section(versions.clause(), fields=(field,)))
    )
    (table,) = made.sections[0].fields
    assert isinstance(table, Table)
    assert table.columns == ("Träger", "Gemeinden")
    assert table.rows == (("A", "alle übrigen Gemeinden"),)


def test_what_became_of_clauses_is_told_by_their_old_numbers() -> None:
    gone, former = versions.uid(), versions.uid()
    clause = versions.clause()
    made = versions.snapshot(
        versions.section(clause),
        lineage=(LineageSnapshot(gone, "replaced", (clause.uid,), "Neu geordnet."),),
        parties=(versions.party(succeeds=former), versions.party()),
    )
    words = Words(clauses={clause.uid: clause.number})
    earlier = {gone: "§ 7 Abs. 2", former: "Alter Verein"}
    document = build_document(made, versions.standing(made), words, earlier)
    assert document.lineage == (
        "§ 7 Abs. 2: Ersetzt durch eine andere Klausel: § 1 Abs. 1. Neu geordnet.",
    )
    assert document.parties[0].succeeds == "Alter Verein"


def test_accepted_gaps_are_told_with_reason_and_day() -> None:
    accepted = AcceptedSnapshot(
        "gap", Condition(), None, ("jmd",), "Beschlossen.", date(2026, 11, 1)
    )
    document = versions.document(versions.snapshot(accepted=(accepted,)))
    assert document.accepted == (
        "Lücke: Alle Fälle (JMD). Beschlossen. Angenommen am 1. November 2026.",
    )


@given(st.text())
def test_places_to_break_change_no_letter(text: str) -> None:
    assert breakable(text).replace("\u200b", "") == text.replace("\u200b", "")
