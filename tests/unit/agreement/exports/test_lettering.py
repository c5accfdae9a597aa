"""Whatever the text, there is a file: what the typesetter cannot show stands by its code point."""

import resource
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agreement.exports import pdf, typesetting
from agreement.exports.lettering import Care, is_printable, printable
from agreement.exports.pdf import render_pdf
from agreement.exports.typesetting import NotTypeset, typeset, typeset_apart
from tests.factories import versions

NOW = datetime(2026, 11, 23, tzinfo=UTC)
LETTERS = st.characters(exclude_categories=["Cs"])
MARKS = st.characters(categories=["Mn", "Mc", "Me", "Cf"])


@settings(max_examples=30)
@given(st.lists(st.one_of(LETTERS, MARKS), max_size=30).map("".join))
def test_every_text_can_be_printed(text: str) -> None:
    clause = versions.clause(versions.paragraph(text), versions.item(text), heading=text)
    made = versions.snapshot(versions.section(clause, title=text), title=f"Beispiel {text}")
    assert render_pdf(versions.document(made), []).startswith(b"%PDF")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Straße – „Ärger“ § 3", "Straße – „Ärger“ § 3"),
        ("ñ Ж ע ع", "ñ Ж ע ع"),
        ("a\u0301", "a\u0301"),
        ("]\u20dd", "][U+20DD]"),
        ("\U0001f468\u200d\U0001f469", "[U+1F468][U+200D][U+1F469]"),
        ("\x00", "[U+0000]"),
    ],
)
def test_letters_stay_where_the_fonts_have_them(text: str, shown: str) -> None:
    assert printable(text) == shown


def test_with_more_care_less_is_shown() -> None:
    text = "Öl a\u0301 Ж"
    assert printable(text, Care.MARKS) == "Öl a[U+0301] Ж"
    assert printable(text, Care.ALL) == "Öl a[U+0301] [U+0416]"


def test_a_file_is_made_with_more_care_where_it_fails_with_less(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told = []

    def failing_twice(template: object, inputs: dict[str, str], *more: object) -> bytes:
        told.append(inputs["document"])
        if len(told) < len(Care):
            raise NotTypeset("Beispiel")
        return b"made"

    monkeypatch.setattr(pdf, "typeset_apart", failing_twice)
    clause = versions.clause(versions.paragraph("Ж a\u0301"))
    document = versions.document(versions.snapshot(versions.section(clause)))
    assert render_pdf(document, []) == b"made\n"
    assert ["Ж" in each for each in told] == [True, True, False]
    assert ["\u0301" in each for each in told] == [True, False, False]


def test_what_stops_the_typesetter_does_not_stop_the_portal(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class PanicException(BaseException):  # called as in the typesetter
        """What the typesetter raises when it breaks."""

    def broken(*_arguments: object, **_options: object) -> bytes:
        raise PanicException("end byte index 9 is out of bounds")

    monkeypatch.setattr("typst.compile", broken)
    with pytest.raises(NotTypeset, match="out of bounds"):
        typeset("", {}, ("a-3u",), NOW)
    is_printable.cache_clear()
    assert not is_printable("Ж")
    is_printable.cache_clear()


def test_somebody_who_interrupts_is_heard(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_arguments: object, **_options: object) -> bytes:
        raise KeyboardInterrupt

    monkeypatch.setattr("typst.compile", interrupted)
    with pytest.raises(KeyboardInterrupt):
        typeset("", {}, ("a-3u",), NOW)


@pytest.mark.parametrize("door", [typeset, typeset_apart])
def test_a_faulty_template_is_told(door: Any) -> None:
    with pytest.raises(NotTypeset, match="unknown variable"):
        door("#nothing", {}, ("a-3u",), NOW)


def test_a_process_of_its_own_makes_the_same_file() -> None:
    job: Any = ("#set document(title: [A])\n#sys.inputs.a", {"a": "Ж"}, ("a-3u",), NOW)
    assert typeset_apart(*job) == typeset(*job)


def test_who_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typesetting, "MOST_SECONDS", 0.01)
    with pytest.raises(NotTypeset, match="not done after"):
        typeset_apart("#range(100000000).sum()", {}, ("a-3u",), NOW)


def test_making_files_leaves_no_memory_behind() -> None:
    document = versions.document(versions.long(clauses=20, size=60_000))
    render_pdf(document, [])
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for number in range(3):
        render_pdf(replace(document, title=f"Beispiel {number}"), [])
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 10_000  # kilobytes
