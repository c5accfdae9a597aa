"""What the database answers: who is told of what, in which order, with which counts."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from agreement.models import WorkingTextPage
from portal.core.visibility import Viewer, group_token
from portal.search.asking import PAGE_LENGTH, Order, database_engine
from portal.search.asking.scope import Scope
from portal.search.kinds import Kind
from portal.search.language import parse
from tests.factories import agreement as texts
from tests.factories import directory
from tests.integration.search.database.conftest import Asked, Made, found

pytestmark = pytest.mark.django_db
STAFF = Viewer(frozenset({"public", group_token(7)}))


@pytest.mark.parametrize(
    "text",
    [
        "*", "?", "\\", '"', "NOT", "AND OR NOT", "title:x", "a*", "(a", "a)", "'; --", "%s %d",
        "{title}", "x^2", "NEAR(a b)", "a & b | !c", "<-> :*", "0berat", "\0a", "\ud800a", "½",
        "a" * 10_000, "wort " * 2_000, "3.2 " * 500, "§§ 1-9", "-- /* */", "‮abc", "ﷺ",
        '"Beratung" "' + "x " * 400 + '"',
    ],
)  # fmt: skip
def test_whatever_is_asked_is_answered(thing: Made, ask: Asked, text: str) -> None:
    thing("Beratung", "Ein Text über <b>Beratung</b> & anderes.")
    if not parse(text).is_empty:
        ask(text)


def test_nobody_is_told_of_what_he_must_not_see(thing: Made, ask: Asked) -> None:
    thing("Beratung intern", token=group_token(7), facets=[("topic", "geheim")])
    public = thing("Beratung", facets=[("topic", "offen")])
    rows = ask("Beratung")
    assert found(rows) == [public.pk]
    assert rows.total == 1
    assert rows.counts["topic"] == {"offen": 1}
    assert ask("Beratung", who=STAFF).total == 2


def test_a_correction_names_no_word_of_what_is_not_public(thing: Made, ask: Asked) -> None:
    thing("Geheimhaltung", token=group_token(7))
    thing("Beratung")
    assert ask("Geheimhaltnug").spelling == ""
    assert ask("Geheimhaltnug").total == 0


def test_a_mistyped_word_is_found_and_offered_as_it_is_written(thing: Made, ask: Asked) -> None:
    entry = thing("Beispiel", "Hier ist die Ausländerbehörde.")
    rows = ask("Wo ist die Auslanderbehrde?")
    assert found(rows) == [entry.pk]
    assert rows.spelling == "Wo ist die Ausländerbehörde?"


def test_no_language_is_taken_for_mistyped_german(thing: Made, ask: Asked) -> None:
    thing("Kinder finder")
    entry = thing("Centre", "Counselling for kindred people.", language="en")
    rows = ask("kindred", language="en")
    assert found(rows) == [entry.pk]
    assert rows.spelling == ""


def test_what_is_known_is_not_corrected(thing: Made, ask: Asked) -> None:
    thing("Rinder")
    thing("Kinder")
    assert ask("Kinder").spelling == ""
    assert ask("Kinder").total == 1


def test_word_for_word_comes_before_other_forms_and_those_before_slips(
    thing: Made, ask: Asked
) -> None:
    part = thing("Beispiel", "Das Jugendhausprogramm")
    form = thing("Beispiel", "Die Häuser")
    exact = thing("Beispiel", "Das Haus")
    assert found(ask("Haus"))[:2] == [exact.pk, form.pk]
    assert part.pk not in found(ask("Häuser"))[:1]


def test_a_title_counts_more_than_a_text(thing: Made, ask: Asked) -> None:
    text = thing("Anderes", "Sprachkurs Sprachkurs Sprachkurs")
    title = thing("Sprachkurs", "Anderes")
    assert found(ask("Sprachkurs")) == [title.pk, text.pk]


def test_a_clause_and_an_office_come_before_an_old_article(thing: Made, ask: Asked) -> None:
    old = date(2020, 1, 1)
    article = thing("Übergabe", "Zur Übergabe", kind=Kind.ARTICLE, day=old)
    office = thing("Übergabe", "Zur Übergabe", kind=Kind.OFFICE)
    clause = thing("Übergabe", "Zur Übergabe", kind=Kind.CLAUSE)
    assert found(ask("Übergabe"))[2] == article.pk
    assert set(found(ask("Übergabe"))[:2]) == {office.pk, clause.pk}


def test_a_clause_is_found_by_its_number_first(thing: Made, ask: Asked) -> None:
    thing("Verweis", "Siehe § 3 Abs. 2 und noch einmal § 3 Abs. 2.")
    thing("Andere", label="§ 3 Abs. 1", kind=Kind.CLAUSE)
    clause = thing("Übergabe", label="§ 3 Abs. 2", kind=Kind.CLAUSE)
    assert found(ask("§ 3 Abs. 2"))[0] == clause.pk
    assert found(ask("3.2"))[0] == clause.pk
    assert ask("§ 3 Abs. 2").total == 2
    assert ask("§ 3").total == 3


def test_words_in_quotes_stand_side_by_side(thing: Made, ask: Asked) -> None:
    together = thing("Beispiel", "Der Runde Tisch tagt.")
    thing("Beispiel", "Der Tisch ist eine runde Sache.")
    assert found(ask('"runder Tisch"')) == [together.pk]
    assert ask("runder Tisch").total == 2


def test_synonyms_are_found_behind_the_word_itself(thing: Made, ask: Asked) -> None:
    groups = [("MBE", "Migrationsberatung", "Beratung für Zugewanderte")]
    phrase = thing("Beispiel", "Die Beratung für Zugewanderte.")
    other = thing("Beispiel", "Die Migrationsberatung hilft.")
    exact = thing("Beispiel", "Die MBE hilft.")
    rows = found(ask("mbe", groups=groups))
    assert rows[0] == exact.pk
    assert set(rows) == {exact.pk, other.pk, phrase.pk}


def test_most_words_of_a_whole_question_suffice(thing: Made, ask: Asked) -> None:
    entry = thing("Anerkennung von Zeugnissen", "Wer hilft bei ausländischen Abschlüssen?")
    thing("Öffnungszeiten", "Montags.")
    question = "Wer kann mir bei der Anerkennung meiner ausländischen Zeugnisse in Bretten helfen?"
    assert found(ask(question)) == [entry.pk]


def test_if_nothing_has_both_words_what_has_one_is_found(thing: Made, ask: Asked) -> None:
    entry = thing("Beratung")
    assert found(ask("Beratung Tigrinya")) == [entry.pk]


def test_a_facet_counts_what_its_other_values_would_give(thing: Made, ask: Asked) -> None:
    thing("Kurs", facets=[("topic", "sprache"), ("municipality", "1")])
    thing("Kurs", facets=[("topic", "sprache"), ("topic", "arbeit"), ("municipality", "2")])
    thing("Kurs", facets=[("topic", "arbeit"), ("municipality", "2")], kind=Kind.EVENT)
    rows = ask("Kurs", filters=[("topic", "sprache")])
    assert rows.total == 2
    assert rows.counts["topic"] == {"sprache": 2, "arbeit": 2}
    assert rows.counts["municipality"] == {"1": 1, "2": 1}
    assert rows.counts["kind"] == {"page": 2}
    both = ask("Kurs", filters=[("topic", "sprache"), ("topic", "arbeit")])
    assert both.total == 3
    two = ask("Kurs", filters=[("topic", "sprache"), ("municipality", "2")])
    assert two.total == 1
    assert two.counts["topic"] == {"sprache": 1, "arbeit": 2}


def test_a_choice_without_results_keeps_the_counts_of_its_facet(thing: Made, ask: Asked) -> None:
    thing("Kurs", facets=[("topic", "sprache")])
    rows = ask("Kurs", filters=[("topic", "gibt es nicht")])
    assert rows.total == 0
    assert rows.counts["topic"] == {"sprache": 1}


def test_the_newest_come_first_if_asked(thing: Made, ask: Asked) -> None:
    undated = thing("Kurs Kurs")
    old = thing("Kurs", day=date(2024, 1, 1))
    new = thing("Anderes", "Kurs", day=date(2026, 1, 1))
    assert found(ask("Kurs", order=Order.NEWEST)) == [new.pk, old.pk, undated.pk]


def test_pages_follow_each_other(thing: Made, ask: Asked) -> None:
    for _number in range(PAGE_LENGTH + 3):
        thing("Kurs")
    first, second = ask("Kurs"), ask("Kurs", page=2)
    assert first.total == second.total == PAGE_LENGTH + 3
    assert len(found(first)) == PAGE_LENGTH
    assert len({*found(first), *found(second)}) == PAGE_LENGTH + 3
    assert found(ask("Kurs", page=3)) == []


def test_readers_find_their_language_and_german_without_translation(
    thing: Made, ask: Asked
) -> None:
    german = thing("Kurs", translated_into=["fr"])
    thing("Kurs", translated_into=["en", "fr"])
    english = thing("Kurs", language="en")
    assert set(found(ask("Kurs", language="en"))) == {german.pk, english.pk}
    assert ask("Kurs").total == 2


def test_what_has_expired_or_is_gone_is_not_found(thing: Made, ask: Asked) -> None:
    now = timezone.now()
    thing("Kurs", expires_at=now - timedelta(minutes=1))
    thing("Kurs", is_deleted=True)
    later = thing("Kurs", expires_at=now + timedelta(minutes=1))
    assert found(ask("Kurs", now=now)) == [later.pk]
    assert ask("Kurs", now=now + timedelta(minutes=2)).total == 0


def test_a_wording_is_found_while_its_version_counts(thing: Made, ask: Asked) -> None:
    text = texts.working_text(parties=[directory.organisation(), directory.organisation()])
    texts.section(texts.clause(), of=text)
    version = texts.sealed(WorkingTextPage.objects.get(pk=text.pk))
    wording = thing("Übergabe", kind=Kind.CLAUSE, version=version)
    assert ask("Übergabe").total == 0
    assert found(ask("Übergabe", versions=frozenset({version.pk}))) == [wording.pk]
    assert found(ask("Übergabe", versions=None)) == [wording.pk]


def test_pictures_are_for_the_admin(thing: Made, ask: Asked) -> None:
    thing("Kurs", kind=Kind.IMAGE)
    assert ask("Kurs").total == 0


def test_titles_and_excerpts_are_escaped(thing: Made, ask: Asked) -> None:
    thing("<b>Kurs</b>", "Ein <script>Kurs</script>")
    (row,) = ask("Kurs").rows
    assert row.title == "&lt;b&gt;<mark>Kurs</mark>&lt;/b&gt;"
    assert row.excerpt == "Ein &lt;script&gt;<mark>Kurs</mark>&lt;/script&gt;"


def queries(act: Callable[[], Any]) -> int:
    with CaptureQueriesContext(connection) as caught:
        act()
    return len(caught)


def test_more_results_cost_no_more_queries(thing: Made, ask: Asked) -> None:
    thing("Kurs", "Sprachkurs", facets=[("topic", "sprache")])
    ask("Kurs")
    few = queries(lambda: ask("Kurs"))
    for _number in range(30):
        thing("Kurs", "Sprachkurs", facets=[("topic", "sprache")])
    assert queries(lambda: ask("Kurs")) == few <= 6
    assert queries(lambda: ask("Kurs", filters=[("topic", "sprache")])) == few + 1


def suggested(text: str, who: Viewer | None = None) -> list[int]:
    scope = Scope(who or Viewer(), "de", timezone.now(), frozenset())
    return database_engine.suggest(text, parse(text), scope, 8)


def test_suggestions_begin_like_what_is_typed(thing: Made) -> None:
    office = thing("Ausländerbehörde Bretten", kind=Kind.OFFICE)
    page = thing("Bretten und die Ausländerbehörde")
    thing("Etwas anderes", "Ausländerbehörde")
    assert suggested("auslä") == [office.pk, page.pk]
    assert suggested("Auslae") == [office.pk, page.pk]
    assert set(suggested("bretten aus")) == {office.pk, page.pk}
    assert suggested("Ausländerbehröde")[0] == office.pk
    assert suggested("xyz") == []
    assert suggested("*") == []


def test_suggestions_tell_nobody_more_than_he_may_know(thing: Made) -> None:
    secret = thing("Ausländerbehörde intern", token=group_token(7))
    assert suggested("ausl") == []
    assert suggested("ausl", STAFF) == [secret.pk]
