"""Events, notices and readers of the digest with a secret word."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from directory.models import OrganisationPage
from news.enums import NoticeAudience
from news.models import DigestReader, EventPage, Notice
from portal.accounts.models import User
from tests.factories import news
from tests.security.world.markers import word


@dataclass(frozen=True)
class Published:
    """What was published that tests name."""

    event_there: EventPage
    """Live; its newest draft is nobody's but the house's."""
    house_notice: Notice
    network_notice: Notice
    withdrawn_notice: Notice


def plant_published(there: OrganisationPage, coordination: User) -> Published:
    """Make the events, notices and readers of the world."""
    news.event(there, f"Fest {word('eventdraft')}", live=False).save_revision()
    now = timezone.now()
    expired = news.event(
        there, f"Vorbei {word('eventexpired')}", expire_at=now - timedelta(hours=1)
    )
    expired.save_revision()
    event = news.event(there, "Beispielfest drüben")
    event.title = f"Geändert {word('eventchange')}"
    event.save_revision()
    DigestReader.objects.create(email=f"{word('digestreader')}@example.org", confirmed_at=now)
    return Published(
        event_there=EventPage.objects.get(pk=event.pk),
        house_notice=_notice("housenotice", coordination, there),
        network_notice=_notice("networknotice", coordination, None),
        withdrawn_notice=_notice("withdrawnnotice", coordination, there, is_withdrawn=True),
    )


def _notice(
    place: str,
    coordination: User,
    organisation: OrganisationPage | None,
    *,
    is_withdrawn: bool = False,
) -> Notice:
    return Notice.objects.create(
        organisation=organisation,
        audience=NoticeAudience.ORGANISATION if organisation else NoticeAudience.NETWORK,
        title=f"Hinweis {word(place)}",
        text="Ein Beispiel.",
        made_by=coordination,
        withdrawn_at=timezone.now() if is_withdrawn else None,
    )
