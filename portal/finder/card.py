"""The card in German that somebody shows at an office, with his own language beside it.

It names the topic only if that is safe to carry about: never violence. Housing and papers stay
off it altogether. Which language somebody speaks travels in the body, as they do.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from directory.models import Language, OfficePage, Topic
from portal.core.languages import language_links
from portal.core.qr import qr_drawing
from portal.core.visibility import viewer, visible
from portal.finder.questions import frame
from portal.finder.steps import Step
from portal.finder.visit import Visit
from portal.finder.ways import FORM_ID, card_address, way_to
from portal.finder.wording import Text

OFFICE = "stelle"
LANGUAGE = "sprache"
APPOINTMENT = gettext_lazy("Guten Tag. Ich brauche bitte einen Termin für eine Beratung.")
ABOUT = gettext_lazy("Es geht um: %(what)s.")
SPEAKING = gettext_lazy("Ich spreche %(what)s. Ich spreche nur wenig Deutsch.")
LITTLE_GERMAN = gettext_lazy("Ich spreche nur wenig Deutsch.")
WRITE_DOWN = gettext_lazy("Bitte schreiben Sie mir den Termin hier auf:")


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of the card in German, and in the visitor's language if that says it otherwise."""

    german: str
    own: str


def chosen_office(request: HttpRequest) -> OfficePage | None:
    """Return the office whose card is asked for; None for one that is not there to see."""
    given = request.POST.get(OFFICE) or request.GET.get(OFFICE, "")
    try:
        uuid = UUID(given)
    except ValueError:
        return None
    offices = visible(OfficePage.objects.filter(uuid=uuid), viewer(request))
    found: OfficePage | None = offices.first()
    return found


def card_page(request: HttpRequest, visit: Visit, office: OfficePage) -> dict[str, Any]:
    """The card of an office, and the question which language to name on it."""
    answers = visit.answers
    languages = list(Language.objects.all())
    spoken = next((one for one in languages if one.code == request.POST.get(LANGUAGE)), None)
    address = card_address(answers)
    public_address = _public_address(request, office)
    return {
        **frame(Step.RESULT, visit),
        "has_buttons": True,
        "back": way_to(Step.RESULT, answers),
        "action": address,
        "hidden": [*answers.to_body(), (OFFICE, str(office.uuid))],
        "languages": language_links(address),
        "language_form": FORM_ID,
        "office": office,
        "lines": card_lines(_topic(visit), spoken.name if spoken else ""),
        "spoken": spoken,
        "language_choices": languages,
        "public_address": public_address,
        "qr": qr_drawing(public_address),
    }


def card_lines(topic: str, language: str) -> list[Line]:
    """Return the sentences of a card; `topic` and `language` by their German names, or empty."""
    lines = [_line(APPOINTMENT)]
    if topic:
        lines.append(_line(ABOUT, topic))
    lines.append(_line(SPEAKING, language) if language else _line(LITTLE_GERMAN))
    return [*lines, _line(WRITE_DOWN)]


def _line(sentence: Text, what: str = "") -> Line:
    own = _filled(sentence, what)
    with override(settings.LANGUAGE_CODE):
        german = _filled(sentence, what)
    return Line(german, "" if own == german else own)


def _filled(sentence: Text, what: str) -> str:
    # gettext answers an empty text with the catalogue's own header.
    return str(sentence) % {"what": _(what)} if what else str(sentence)


def _topic(visit: Visit) -> str:
    """Return the topic that may stand on a card that somebody carries about."""
    answers = visit.answers
    if answers.topic is None or answers.concerns_violence:
        return ""
    names = Topic.objects.filter(code=answers.topic).values_list("name", flat=True)
    return names.first() or ""


def _public_address(request: HttpRequest, office: OfficePage) -> str:
    """Return the office's address as its own staff knows it: the German one."""
    with override(settings.LANGUAGE_CODE):
        return request.build_absolute_uri(office.get_url(request) or "/")
