"""What stylesheet and templates promise: small, own, no inline code, for every direction."""

import re
from pathlib import Path

import pytest
from django import forms
from django.conf import settings
from django.template import Context, Template
from django.template.loader import get_template

ROOT = Path(settings.BASE_DIR)
STYLESHEET = ROOT / "portal" / "core" / "static" / "portal" / "portal.css"
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
PHYSICAL = re.compile(
    r"(?<![\w-])((margin|padding|border|inset)-(left|right|top|bottom)|left|right|top|bottom|float)\s*:"
)


def test_the_stylesheet_stays_within_30_kilobytes() -> None:
    assert STYLESHEET.stat().st_size <= 30 * 1000


def test_the_stylesheet_knows_no_left_and_right() -> None:
    assert PHYSICAL.search("a { margin-left: 0; }")
    assert not PHYSICAL.findall(STYLESHEET.read_text())


def test_the_stylesheet_loads_nothing_from_elsewhere() -> None:
    text = STYLESHEET.read_text()
    assert "@import" not in text
    assert not re.search(r"https?://|//[a-z]", text)


def test_every_colour_token_of_the_dark_scheme_exists_in_the_light_one() -> None:
    light, dark = STYLESHEET.read_text().split("prefers-color-scheme: dark", 1)
    tokens = set(re.findall(r"(--[\w-]+):", dark.split("@layer base", 1)[0]))
    assert tokens
    assert tokens <= set(re.findall(r"(--[\w-]+):", light))


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_no_template_holds_inline_code_or_style(template: Path) -> None:
    text = template.read_text()
    assert not re.search(r"\sstyle=|<style|\son[a-z]+=|javascript:", text)
    # A block of data is not run: the policy lets it be (HTML, 4.12.1).
    assert not re.search(r'<script(?![^>]*\s(src=|type="application/(ld\+)?json"))', text)


@pytest.mark.parametrize("name", ["500.html", "503.html"])
def test_the_page_of_a_failure_needs_nothing_but_itself(name: str) -> None:
    page = get_template(name).render()
    assert '<html lang="de">' in page
    assert "tel:112" in page


def test_a_number_reads_from_left_to_right_in_every_language() -> None:
    page = Template('{% include "components/emergency.html" only %}').render(Context())
    assert page.count('<b dir="ltr">') == 4


def test_an_error_is_tied_to_its_field_and_listed_above() -> None:
    class PlaceForm(forms.Form):
        place = forms.CharField(label="Ort", help_text="Name oder Postleitzahl")

    form = PlaceForm({})
    page = Template(
        '{% include "components/error_summary.html" with form=form only %}'
        '{% include "components/field.html" with field=form.place only %}'
    ).render(Context({"form": form}))
    assert 'href="#id_place"' in page
    assert 'aria-describedby="id_place_helptext id_place_error"' in page
    assert 'id="id_place_helptext"' in page
    assert 'id="id_place_error"' in page
    assert 'aria-invalid="true"' in page


def test_a_form_without_errors_has_no_summary() -> None:
    page = Template('{% include "components/error_summary.html" with form=form only %}').render(
        Context({"form": forms.Form()})
    )
    assert page.strip() == ""


def test_choices_travel_by_address_or_by_button() -> None:
    choices = [
        {"label": "Bretten", "url": "/a/"},
        {"label": "Stutensee", "name": "o", "value": "s"},
    ]
    page = Template('{% include "components/choice_list.html" with choices=choices only %}').render(
        Context({"choices": choices})
    )
    assert re.search(r'<a class="choice" href="/a/"', page)
    assert re.search(r'<button class="choice" type="submit" name="o" value="s"', page)


def test_text_from_people_is_escaped_in_a_card() -> None:
    page = Template('{% include "components/card.html" with url="/" title=title only %}').render(
        Context({"title": "<b>Haus</b>"})
    )
    assert "&lt;b&gt;Haus" in page
