"""What people are told by mail about a consultation; each a sentence, without anybody's name."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from agreement.models.consultation import Consultation, ConsultationComment, Disposition
from agreement.signing.permissions import people_of
from directory.enums import EDITING
from directory.people.addressees import coordinators
from portal.accounts.models import User
from portal.accounts.notifications import notify

CONSULTATION = "abstimmung"
"""The kind of these notices."""
PAGE = "/intern/abstimmung/"
"""The standing address of the page for consultations, for mails."""

INVITED = _(
    "%(title)s: %(organisation)s ist gebeten, bis %(day)s zur neuen Fassung Stellung zu nehmen. "
    "Anlass: %(occasion)s"
)
EXTENDED = _(
    "%(title)s: Für die Rückmeldung zur neuen Fassung ist jetzt bis %(day)s Zeit. "
    "Anlass: %(occasion)s"
)
ENDED = _(
    "%(title)s: Die Abstimmung über die neue Fassung ist beendet. Was aus Ihren Anmerkungen wird, "
    "lesen Sie in der Synopse. Anlass: %(occasion)s"
)
DAYS_LEFT = _(
    "%(title)s: Von %(organisation)s fehlt noch die Stellungnahme zur neuen Fassung, bis %(day)s. "
    "Anlass: %(occasion)s"
)
LAST_DAY = _(
    "%(title)s: Heute ist der letzte Tag für die Stellungnahme von %(organisation)s zur neuen "
    "Fassung. Anlass: %(occasion)s"
)
TIME_IS_UP = _(
    "%(title)s: Die Frist zur Stellungnahme ist vorbei. %(done)s von %(total)s Organisationen "
    "haben geantwortet. Verlängern Sie die Frist, oder beenden Sie die Abstimmung. "
    "Anlass: %(occasion)s"
)
DISPOSED = _("%(title)s: Eine Anmerkung von %(organisation)s ist behandelt: %(result)s. %(reason)s")


def consultation_path(consultation: Consultation) -> str:
    """Return where a consultation is read."""
    return f"{PAGE}{consultation.pk}/"


def synopsis_path(consultation: Consultation) -> str:
    """Return where all comments of a consultation stand, with what came of them."""
    return f"{consultation_path(consultation)}synopse/"


def tell_organisations(
    consultation: Consultation, organisations: Iterable[str], text: Promise, by: Any | None
) -> None:
    """Tell the editors and lead editors of organisations (UUIDs) something of a consultation."""
    asked = {str(uuid) for uuid in organisations}
    names = {str(one.organisation): one.organisation_name for one in consultation.invitations.all()}
    people = people_of(asked, *EDITING)
    for uuid in sorted(asked):
        words = _words(consultation) | {"organisation": names.get(uuid, "")}
        _tell(people.get(uuid, set()), text, consultation_path(consultation), words, by)


def tell_coordination(
    consultation: Consultation, text: Promise, words: dict[str, Any], by: Any | None
) -> None:
    """Tell the coordination something of a consultation."""
    keys = set(coordinators().values_list("pk", flat=True))
    _tell(keys, text, consultation_path(consultation), _words(consultation) | words, by)


def tell_of_disposition(disposition: Disposition, by: Any) -> None:
    """Tell the organisation that commented what came of it, and why."""
    comment: ConsultationComment = disposition.comment
    uuid = str(comment.organisation)
    with override(settings.LANGUAGE_CODE):
        words = {
            "organisation": comment.organisation_name,
            "result": disposition.get_result_display(),
            "reason": disposition.reason,
        }
    path = f"{synopsis_path(comment.consultation)}#anmerkung-{comment.pk}"
    facts = _words(comment.consultation) | words
    _tell(people_of([uuid], *EDITING).get(uuid, set()), DISPOSED, path, facts, by)


def _words(consultation: Consultation) -> dict[str, Any]:
    process = consultation.process
    with override(settings.LANGUAGE_CODE):
        day = date_format(consultation.open_until)
    return {"title": str(process.agreement), "occasion": process.occasion, "day": day}


def _tell(people: set[int], text: Promise, path: str, words: dict[str, Any], by: Any) -> None:
    accounts = User.objects.filter(pk__in=people - {by.pk} if by else people)
    notify(accounts, CONSULTATION, text, path, words=words)
