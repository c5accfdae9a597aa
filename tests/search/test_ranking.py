"""Best first, with a real Elasticsearch: what counts more comes before what counts less."""

from datetime import date, timedelta

from django.utils import timezone

from portal.search.asking import Order
from portal.search.kinds import Kind
from portal.search.models import Synonyms
from tests.search.shelf import Shelf, ask, titles

FILLER = "Dieser Text handelt von vielen Dingen, die jeden Tag in einer Stelle zu tun sind."


def test_a_clause_and_an_office_come_before_an_old_article_that_says_the_same(
    shelf: Shelf,
) -> None:
    old = timezone.localdate() - timedelta(days=5 * 365)
    shelf.put("Wohngeld", FILLER, kind=Kind.ARTICLE, day=old)
    shelf.put("Wohngeld", FILLER, kind=Kind.PAGE)
    shelf.put("Wohngeld", FILLER, kind=Kind.OFFICE)
    shelf.put("Wohngeld", FILLER, kind=Kind.CLAUSE)
    shelf.fill()
    kinds = [hit.kind for hit in ask("Wohngeld").hits]
    assert set(kinds[:2]) == {Kind.CLAUSE, Kind.OFFICE}
    assert kinds[-1] == Kind.ARTICLE


def test_a_new_article_comes_before_an_old_one(shelf: Shelf) -> None:
    today = timezone.localdate()
    shelf.put("Sprachcafé", FILLER, kind=Kind.ARTICLE, day=today - timedelta(days=1500))
    shelf.put("Sprachcafé", FILLER, kind=Kind.ARTICLE, day=today - timedelta(days=10))
    shelf.fill()
    first, second = (hit.date for hit in ask("Sprachcafé").hits)
    assert first
    assert second
    assert first > second


def test_the_exact_word_comes_before_another_form_and_that_before_a_mistyped_one(
    shelf: Shelf,
) -> None:
    shelf.put("Beratungen im Überblick", FILLER)
    shelf.put("Beratung im Überblick", FILLER)
    shelf.put("Migrationsberatung im Überblick", FILLER)
    shelf.fill()
    assert titles(ask("Beratungen"))[0] == "Beratungen im Überblick"
    assert titles(ask("Beratung"))[0] == "Beratung im Überblick"
    assert "Migrationsberatung im Überblick" in titles(ask("Beratung"))


def test_the_title_counts_more_than_the_text(shelf: Shelf) -> None:
    shelf.put("Allerlei", f"{FILLER} Kindergarten.")
    shelf.put("Kindergarten", FILLER)
    shelf.fill()
    assert titles(ask("Kindergarten")) == ["Kindergarten", "Allerlei"]


def test_words_side_by_side_come_before_words_apart(shelf: Shelf) -> None:
    shelf.put("Eins", f"Der Aufenthalt ist das eine. {FILLER} Das Gesetz ist das andere.")
    shelf.put("Zwei", f"{FILLER} Das Gesetz Aufenthalt nennt man so. {FILLER}")
    shelf.fill()
    assert titles(ask("Gesetz Aufenthalt"))[0] == "Zwei"


def test_a_phrase_in_quotes_is_found_only_side_by_side(shelf: Shelf) -> None:
    shelf.put("Eins", "Der runde Tisch steht im Haus.")
    shelf.put("Zwei", "Der Tisch ist eine runde Sache.")
    shelf.fill()
    assert titles(ask('"runde Tisch"')) == ["Eins"]
    assert set(titles(ask("runde Tisch"))) == {"Eins", "Zwei"}


def test_a_paragraph_finds_the_clause_of_that_number_first(shelf: Shelf) -> None:
    shelf.put("Ziele", "Worum es geht.", label="§ 3 Abs. 1", kind=Kind.CLAUSE)
    shelf.put("Übergabe", "Wer wen wann anruft.", label="§ 3 Abs. 2", kind=Kind.CLAUSE)
    shelf.put("Fristen", "Näheres in § 3 Abs. 2.", label="§ 13 Abs. 2", kind=Kind.CLAUSE)
    shelf.fill()
    for asked in ("§ 3 Abs. 2", "§3 Abs 2", "§ 3 (2)", "3.2", "Paragraph 3 Absatz 2"):
        assert titles(ask(asked))[0] == "Übergabe", asked


def test_a_file_number_is_found(shelf: Shelf) -> None:
    shelf.put("Bescheid", "Unser Zeichen: 53-2024/17 vom Januar.")
    shelf.put("Anderer Bescheid", "Unser Zeichen: 53-2024/18 vom Januar.")
    shelf.fill()
    assert titles(ask("53-2024/17")) == ["Bescheid"]


def test_a_short_name_is_no_small_word(shelf: Shelf) -> None:
    Synonyms.objects.create(words="IM, Integrationsmanagement")
    shelf.put("Im Landratsamt", "Im Haus, im ersten Stock.")
    shelf.put("Aufgaben", "Das IM begleitet Menschen.")
    shelf.put("Begleitung", "Das Integrationsmanagement hilft weiter.")
    shelf.fill()
    assert set(titles(ask("IM"))) == {"Aufgaben", "Begleitung"}
    assert set(titles(ask("Integrationsmanagement"))) == {"Aufgaben", "Begleitung"}


def test_words_with_one_meaning_find_each_other(shelf: Shelf) -> None:
    Synonyms.objects.create(words="Runder Tisch, Netzwerktreffen")
    shelf.put("Netzwerktreffen im Mai", FILLER)
    shelf.put("Runder Tisch im Juni", FILLER)
    shelf.fill()
    for asked in ("Runder Tisch", "Netzwerktreffen"):
        assert len(titles(ask(asked))) == 2, asked


def test_a_whole_question_finds_what_most_of_its_words_say(shelf: Shelf) -> None:
    shelf.put("Anerkennung von Zeugnissen", "Schulabschlüsse aus dem Ausland anerkennen lassen.")
    shelf.put("Fahrpläne", FILLER)
    shelf.fill()
    found = ask("Wo kann ich meinen ausländischen Schulabschluss anerkennen lassen?")
    assert titles(found)[0] == "Anerkennung von Zeugnissen"


def test_half_a_word_is_enough(shelf: Shelf) -> None:
    shelf.put("Ausländerbehörde", FILLER)
    shelf.put("Rathaus", "Dort sitzt die Ausländerbehörde.")
    shelf.fill()
    assert titles(ask("auslä")) == ["Ausländerbehörde", "Rathaus"]


def test_results_can_be_sorted_by_date_those_without_a_date_last(shelf: Shelf) -> None:
    shelf.put("Treffen ohne Tag", FILLER)
    shelf.put("Treffen alt", FILLER, day=date(2020, 5, 1))
    shelf.put("Treffen neu", FILLER, day=date(2025, 5, 1))
    shelf.fill()
    found = ask("Treffen", order=Order.NEWEST)
    assert titles(found) == ["Treffen neu", "Treffen alt", "Treffen ohne Tag"]


def test_what_was_looked_for_is_marked_and_all_else_escaped(shelf: Shelf) -> None:
    shelf.put(
        "Häuser & <b>Höfe</b>", f"{FILLER} Ein <script>alert(1)</script> Haus \ue000am Markt."
    )
    shelf.fill()
    [hit] = ask("Haus").hits
    assert hit.title == "<mark>Häuser</mark> &amp; &lt;b&gt;Höfe&lt;/b&gt;"
    assert "&lt;script&gt;alert(1)&lt;/script&gt; <mark>Haus</mark> am Markt." in hit.excerpt
    assert "<script" not in hit.excerpt


def test_pages_of_results_follow_each_other_and_behind_the_last_stands_the_last(
    shelf: Shelf,
) -> None:
    for number in range(45):
        shelf.put(f"Merkblatt {number}", FILLER)
    shelf.fill()
    pages = [[hit.entry for hit in ask("Merkblatt", page=page).hits] for page in (1, 2, 3)]
    assert [len(page) for page in pages] == [20, 20, 5]
    assert len({key for page in pages for key in page}) == 45
    for page in (-1, 0):
        assert [hit.entry for hit in ask("Merkblatt", page=page).hits] == pages[0]
    for page in (4, 50, 10**9):
        assert [hit.entry for hit in ask("Merkblatt", page=page).hits] == pages[2]
