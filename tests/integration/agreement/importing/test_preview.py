"""Importing in the admin: upload, corrections, answers, taking over, discarding."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from agreement.models import (
    Agreement,
    AgreementVersion,
    ClauseLineage,
    ImportDraft,
    InterfaceSectionPage,
    SectionPage,
    WorkingTextPage,
)
from agreement.text.parse import parse_rich_text
from agreement.text.runs import plain_text
from tests.factories import agreement as texts
from tests.factories import people
from tests.factories.directory import organisation
from tests.factories.imports import as_json, clause, docx, section, text

# Django leaves the temporary file of an upload to the garbage collector.
pytestmark = pytest.mark.filterwarnings("ignore:Unclosed file:ResourceWarning")

PAGE = "/admin/agreement/import/"
WORDS = "Die Partner arbeiten zusammen und treffen sich vier Mal im Jahr an einem Ort."
HALF = "Die Partner arbeiten zusammen und treffen sich vier Mal und zahlen dafür an alle."


@pytest.fixture
def browser(coordination: Any) -> Client:
    client = Client()
    client.force_login(coordination)
    return client


def upload(browser: Client, content: bytes, name: str = "datei.json", **data: Any) -> Any:
    file = SimpleUploadedFile(name, content)
    return browser.post(PAGE, {"file": file, "agreement": "", **data}, follow=True)


def begun(browser: Client, content: bytes, name: str = "datei.json", **data: Any) -> str:
    """Upload a file and return the address of its preview."""
    answer = upload(browser, content, name, **data)
    (kept,) = ImportDraft.objects.all()
    assert answer.redirect_chain == [(f"{PAGE}{kept.pk}/", 302)]
    return f"{PAGE}{kept.pk}/"


def filled(browser: Client, url: str) -> dict[str, str]:
    """Return the fields of a page's first form as they stand there."""
    page = browser.get(url)
    forms = [
        page.context.get("head"),
        *(form for form, *_rest in page.context.get("sections", [])),
        *(form for _number, form in page.context.get("forms", [])),
    ]
    data = {
        bound.html_name: "" if bound.value() is None else str(bound.value())
        for form in forms
        if form is not None
        for bound in form
    }
    return {"text-revision": str(ImportDraft.objects.get().revision), **data}


def save(browser: Client, url: str, **changes: str) -> Any:
    data = {
        **filled(browser, url),
        **{k.replace("__", "-").replace("_", "-"): v for k, v in changes.items()},
    }
    return browser.post(url, data, follow=True)


def words(answer: Any) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def wordings(page: Any) -> list[str]:
    return [plain_text(parse_rich_text(child.value["text"].source)) for child in page.clauses]


def test_a_word_file_is_corrected_and_taken_over(browser: Client) -> None:
    content = docx(
        ("Title", "Vereinbarung (Beispiel)"),
        ("Heading 1", "§ 1 Ziele"),
        "(1) Eins.",
        "(2) Zwei.",
        "(3) Drei.",
        ("Heading 1", "§ 2 Übergänge"),
        "Vier.",
    )
    url = begun(browser, content, "alt.docx")
    assert "neue Vereinbarung mit 4 Klauseln" in words(browser.get(url))
    assert not SectionPage.objects.exists()
    save(
        browser,
        f"{url}0/",
        clause_0__heading="Erstens",
        clause_0__lines="Eins.\n- Punkt\n===\nGeteilt.",
        clause_1__act="merge",
        clause_2__act="drop",
    )
    answer = save(
        browser,
        url,
        text__title="Neuer Titel (Beispiel)",
        text__reference="AZ 7",
        section_1__title="Schnittstelle",
        section_1__kind="interface",
        act="take_over",
    )
    assert "Der Text steht jetzt in der Arbeitsfassung" in words(answer)
    agreement = Agreement.objects.get()
    assert (agreement.title, agreement.reference) == ("Neuer Titel (Beispiel)", "AZ 7")
    first, second = WorkingTextPage.objects.get().sections()
    assert wordings(first) == ["Eins.\nPunkt", "Geteilt.\nZwei."]
    assert first.clauses[0].value["heading"] == "Erstens"
    assert isinstance(second, InterfaceSectionPage)
    assert second.title == "Schnittstelle"
    assert not ImportDraft.objects.exists()
    assert not AgreementVersion.objects.exists()


def test_nothing_is_saved_before_it_is_taken_over_and_discarding_leaves_nothing(
    browser: Client,
) -> None:
    url = begun(browser, as_json(text()))
    answer = browser.post(url, {"act": "discard"}, follow=True)
    assert "Es hat sich nichts geändert" in words(answer)
    assert not ImportDraft.objects.exists()
    assert not Agreement.objects.exists()


def test_a_begun_import_is_found_again(browser: Client) -> None:
    url = begun(browser, as_json(text()), "fassung-3.json")
    page = words(browser.get(PAGE))
    assert "fassung-3.json" in page
    assert url in page


def test_the_next_version_asks_about_what_is_doubtful(browser: Client) -> None:
    made = texts.agreement(title="Rahmen (Beispiel)")
    working = texts.working_text(of=made)
    same, alike = texts.clause(text="<p>Gleich.</p>"), texts.clause(text=f"<p>{WORDS}</p>")
    gone = texts.clause(heading="Geht")
    texts.section(same, alike, gone, of=working, title="Ziele")
    data = text(
        section(clause(None, "Gleich."), {**clause(None, HALF), "heading": "Anders"}),
        title="Anders (Beispiel)",
    )
    url = begun(browser, as_json(data), agreement=str(made.pk))
    page = words(browser.get(url))
    assert "1 Klauseln wie bisher, 0 neu, 1 noch unklar" in page
    answer = save(browser, url, act="take_over")
    assert "Noch nicht übernommen" in words(answer)
    assert "Hier fehlt die Antwort" in words(answer)
    assert f"{url}0/?seite=1#klausel-1" in words(answer)
    choices = words(browser.get(f"{url}0/"))
    assert f"wohl § 1 Abs. 2 {alike['value']['heading']}" in choices
    save(browser, f"{url}0/", clause_1__answer=alike["id"])
    assert "Geht" in words(browser.get(url))
    save(browser, url, act="take_over")
    (page_now,) = WorkingTextPage.objects.get().sections()
    assert [child.id for child in page_now.clauses] == [same["id"], alike["id"]]
    assert wordings(page_now) == ["Gleich.", HALF]
    # What became of the one that is gone, the page for versions asks.
    assert not ClauseLineage.objects.exists()


def test_a_doubtful_clause_can_be_a_new_one(browser: Client) -> None:
    made = texts.agreement()
    old = texts.clause(text=f"<p>{WORDS}</p>")
    texts.section(old, of=texts.working_text(of=made), title="Ziele")
    data = text(section({**clause(None, HALF), "heading": "Anders"}))
    url = begun(browser, as_json(data), agreement=str(made.pk))
    save(browser, f"{url}0/", clause_0__answer="new")
    save(browser, url, act="take_over")
    (child,) = WorkingTextPage.objects.get().sections()[0].clauses
    assert child.id != old["id"]


def test_two_clauses_cannot_be_the_same(browser: Client) -> None:
    made = texts.agreement()
    old = texts.clause()
    texts.section(old, of=texts.working_text(of=made), title="Ziele")
    url = begun(browser, as_json(text(section(clause("a"), clause("b")))), agreement=str(made.pk))
    save(browser, f"{url}0/", clause_0__answer=old["id"], clause_1__answer=old["id"])
    answer = save(browser, url, act="take_over")
    assert "Zwei Klauseln können nicht dieselbe sein" in words(answer)


def test_an_emptied_text_is_refused_at_its_place_and_nothing_is_lost(browser: Client) -> None:
    url = begun(browser, as_json(text(section(clause("a"), title="Ziele"))))
    save(browser, f"{url}0/", clause_0__heading="Bleibt", clause_0__lines="")
    answer = save(browser, url, act="take_over")
    assert "Abschnitt 1 „Ziele“, Klausel 1: Die Klausel hat keinen Text" in words(answer)
    assert filled(browser, f"{url}0/")["clause-0-heading"] == "Bleibt"
    assert not Agreement.objects.exists()


def test_a_missing_title_stays_at_its_field(browser: Client) -> None:
    url = begun(browser, as_json(text(section(clause("a"), title="Ziele"))))
    answer = save(browser, url, text__title="", section_0__title="Neu")
    assert "Nicht gespeichert" in words(answer)
    assert answer.context["head"].errors["title"]
    assert answer.context["sections"][0][0]["title"].value() == "Neu"


def test_an_older_window_does_not_overwrite_a_newer_one(browser: Client) -> None:
    url = begun(browser, as_json(text(section(clause("a"), title="Ziele"))))
    older = filled(browser, f"{url}0/")
    save(browser, url, section_0__title="Neuer")
    answer = browser.post(f"{url}0/", {**older, "clause-0-lines": "Verloren?"}, follow=True)
    assert "In einem anderen Fenster" in words(answer)
    assert "Verloren?" in words(answer)
    assert ImportDraft.objects.get().text["text"]["sections"][0]["title"] == "Neuer"


def test_a_clause_that_went_meanwhile_is_asked_about_again(browser: Client) -> None:
    made = texts.agreement()
    old = texts.clause(text="<p>Gleich.</p>")
    page = texts.section(old, of=texts.working_text(of=made), title="Ziele")
    url = begun(browser, as_json(text(section(clause(None, "Gleich.")))), agreement=str(made.pk))
    texts.set_clauses(page, [texts.clause(text="<p>Etwas ganz anderes.</p>")])
    page.save_revision().publish()
    assert "1 noch unklar" in words(browser.get(url))


def test_a_long_section_comes_page_by_page(browser: Client) -> None:
    clauses = [clause(f"u{n}") for n in range(45)]
    url = begun(browser, as_json(text(section(*clauses))))
    page = browser.get(f"{url}0/?seite=3")
    assert len(page.context["forms"]) == 5
    assert "Seite 3 von 3" in words(page)
    save(browser, f"{url}0/?seite=3", clause_44__lines="Letzte.")
    kept = ImportDraft.objects.get().text["text"]["sections"][0]["clauses"]
    assert len(kept) == 45
    assert kept[44]["text"][0]["runs"] == [{"text": "Letzte."}]


def test_a_forged_answer_is_refused(browser: Client) -> None:
    made = texts.agreement()
    texts.section(texts.clause(), of=texts.working_text(of=made), title="Ziele")
    url = begun(browser, as_json(text(section(clause("a")))), agreement=str(made.pk))
    answer = save(browser, f"{url}0/", clause_0__answer=texts.uid())
    assert "Nicht gespeichert" in words(answer)


def test_a_file_that_is_refused_says_why_at_its_field(browser: Client) -> None:
    answer = upload(browser, b'{"title": 1.5}')
    assert "„1.5“ ist keine ganze Zahl" in answer.context["form"].errors["file"][0]
    assert "alte Word-Datei" in str(
        upload(browser, b"\xd0\xcf\x11\xe0", "alt.doc").context["form"].errors["file"]
    )
    assert "Bitte wählen Sie eine Datei" in str(
        browser.post(PAGE, {}).context["form"].errors["file"]
    )
    assert not ImportDraft.objects.exists()


def test_the_title_of_a_word_file_does_not_rename_the_agreement(browser: Client) -> None:
    made = texts.agreement(title="Heißt so (Beispiel)")
    url = begun(
        browser, docx(("Title", "Entwurf 7"), "(1) Eins."), "x.docx", agreement=str(made.pk)
    )
    assert filled(browser, url)["text-title"] == "Heißt so (Beispiel)"


def test_nobody_but_the_coordination_imports(browser: Client) -> None:
    url = begun(browser, as_json(text()))
    house = organisation()
    for person in (people.editor(of=house), people.lead_editor(of=house), people.administrator()):
        client = Client()
        client.force_login(person)
        for address in (PAGE, url, f"{url}0/"):
            assert client.get(address).status_code == 302, person
            # 403 gives somebody back what he wrote; it lets nobody in either.
            assert client.post(address, {"act": "take_over"}).status_code in {302, 403}
    assert ImportDraft.objects.count() == 1
    assert not Agreement.objects.exists()


def test_begun_imports_are_everybodys_own(browser: Client) -> None:
    url = begun(browser, as_json(text()), "meine.json")
    colleague = Client()
    colleague.force_login(people.coordination())
    assert "meine.json" not in words(colleague.get(PAGE))
    for address in (url, f"{url}0/"):
        assert colleague.get(address).status_code == 404
        assert colleague.post(address, {"act": "discard"}).status_code == 404
    assert ImportDraft.objects.exists()


def test_the_menu_leads_there_for_the_coordination_alone(browser: Client) -> None:
    assert PAGE in words(browser.get("/admin/"))
    editor = Client()
    editor.force_login(people.editor(of=organisation()))
    assert PAGE not in words(editor.get("/admin/"))


def test_a_section_that_is_not_there_is_not_found(browser: Client) -> None:
    url = begun(browser, as_json(text()))
    assert browser.get(f"{url}7/").status_code == 404


@pytest.mark.django_db
def test_the_preview_asks_the_database_the_same_however_long_the_text(
    browser: Client, django_assert_max_num_queries: Any
) -> None:
    made = texts.agreement()
    texts.section(texts.clause(), of=texts.working_text(of=made), title="Ziele")
    clauses = [clause(f"u{n}") for n in range(60)]
    url = begun(browser, as_json(text(section(*clauses))), agreement=str(made.pk))
    browser.get(url)
    with django_assert_max_num_queries(60):
        browser.get(url)
