"""The message catalogues: what is collected, what is kept, what `--check` finds."""

from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from portal.translations import as_text, check, collect, merge, problems, read, update

CODE = """
from django.utils.translation import gettext as _, gettext_lazy, ngettext, pgettext

TITLE = gettext_lazy("Anlaufstelle")

def words(count: int) -> str:
    return _("Guten "
             "Tag") + ngettext("Eine Stelle", "%(count)s Stellen", count) + pgettext("Monat", "Mai")
"""
TEMPLATE = """{% load i18n %}
    <h1 title="{% translate 'Suche' %}">{% translate "Willkommen" %}</h1>
  {% blocktranslate trimmed count n=offices|length %}
      {{ n }} Anlaufstelle
    {% plural %}
      {{ n }} Anlaufstellen
  {% endblocktranslate %}
{% include "x.html" with text=_("Nichts gefunden") only %}
  {% blocktranslate trimmed with name=page.title %}
 Mehr über
        {{ name }}
  {% endblocktranslate %}
"""


def a_checkout(root: Path, code: str = CODE, template: str = TEMPLATE, po: str = "") -> Path:
    """Lay out the folders of a checkout with one module, one template and one catalogue."""
    for name, text in {
        "directory/words.py": code,
        "templates/home.html": template,
        "portal/migrations/0001.py": 'label = _("Nie zu sehen")',
        "portal/locale/en/LC_MESSAGES/django.po": po,
    }.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return root / "portal/locale/en/LC_MESSAGES/django.po"


def test_texts_of_code_and_templates_are_collected(tmp_path: Path) -> None:
    a_checkout(tmp_path)
    assert {(m.context, m.id) for m in collect(tmp_path) if m.id} == {
        (None, "Anlaufstelle"),
        (None, "Guten Tag"),
        (None, ("Eine Stelle", "%(count)s Stellen")),
        ("Monat", "Mai"),
        (None, "Suche"),
        (None, "Willkommen"),
        (None, ("%(n)s Anlaufstelle", "%(n)s Anlaufstellen")),
        (None, "Nichts gefunden"),
        (None, "Mehr über %(name)s"),
    }


def test_collecting_keeps_translations_and_drops_what_no_source_holds(tmp_path: Path) -> None:
    old = 'msgid "Anlaufstelle"\nmsgstr "office"\n\nmsgid "Früher"\nmsgstr "earlier"\n'
    po = a_checkout(tmp_path, po=old)
    update(tmp_path)
    assert 'msgid "Anlaufstelle"\nmsgstr "office"' in po.read_text(encoding="utf-8")
    assert "Früher" not in po.read_text(encoding="utf-8")


def test_collecting_guesses_nothing_for_a_reworded_text(tmp_path: Path) -> None:
    old = 'msgid "Anlaufstellen"\nmsgstr "offices"\n'
    po = a_checkout(tmp_path, po=old)
    update(tmp_path)
    assert "offices" not in po.read_text(encoding="utf-8")
    assert "fuzzy" not in po.read_text(encoding="utf-8")


def test_collecting_twice_changes_nothing(tmp_path: Path) -> None:
    po = a_checkout(tmp_path)
    update(tmp_path)
    first = po.read_text(encoding="utf-8")
    update(tmp_path)
    assert po.read_text(encoding="utf-8") == first


def test_a_moved_text_leaves_the_catalogue_alone(tmp_path: Path) -> None:
    po = a_checkout(tmp_path)
    update(tmp_path)
    first = po.read_text(encoding="utf-8")
    a_checkout(tmp_path, code=f"# moved\n\n\n{CODE}", po=first)
    update(tmp_path)
    assert po.read_text(encoding="utf-8") == first


def test_the_header_names_neither_dates_nor_people() -> None:
    text = as_text(Catalog(locale="en", fuzzy=False))
    assert '"Language: en\\n"' in text
    assert '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"' in text
    assert "Date" not in text
    assert "Translator" not in text


def test_a_complete_catalogue_passes(tmp_path: Path) -> None:
    po = a_checkout(tmp_path, code='_("Hallo %(name)s")', template="")
    po.write_text('msgid "Hallo %(name)s"\nmsgstr "Hello %(name)s"\n', encoding="utf-8")
    assert check(tmp_path) == []


@pytest.mark.parametrize(
    ("po", "complaint"),
    [
        ("", "en: missing: 'Hallo %(name)s'"),
        ('msgid "Hallo %(name)s"\nmsgstr ""\n', "en: untranslated: 'Hallo %(name)s'"),
        (
            '#, fuzzy\nmsgid "Hallo %(name)s"\nmsgstr "Hello %(name)s"\n',
            "en: untranslated: 'Hallo %(name)s'",
        ),
        (
            'msgid "Hallo %(name)s"\nmsgstr "Hello %(title)s"\n',
            "en: other placeholders: 'Hallo %(name)s'",
        ),
    ],
)
def test_check_names_each_text_that_would_be_wrong(tmp_path: Path, po: str, complaint: str) -> None:
    a_checkout(tmp_path, code='_("Hallo %(name)s")', template="", po=po)
    assert check(tmp_path) == [complaint]


def test_check_names_a_translation_without_a_source(tmp_path: Path) -> None:
    a_checkout(tmp_path, code="", template="", po='msgid "Früher"\nmsgstr "earlier"\n')
    assert check(tmp_path) == ["en: obsolete: 'Früher'"]


def plurals(singular: str, plural: str) -> list[str]:
    """Return what is wrong with a translation of a text with two forms."""
    ids = ("Eine Stelle in %(place)s", "%(count)s Stellen in %(place)s")
    texts, translated = (Catalog(locale="en", fuzzy=False) for _ in range(2))
    texts.add(ids)
    translated.add(ids, (singular, plural))
    return problems(texts, translated)


def test_a_singular_may_leave_the_number_out() -> None:
    assert plurals("One office in %(place)s", "%(count)s offices in %(place)s") == []
    assert plurals("%(count)s office in %(place)s", "%(count)s offices in %(place)s") == []
    assert plurals("One office", "%(count)s offices in %(place)s") != []
    assert plurals("One office in %(place)s", "") != []


def test_a_text_that_got_a_plural_is_translated_anew() -> None:
    texts, translated = (Catalog(locale="en", fuzzy=False) for _ in range(2))
    texts.add(("Stelle", "Stellen"))
    translated.add("Stelle", "office")
    assert problems(texts, translated) == ["other forms: 'Stelle'"]
    assert problems(texts, merge(texts, translated)) == ["untranslated: 'Stelle'"]


def test_a_catalogue_that_does_not_exist_yet_is_empty(tmp_path: Path) -> None:
    path = tmp_path / "en" / "LC_MESSAGES" / "django.po"
    assert [m for m in read(path) if m.id] == []


def a_partial_catalogue(root: Path, po: str) -> Path:
    """Lay out a checkout with two texts, of which plain German need not say both."""
    a_checkout(root, code='_("Hallo %(name)s"), _("Anlaufstelle")', template="")
    (root / "portal/locale/en/LC_MESSAGES/django.po").unlink()
    path = root / "portal/locale/de_Simple/LC_MESSAGES/django.po"
    path.parent.mkdir(parents=True)
    path.write_text(po, encoding="utf-8")
    return path


def test_a_partial_catalogue_misses_nothing(tmp_path: Path) -> None:
    po = a_partial_catalogue(tmp_path, 'msgid "Anlaufstelle"\nmsgstr "Hilfe"\n')
    assert check(tmp_path) == []
    update(tmp_path)
    assert "Hallo" not in po.read_text(encoding="utf-8")
    assert '"Language: de_Simple\\n"' in po.read_text(encoding="utf-8")
    assert check(tmp_path) == []


@pytest.mark.parametrize(
    ("po", "complaint"),
    [
        ('msgid "Früher"\nmsgstr "Vorher"\n', "obsolete: 'Früher'"),
        ('msgid "Anlaufstelle"\nmsgstr ""\n', "untranslated: 'Anlaufstelle'"),
        ('msgid "Anlaufstelle"\nmsgstr "Anlaufstelle"\n', "as in German: 'Anlaufstelle'"),
        (
            'msgid "Hallo %(name)s"\nmsgstr "Hallo"\n',
            "other placeholders: 'Hallo %(name)s'",
        ),
    ],
)
def test_what_a_partial_catalogue_says_must_be_of_use(
    tmp_path: Path, po: str, complaint: str
) -> None:
    a_partial_catalogue(tmp_path, po)
    assert check(tmp_path) == [f"de_Simple: {complaint}"]
