"""Who is told when rules lead to nobody: the coordination, and the editors of who should."""

from datetime import date, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from directory.models import OrganisationPage
from directory.people.addressees import coordinators, editors_of
from portal.accounts.models import Notification, User
from portal.accounts.notifications import notify
from portal.finder.unserved.finding import Unserved, find_unserved
from portal.finder.unserved.words import sentence, service_names

UNSERVED = "ohne-stelle"
"""The kind of these notices."""
NOT_AGAIN = timedelta(days=30)
"""So long the same is not told to the same person again; sent notices are kept as long."""


def tell_of_unserved(today: date | None = None) -> int:
    """Leave a notice for everybody concerned who does not know yet; return how many were new."""
    day = today or timezone.localdate()
    found = find_unserved(day)
    if not found:
        return 0
    with override(settings.LANGUAGE_CODE):
        names = service_names()
        texts = {sentence(one, names, day): one for one in found}
    coordination = list(coordinators())
    return sum(_tell(text, [*coordination, *_editors(one)]) for text, one in texts.items())


def _editors(one: Unserved) -> list[User]:
    keys = OrganisationPage.objects.filter(uuid__in=one.organisations, archived_on=None)
    return [person for key in keys.values_list("pk", flat=True) for person in editors_of(key)]


def _tell(text: str, people: list[User]) -> int:
    lately = Notification.objects.filter(
        kind=UNSERVED, text=text, created_at__gt=timezone.now() - NOT_AGAIN
    )
    told = set(lately.values_list("recipient", flat=True))
    new = {person.pk: person for person in people if person.pk not in told}
    path = reverse("wagtailadmin_home")
    notify(new.values(), UNSERVED, "%(sentence)s", path, words={"sentence": text})
    return len(new)
