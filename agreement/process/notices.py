"""What the network is told of a process by mail: one short sentence an act."""

from collections.abc import Iterable
from typing import Any

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from agreement.impact_page.network import people_of_organisations
from agreement.impact_page.notices import VERSIONS
from agreement.models.process import VersionProcess
from agreement.models.sealed import AgreementVersion
from agreement.models.working_text import WorkingTextPage
from agreement.snapshot import Snapshot
from portal.accounts.models import User
from portal.accounts.notifications import notify
from portal.core.languages import localized_path

IN_CONSULTATION = _("%(title)s: Eine neue Fassung ist in Abstimmung. Anlass: %(occasion)s")
BACK_IN_DRAFT = _("%(title)s: Die neue Fassung wird noch einmal überarbeitet. Anlass: %(occasion)s")
DISCARDED = _("%(title)s: Der Vorgang „%(occasion)s“ ist beendet. Der Text gilt weiter wie bisher.")
ADOPTED = _("%(title)s: Fassung %(number)s ist festgeschrieben und wird unterzeichnet.")
ADOPTED_UNTIL = _(
    "%(title)s: Fassung %(number)s ist festgeschrieben und wird unterzeichnet, bis %(day)s."
)
SIGNED = _(
    "%(title)s: Fassung %(number)s ist vollständig unterzeichnet. Wann sie in Kraft tritt, wird "
    "noch entschieden."
)
FAILED = _("%(title)s: Fassung %(number)s ist gescheitert und wird nicht in Kraft treten.")
TERMINATED = _("%(title)s: Fassung %(number)s gilt ab %(day)s nicht mehr.")


def tell_of_process(process: VersionProcess, text: Promise, by: Any, parties: Snapshot) -> None:
    """Tell the people of the parties' organisations what happened to a draft."""
    words = {"title": str(process.agreement), "occasion": process.occasion}
    path = WorkingTextPage.objects.get(agreement=process.agreement_id).url
    notify(_people_of(parties, by), VERSIONS, text, path, words=words)


def tell_of_adoption(process: VersionProcess, version: AgreementVersion, by: Any) -> None:
    """Tell the network that a version is sealed, and until when it is to be signed."""
    day = date_format(process.sign_by) if process.sign_by else ""
    _tell_everybody(version, ADOPTED_UNTIL if day else ADOPTED, by, day)


def tell_of_signed(version: AgreementVersion) -> None:
    """Tell the network that every partner has signed, and that the day is still open."""
    _tell_everybody(version, SIGNED, None)


def tell_of_end(version: AgreementVersion, text: Promise, by: Any, day: str = "") -> None:
    """Tell the network that a version failed, or when it ends."""
    _tell_everybody(version, text, by, day)


def _tell_everybody(
    version: AgreementVersion, text: Promise, by: Any | None, day: str = ""
) -> None:
    keys = {key for keys in people_of_organisations().values() for key in keys}
    words = {"title": str(version.agreement), "number": version.number, "day": day}
    path = localized_path(f"/{version.agreement.slug}/fassungen/{version.number}/")
    notify(_accounts(keys, by), VERSIONS, text, path, words=words)


def _people_of(parties: Snapshot, by: Any) -> Iterable[User]:
    """Return the people of the parties and of the coordination."""
    people = people_of_organisations()
    uuids = {"", *(party.organisation for party in parties.parties)}
    return _accounts({key for uuid in uuids for key in people.get(uuid, ())}, by)


def _accounts(keys: Iterable[int], by: Any | None) -> list[User]:
    return list(User.objects.filter(pk__in=set(keys) - ({by.pk} if by else set())))
