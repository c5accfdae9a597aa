"""The coordination teaches the search words, and tries them first."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import DjangoAssertNumQueries

from portal.core.visibility import Viewer
from portal.search.asking.answer import Found, Hit
from portal.search.asking.question import Question
from portal.search.models import CompoundWord, Synonyms
from portal.search.words import compound_words, synonym_groups, trials
from portal.search.words.groups import compared, read_group
from portal.search.words.seeds import SEEDS, load_synonyms
from tests.factories.directory import office, organisation
from tests.factories.people import coordination, editor

pytestmark = pytest.mark.django_db

ADD = "wagtailsnippets_portal_search_synonyms:add"
ADD_PART = "wagtailsnippets_portal_search_compoundword:add"


@pytest.fixture
def admin(client: Client) -> Client:
    """A browser of the coordination."""
    client.force_login(coordination())
    return client


def form_of(words: str, **more: str) -> dict[str, str]:
    return {"words": words, "is_active": "on", **more}


def errors(answer: Any) -> list[str]:
    return [str(line) for lines in answer.context["form"].errors.values() for line in lines]


def test_a_group_counts_as_soon_as_it_is_saved(admin: Client) -> None:
    admin.post(reverse(ADD), form_of(" Schwimmkurs ;Seepferdchen,, "))
    assert Synonyms.objects.get().words == "Schwimmkurs, Seepferdchen"
    assert synonym_groups() == (("Schwimmkurs", "Seepferdchen"),)
    Synonyms.objects.update(is_active=False)
    assert synonym_groups() == ()


@pytest.mark.parametrize(
    ("words", "part"),
    [
        ("Schwimmkurs", "mindestens zwei"),
        ("Schwimmkurs, schwimmkurs, SCHWIMMKURS", "mindestens zwei"),
        (" , , *", "mindestens zwei"),
        (", ".join(f"Wort{number}" for number in range(13)), "Höchstens 12"),
        (f"Kurs, {'x' * 61}", "zu lang"),
        ("Kurs, Uebergabe", "steht schon in „Übergabe, Abgabe“"),
    ],
)
def test_a_group_that_would_find_nothing_or_too_much_is_refused(
    admin: Client, words: str, part: str
) -> None:
    Synonyms.objects.create(words="Übergabe, Abgabe")
    answer = admin.post(reverse(ADD), form_of(words))
    assert any(part in error for error in errors(answer)), errors(answer)
    assert words.strip() in answer.context["form"]["words"].value()
    assert Synonyms.objects.count() == 1


def test_a_group_keeps_its_own_words_when_it_is_changed(admin: Client) -> None:
    group = Synonyms.objects.create(words="Übergabe, Abgabe")
    address = reverse("wagtailsnippets_portal_search_synonyms:edit", args=[group.pk])
    admin.post(address, form_of("Übergabe, Abgabe, Weitergabe"))
    group.refresh_from_db()
    assert group.words == "Übergabe, Abgabe, Weitergabe"


@pytest.mark.parametrize("word", ["", "zwei Wörter", "ab", "Amt1", "<b>", "Beratung", "beratung"])
def test_a_part_that_is_no_new_word_is_refused(admin: Client, word: str) -> None:
    answer = admin.post(reverse(ADD_PART), {"word": word})
    assert errors(answer)
    assert not CompoundWord.objects.exists()


def test_a_part_counts_beside_the_curated_list(admin: Client) -> None:
    before = compound_words()
    admin.post(reverse(ADD_PART), {"word": "Seepferdchen"})
    assert compound_words() == before | {"Seepferdchen"}
    assert "Beratung" in before


def test_editors_do_not_teach_the_search(client: Client) -> None:
    client.force_login(editor(of=organisation()))
    for address in (reverse(ADD), reverse(ADD_PART)):
        client.post(address, {**form_of("eins, zwei"), "word": "Seepferdchen"})
    assert not Synonyms.objects.exists()
    assert not CompoundWord.objects.exists()


def test_what_is_taught_is_read_with_one_query(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    Synonyms.objects.bulk_create(Synonyms(words=f"a{n}, b{n}") for n in range(30))
    with django_assert_num_queries(1):
        assert len(synonym_groups()) == 30
    with django_assert_num_queries(1):
        compound_words()


def test_trying_says_what_is_found_then_and_keeps_nothing(
    admin: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The engines have their own tests; this one knows which groups a search went by."""

    def found_by_group(question: Question, who: Viewer) -> Found:
        group: tuple[str, ...] = next((g for g in synonym_groups() if question.text in g), ())
        words = group or (question.text,)
        hits = [
            Hit(each, "", f"Treffer <{each}>", f"/{each}/", "page", "Seite", "")  # type: ignore[arg-type]
            for each in map(len, words)
        ]
        return Found(hits, len(hits))

    monkeypatch.setattr(trials, "find", found_by_group)
    answer = admin.post(reverse(ADD), form_of("Abc, Abcdef", **{"action-try": "1"}))
    assert not Synonyms.objects.exists()
    first, second = answer.context["trial"]["words"]
    assert (first.word, first.before, first.after) == ("Abc", 1, 2)
    assert [hit.entry for hit in first.new] == [6]
    assert [hit.entry for hit in second.new] == [3]
    shown = answer.content.decode()
    assert "Treffer &lt;6&gt;" in shown
    assert 'value="Abc, Abcdef"' in shown or "Abc, Abcdef</textarea>" in shown
    refused = admin.post(reverse(ADD), form_of("Abc", **{"action-try": "1"}))
    assert errors(refused)
    assert refused.context["trial"] is None


def test_trying_asks_the_search_itself(admin: Client) -> None:
    office(of=organisation(title="Haus Beispiel"), title="Seepferdchenkurse Bruchsal")
    group = Synonyms.objects.create(words="Schwimmhilfe, Bademeister")
    words = "Schwimmhilfe, Seepferdchenkurse"
    address = reverse("wagtailsnippets_portal_search_synonyms:edit", args=[group.pk])
    answer = admin.post(address, form_of(words, **{"action-try": "1"}))
    trials_by_word = {line.word: line for line in answer.context["trial"]["words"]}
    assert trials_by_word["Schwimmhilfe"].more == 1
    assert trials_by_word["Seepferdchenkurse"].more == 0
    assert trials_by_word["Bademeister"].more == 0
    assert "Seepferdchenkurse</mark> Bruchsal</a>" in answer.content.decode()
    group.refresh_from_db()
    assert group.words == "Schwimmhilfe, Bademeister"


def test_trying_a_part_shows_the_words_it_is_in_and_what_it_brings(admin: Client) -> None:
    house = organisation(title="Haus Beispiel")
    office(of=house, title="Wasserseepferdchen Bruchsal")
    office(of=house, title="Seepferdchen Ettlingen")
    answer = admin.post(reverse(ADD_PART), {"word": "Seepferdchen", "action-try": "1"})
    part = answer.context["trial"]["part"]
    assert (part.before, part.after, part.is_whole) == (1, 2, True)
    assert part.long_words == [("Wasserseepferdchen", 1)]
    assert part.new == ["Wasserseepferdchen Bruchsal"]
    assert "Wasserseepferdchen (1 Eintrag)" in answer.content.decode()
    assert not CompoundWord.objects.exists()


def test_the_form_begins_with_the_word_that_was_looked_for_in_vain(admin: Client) -> None:
    answer = admin.get(reverse(ADD), {"wort": ' Seepferdchen "<b> '})
    assert answer.context["form"]["words"].value() == 'Seepferdchen "<b>, '
    assert "<b>," not in answer.content.decode()


def test_the_first_words_name_each_word_once_and_come_only_to_an_empty_list() -> None:
    words = [compared(word) for group in SEEDS for word in group]
    assert len(words) == len(set(words))
    assert all(read_group(", ".join(group)) == group for group in SEEDS)
    call_command("provision", stdout=StringIO())
    assert Synonyms.objects.count() == len(SEEDS)
    Synonyms.objects.filter(words__startswith="MBE").delete()
    assert load_synonyms() == 0
