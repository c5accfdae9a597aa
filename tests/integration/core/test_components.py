"""Parts of pages that are kept: the same values give the same part, and nobody else's."""

from django.template import Context, Template
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.utils.translation import override

CARD = Template('{% load components %}{% component "card" url="/partner/" title=title %}')
EMERGENCY = Template('{% load components %}{% component "emergency" compact=True %}')


def _card(title: object) -> str:
    return str(CARD.render(Context({"title": title})))


def test_a_component_is_what_including_its_template_gives() -> None:
    included = render_to_string("components/card.html", {"url": "/partner/", "title": "Stellen"})
    assert _card("Stellen") == included
    assert _card("Stellen") == included


def test_markup_that_was_safe_once_is_escaped_when_it_comes_from_somebody_else() -> None:
    assert "<b>Stellen</b>" in _card(mark_safe("<b>Stellen</b>"))
    assert "&lt;b&gt;Stellen&lt;/b&gt;" in _card("<b>Stellen</b>")


def test_a_component_speaks_the_language_of_each_reader() -> None:
    with override("de"):
        german = EMERGENCY.render(Context())
    with override("en"):
        english = EMERGENCY.render(Context())
    assert "Polizei" in german
    assert "Police" in english


def test_a_component_sees_nothing_of_the_page_around_it() -> None:
    shown = CARD.render(Context({"title": "Nur in diesem Test", "text": "privat"}))
    assert "Nur in diesem Test" in shown
    assert "privat" not in shown
