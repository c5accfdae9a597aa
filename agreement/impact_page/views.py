"""The page of impact in the staff area, and the way to it."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse

from agreement.impact_page.comparison import FILTERS, Comparison
from agreement.impact_page.forms import TextsForm
from agreement.impact_page.texts import texts_asked_for

PAGE = "/intern/abdeckung/"
"""The standing address of the page of coverage, for mails and the admin."""
FOLDER = "auswirkung/"
"""Where impact stands below it."""


def choose(request: HttpRequest, page: Any) -> HttpResponse:
    """Lead to the two texts chosen (`?von=…&nach=…`), or to those most people want to compare."""
    texts = texts_asked_for(request)
    pair = texts.usual_pair() if texts else None
    if texts is None or pair is None:
        return _answer(request, page, {"texts": texts})
    if "von" in request.GET or "nach" in request.GET:
        form = TextsForm(request.GET, texts=texts.choices)
        if not form.is_valid():
            return _answer(request, page, {"texts": texts, "texts_form": form})
        pair = form.cleaned_data["von"], form.cleaned_data["nach"]
    asked = {
        name: request.GET[name] for name in ("vereinbarung", *FILTERS) if request.GET.get(name)
    }
    query = f"?{urlencode(asked)}" if asked else ""
    return redirect(f"{page.get_url(request)}{FOLDER}{pair[0]}/{pair[1]}/{query}")


def compare(request: HttpRequest, page: Any, old: str, new: str) -> HttpResponse:
    """Show what changes from one text to another; raises NotFound for a text that is none."""
    texts = texts_asked_for(request)
    if texts is None:
        return _answer(request, page, {"texts": None})
    subjects = texts.subject(old), texts.subject(new)
    context = {
        "texts": texts,
        "texts_form": TextsForm({"von": old, "nach": new}, texts=texts.choices),
        "comparison": Comparison(*subjects, request.GET.dict()),
        "here": f"{page.get_url(request)}{FOLDER}{old}/{new}/",
        "other_way": f"{page.get_url(request)}{FOLDER}{new}/{old}/",
    }
    return _answer(request, page, context)


def _answer(request: HttpRequest, page: Any, context: dict[str, Any]) -> HttpResponse:
    address = page.get_url(request)
    texts = context["texts"]
    asked = f"?vereinbarung={texts.agreement.slug}" if texts else ""
    base = {
        "page": page,
        "self": page,
        "coverage_url": f"{address}{asked}",
        "impact_url": f"{address}{FOLDER}",
    }
    return TemplateResponse(request, "agreement/impact/page.html", base | context)
