"""The page that compares two texts of an agreement, and the way to it."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language

from agreement.comparison_page.addresses import FOLDER
from agreement.comparison_page.details import Vocabulary
from agreement.comparison_page.forms import ViewForm
from agreement.comparison_page.kept import Asked, Pair, comparison_of, html_of, pair_of
from agreement.comparison_page.redline import Redline, reference_in
from agreement.comparison_page.shown import ShownText
from agreement.comparison_page.subjects import ComparedText, Texts
from agreement.comparison_page.summary import Overview
from agreement.impact_page.forms import TextsForm
from agreement.labels import words_with
from agreement.wording import Words
from directory.audience import is_in_network
from portal.core.visibility import viewer

FILTERS = ("ansicht", "nur", "abschnitt", "art")


def choose(request: HttpRequest, page: Any) -> HttpResponse:
    """Ask for the two texts, and lead to them once they are chosen (`?von=…&nach=…`)."""
    texts = texts_of(request, page)
    pair = texts.usual_pair()
    context: dict[str, Any] = {"texts": texts}
    if pair:
        asked = "von" in request.GET or "nach" in request.GET
        given = request.GET if asked else {"von": pair[0], "nach": pair[1]}
        form = TextsForm(given, texts=texts.choices)
        if asked and form.is_valid():
            names = form.cleaned_data["von"], form.cleaned_data["nach"]
            return redirect(_address(texts, *names, _filters(request)))
        context["texts_form"] = form
    return _answer(request, page, context)


def compare_two(request: HttpRequest, page: Any, old: str, new: str) -> HttpResponse:
    """Show what changes from one text to another, the older one always first.

    Raises BadInput and NotFound as `Texts.subject` does.
    """
    texts = texts_of(request, page)
    before, after = texts.subject(old), texts.subject(new)
    context = {
        "texts": texts,
        "texts_form": TextsForm({"von": old, "nach": new}, texts=texts.choices),
        "old": before,
        "new": after,
        "here": _address(texts, old, new),
        "file_url": _address(texts, old, new).rstrip("/"),
    }
    if before.name == after.name:
        return _answer(request, page, {**context, "is_same": True})
    if before.age > after.age:
        return redirect(_address(texts, new, old, _filters(request)))
    pair = pair_of(before, after, texts.between(before, after))
    return _answer(request, page, {**context, **_compared(request, before, after, pair)})


def texts_of(request: HttpRequest, page: Any) -> Texts:
    """Return what whoever asks may compare of the agreement of a page."""
    return Texts(page.agreement, viewer(request), page.get_url(request))


def vocabulary_of(old: ComparedText, new: ComparedText) -> Vocabulary:
    """Return what both texts call things; two queries."""
    numbers = [{uid: place[0] for uid, place in side.places.items()} for side in (old, new)]
    words = words_with(numbers[1])
    before = Words(words.services, words.municipalities, words.topics, numbers[0])
    return Vocabulary(before, words)


def _compared(
    request: HttpRequest, old: ComparedText, new: ComparedText, pair: Pair
) -> dict[str, Any]:
    comparison = comparison_of(pair)
    words = vocabulary_of(old, new)
    sections = [
        (change.slug, f"{change.section.number} {change.section.title}")
        for change in comparison.sections
    ]
    form = ViewForm(_filters(request), sections=sections)
    view = form.view()
    text = ShownText(
        comparison,
        view,
        words,
        Redline(reference_in(old.places), reference_in(new.places)),
        (old.title, new.title),
    )
    labels = (words.new.services, words.new.municipalities, words.new.topics)
    names = tuple(tuple(sorted(each.items())) for each in labels)
    facts = (pair, view, text.titles, old.url, new.url, get_language(), names)
    return {
        "overview": Overview(old, new, comparison, words, is_inside=is_in_network(viewer(request))),
        "comparison": comparison,
        "view_form": form,
        "filters": urlencode(_filters(request)),
        "html": html_of(Asked(facts, text)),
    }


def _filters(request: HttpRequest) -> dict[str, str]:
    return {name: request.GET[name] for name in FILTERS if request.GET.get(name)}


def _address(texts: Texts, old: str, new: str, filters: dict[str, str] | None = None) -> str:
    query = f"?{urlencode(filters)}" if filters else ""
    return f"{texts.url}{FOLDER}{old}/{new}/{query}"


def _answer(request: HttpRequest, page: Any, context: dict[str, Any]) -> HttpResponse:
    own = {"comparison_url": f"{page.get_url(request)}{FOLDER}", "robots": "noindex"}
    answer: HttpResponse = page.render(
        request, context_overrides=own | context, template="agreement/comparison/page.html"
    )
    return answer
