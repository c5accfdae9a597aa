"""Markup, formulas and giant words typed into comments, answers, questions and comparisons."""

import time
from io import BytesIO
from urllib.parse import urlencode
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import pytest
from django.test import Client
from openpyxl import load_workbook

from agreement.comparison.texts import compare_blocks, new_of, old_of
from agreement.enums import Disclosure
from agreement.models import ClauseQuestion, Consultation, ConsultationComment, Invitation, Review
from agreement.text.runs import BlockKind, Run, TextBlock
from tests.security.asking import Onlooker
from tests.security.world import World

pytestmark = [
    pytest.mark.django_db,
    # Wagtail leaves the temporary file of a rendition to the garbage collector.
    pytest.mark.filterwarnings("ignore:Unclosed file:ResourceWarning"),
]

HOME = "/intern/abstimmung/"
ASK = "/intern/rueckfragen/beraten/{clause}/"
SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'><svg/onload=alert(3)>{{ 7*7 }}"
FORMULAS = ("=cmd|' /C calc'!A0", "+1+1", "-1+1", "@SUM(1)", "\t=1+1", "=HYPERLINK(1)")
MARKS = ("<script>alert(1)", "<img src=x", "<svg/onload", "49*")


def spoken(world: World, text: str) -> ConsultationComment:
    """Let the text stand wherever somebody may type one, released and seen by everybody."""
    consulted = world.consulted
    block = {"kind": "paragraph", "runs": [{"text": text, "href": "javascript:alert(4)"}]}
    ConsultationComment.objects.filter(pk=consulted.released.pk).update(
        text=text, quote=text, proposal=[block], organisation_name=text
    )
    consulted.released.disposition.reason = text
    consulted.released.disposition.save()
    Consultation.objects.filter(pk=consulted.running.pk).update(
        message=text, disclosure=Disclosure.RELEASED
    )
    Invitation.objects.filter(pk=consulted.answer.pk).update(
        answer=text, position="agrees", organisation_name=text, released_at=consulted.ended.ended_at
    )
    ClauseQuestion.objects.filter(pk=consulted.question.pk).update(
        text=text, organisation_name=text, answer=text, answered_at=consulted.ended.ended_at
    )
    Review.objects.update(occasion=text, outcome=text)
    return consulted.released


def places(world: World) -> list[str]:
    """Return every page that shows what was typed."""
    running, clause = world.consulted.running.pk, world.consulted.clause
    return [
        HOME,
        f"{HOME}{running}/",
        f"{HOME}{running}/text/zielgruppen/",
        f"{HOME}{running}/anmerken/{clause}/",
        f"{HOME}{running}/entwuerfe/{world.there.uuid}/",
        f"{HOME}{running}/synopse/",
        f"{HOME}{running}/verwalten/",
        f"/beraten/k/{clause}/",
        "/intern/rueckfragen/",
        f"/intern/rueckfragen/beraten/{clause}/",
        f"/intern/rueckfragen/frage/{world.consulted.question.pk}/antwort/",
        f"/intern/rueckfragen/ueberpruefung/{world.consulted.review.pk}/",
        "/intern/",
        "/admin/",
    ]


@pytest.mark.parametrize("role", ["editor_there", "coordination"])
def test_markup_that_somebody_typed_is_shown_as_words(world: World, role: str) -> None:
    spoken(world, SCRIPT)
    onlooker, shown = Onlooker(world, role), 0
    for address in places(world):
        answer = onlooker.answer("GET", address)
        assert answer.status_code in {200, 302, 403, 404}, address
        page = answer.content.decode()
        for mark in MARKS:
            assert mark not in page, (address, mark)
        assert 'href="javascript:' not in page, address
        shown += "&lt;script&gt;alert(1)" in page
    assert shown > 4, "hardly anything was shown"


@pytest.mark.parametrize("text", [SCRIPT, "]]>&<w:p/>", *FORMULAS])
def test_what_was_typed_is_text_in_every_file(world: World, text: str) -> None:
    spoken(world, text)
    onlooker = Onlooker(world, "coordination")
    here = f"{HOME}{world.consulted.running.pk}/synopse/"
    book = load_workbook(BytesIO(onlooker.answer("GET", f"{here}xlsx/").content))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert any(text.strip() in str(cell.value) for cell in cells)
    assert not [cell.coordinate for cell in cells if cell.data_type == "f"]
    with ZipFile(BytesIO(onlooker.answer("GET", f"{here}docx/").content)) as archive:
        whole = ""
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                ET.fromstring(archive.read(name))
                whole += archive.read(name).decode()
    assert "<script" not in whole
    assert "<w:p/>&lt;" not in whole
    assert "javascript:" not in whole


WORDS = " ".join(f"Wort{number}" for number in range(100_000))


def sent(**more: str) -> str:
    """Return the form of a comment."""
    return urlencode({"kind": "remark", "text": "Beispiel", "quote": "", "lines": ""} | more)


@pytest.mark.parametrize(
    "form",
    [
        sent(text=WORDS),
        sent(quote="q" * 10_000),
        sent(kind="proposal", lines=WORDS),
        sent(kind="proposal", lines="a " * 100_000),
        sent(kind="proposal", lines="a\n" * 20_000),
        sent(kind="proposal", lines="- " * 20_000),
        sent(text="\x00"),
        sent(quote="\x00"),
        sent(kind="proposal", lines="\x00"),
        sent(kind="proposal", lines="\u202e\u200b\ufeff"),
        sent(kind="strange"),
        sent(organisation="9" * 5_000),
        sent(base="9" * 5_000),
        sent(text="a" * 3_000_000),
    ],
    ids=range(14),
)
def test_no_comment_makes_the_portal_fail_or_wait(world: World, form: str) -> None:
    onlooker = Onlooker(world, "editor_there")
    running, began = world.consulted.running.pk, time.process_time()
    for door in (
        f"anmerken/{world.consulted.clause}/",
        "anmerken/",
        f"anmerkung/{world.consulted.draft.pk}/",
        f"stellungnahme/{world.there.uuid}/",
    ):
        answer = onlooker.answer("POST", f"{HOME}{running}/{door}", form)
        assert answer.status_code in {200, 302, 400, 413}, door
    assert time.process_time() - began < 20


@pytest.mark.parametrize(
    ("door", "form"),
    [
        (ASK, {"text": WORDS}),
        (ASK, {"text": "\x00"}),
        (ASK, {"text": "   \u200b "}),
        (ASK + "ueberpruefung/", {"due_on": "2026-02-30", "occasion": WORDS}),
        (ASK + "ueberpruefung/", {"due_on": "9999-12-31"}),
        (ASK + "ueberpruefung/", {"due_on": "0001-01-01"}),
        (ASK + "ueberpruefung/", {"due_on": "99999999-99-99"}),
        ("/intern/rueckfragen/ueberpruefung/{review}/", {"act": "done", "outcome": WORDS}),
        ("/intern/rueckfragen/ueberpruefung/{review}/", {"due_on": "\x00"}),
        ("/intern/rueckfragen/frage/{question}/antwort/", {"text": WORDS}),
        ("/intern/rueckfragen/frage/{question}/antwort/", {"text": "\x00"}),
        (HOME + "{running}/verwalten/", {"act": "extend", "open_until": "9999-99-99"}),
        (HOME + "{running}/verwalten/", {"act": "extend", "open_until": "9999-12-31"}),
        (HOME + "{running}/verwalten/", {"act": "extend", "open_until": "\x00"}),
        (HOME + "{running}/verwalten/", {"act": "\x00"}),
        (HOME + "{running}/synopse/", {"comment": "\x00", "result": "\x00", "reason": WORDS}),
        (HOME + "{running}/synopse/", {"comment": "{released}", "base": WORDS, "reason": "x"}),
        ("/intern/aenderungen/", {"agreement": "\x00", "version": "9" * 5_000, "digest": WORDS}),
        ("/intern/aenderungen/", {"agreement": "beraten", "version": "1", "organisation": "\x00"}),
    ],
)
def test_no_form_of_the_coordination_fails(world: World, door: str, form: dict[str, str]) -> None:
    consulted = world.consulted
    named = {
        "clause": consulted.clause,
        "review": consulted.review.pk,
        "question": consulted.question.pk,
        "running": consulted.running.pk,
        "released": consulted.released.pk,
    }
    filled = {
        name: value.replace("{released}", str(named["released"])) for name, value in form.items()
    }
    onlooker = Onlooker(world, "coordination")
    answer = onlooker.answer("POST", door.format(**named), urlencode(filled))
    assert answer.status_code in {200, 302, 400, 403, 409}


@pytest.mark.parametrize(
    "address",
    [
        "/beraten/vergleich/{one}/1/",
        "/beraten/vergleich/1/{one}/",
        "/beraten/vergleich/1/{one}.docx",
        "/beraten/vergleich/{one}/1.pdf",
        "/beraten/vergleich/?von={one}&nach=1",
        "/beraten/vergleich/1/1/?abschnitt={one}&art={one}&nur={one}&ansicht={one}",
        "/beraten/fassungen/{one}/",
        "/beraten/fassungen/{one}/dienste/",
        "/beraten/fassungen/{one}/gesamttext/",
        "/beraten/dienste/?stand={one}",
        "/beraten/gesamttext/?stand={one}",
        "/beraten/k/{one}/",
        "/beraten/k/{clause}/?fassung={one}",
        "/beraten/k/{clause}/?stand={one}",
        "/beraten/fassungen/feed/{one}/",
        "/beraten/fassungen/feed/k/{one}/",
        "/beraten/fassungen/folgen/?abschnitt={one}&klausel={one}",
        "/intern/rueckfragen/?page={one}&vereinbarung={one}&stand={one}",
        "/intern/abstimmung/?page={one}",
        "/intern/abstimmung/{running}/synopse/?offen={one}&organisation={one}&abschnitt={one}",
        "/intern/rueckfragen/ueberpruefung/{one}/",
        "/intern/rueckfragen/{one}/{clause}/",
    ],
)
def test_no_number_day_or_name_makes_a_page_fail(world: World, address: str) -> None:
    strange = (
        *("0", "-1", "9" * 30, "9" * 5_000, "1e9", "%D9%A3", "x", "2026-02-30", "0001-01-01"),
        *("9999-12-31", "%F0%9F%92%A9", "%27--", "runde-0", "runde-9", "arbeitsfassung", "1%2F2"),
        "%00",
    )
    onlooker = Onlooker(world, "coordination")
    for one in strange:
        url = address.format(
            one=one, clause=world.consulted.clause, running=world.consulted.running.pk
        )
        status = onlooker.answer("GET", url).status_code
        assert status in {200, 302, 301, 400, 404, 429}, url[:120]


def test_two_huge_texts_that_share_nothing_are_compared_in_bounds() -> None:
    def text(word: str) -> tuple[TextBlock, ...]:
        words = " ".join(f"{word}{number}" for number in range(50_000))
        same = "der die das " * 15_000
        return tuple(
            TextBlock(BlockKind.PARAGRAPH, (Run(one),)) for one in (words, same, f"{word} {same}")
        )

    old, new = text("alt"), text("neu")
    began = time.process_time()
    changes = compare_blocks(old, new)
    assert time.process_time() - began < 15
    assert (old_of(changes), new_of(changes)) == (old, new)


def test_a_comparison_of_texts_one_may_not_read_is_like_one_of_none(world: World) -> None:
    visitor = Client()
    for pair in ("1/2", "1/arbeitsfassung", "arbeitsfassung/1", "1/runde-1", "runde-1/runde-2"):
        for agreement in ("vereinbarung", "beraten", "geschlossen"):
            for end in ("/", ".docx", ".pdf"):
                closed = visitor.get(f"/{agreement}/vergleich/{pair}{end}")
                assert closed.status_code == 404, (agreement, pair, end)
