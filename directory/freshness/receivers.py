"""Publishing an office's page is looking at it: it counts as a confirmation."""

from typing import Any

from django.dispatch import receiver
from django.utils import timezone
from wagtail.models import Revision
from wagtail.signals import page_published

from directory.models import OfficePage, Verification


@receiver(page_published)
def publication_confirms(instance: Any, revision: Revision | None = None, **kwargs: Any) -> None:
    """Note the day on which the published text was written, unless a later one is known.

    So an older draft that is published again, or a page that comes back from the archive,
    does not look fresh.
    """
    if not isinstance(instance, OfficePage) or revision is None:
        return
    day = timezone.localdate(revision.created_at)
    known, is_new = Verification.objects.get_or_create(
        office=instance, defaults={"verified_on": day, "verified_by": revision.user}
    )
    if not is_new and known.verified_on < day:
        known.verified_on, known.verified_by = day, revision.user
        known.save()
