"""The finder on other people's websites: a link, or a small page in a frame."""

from csp.constants import SELF
from csp.decorators import csp_replace, csp_update
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from portal.core.languages import language_links
from portal.finder.discretion import discreet
from portal.finder.forms import PlaceForm
from portal.finder.steps import Step

ANYWHERE = "*"
FRAME_HEIGHT = 380
"""Pixels that the small page needs at 320 pixels of width."""


@require_safe
@discreet
@xframe_options_exempt
@csp_replace({"frame-ancestors": [ANYWHERE]})
def embedded(request: HttpRequest) -> HttpResponse:
    """Show the first question alone, for a frame on any website.

    This page alone may be framed by everybody: it knows nothing of its reader, and its form
    opens the finder in a window of its own, where no frame can watch.
    """
    context = {
        "form": PlaceForm(),
        "action": reverse(f"finder:{Step.PLACE.value}"),
        "start_url": reverse("finder:start"),
        "languages": language_links(request.path),
    }
    return render(request, "finder/embedded.html", context)


@require_safe
@csp_update({"frame-src": [SELF]})
def embedding(request: HttpRequest) -> HttpResponse:
    """Explain how to put the finder on a website, with the words to copy."""
    context = {
        "finder_url": request.build_absolute_uri(reverse("finder:start")),
        "embedded_url": request.build_absolute_uri(reverse("finder:embedded")),
        "embedded_path": reverse("finder:embedded"),
        "height": FRAME_HEIGHT,
    }
    return render(request, "finder/embedding.html", context)
