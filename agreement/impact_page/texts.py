"""The texts that can be compared: the working text and every version the reader may see."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from agreement import reading
from agreement.coverage.subjects import Subject, version_subject, working_subject
from agreement.impact_page.drafts import draft_subject
from agreement.models.sealed import Agreement, AgreementVersion
from agreement.permissions import may_write_in
from agreement.reading import Period
from portal.core.errors import NotFound
from portal.core.visibility import viewer, visible

WORKING_TEXT, DRAFTS = "arbeitsfassung", "entwuerfe"
"""What stands in the address for the working text as published, and for its newest drafts,
where a version has its number."""


@dataclass(frozen=True)
class Texts:
    """An agreement with its versions, the newest first.

    `shows_drafts` says whether the reader may see what its editors have not published.
    """

    agreement: Agreement
    periods: tuple[Period, ...]
    shows_drafts: bool = False

    @property
    def choices(self) -> list[tuple[str, str]]:
        """The texts by what stands for them in an address, the working text first."""
        found = []
        if hasattr(self.agreement, "working_text"):
            found.append((WORKING_TEXT, _("Arbeitsfassung")))
        if self.shows_drafts:
            found.append((DRAFTS, _("Neueste Entwürfe")))
        for period in self.periods:
            number = period.version.number
            found.append((str(number), _("Fassung %(number)s") % {"number": number}))
        return found

    def usual_pair(self) -> tuple[str, str] | None:
        """What is compared unless somebody asks: the text in force with the newest one.

        None while there are not two texts.
        """
        keys = [key for key, _title in self.choices if key != DRAFTS]
        if len(keys) < 2:
            return None
        current = reading.in_force_on(timezone.localdate(), list(self.periods))
        if current is None:
            return keys[1], keys[0]
        number = str(current.number)
        newest = next(key for key in keys if key != number)
        return number, newest

    def subject(self, key: str) -> Subject:
        """Return a text by what stands for it in an address; raises NotFound."""
        if key == WORKING_TEXT:
            found = working_subject(self.agreement)
            if found is None:
                raise NotFound(_("Es gibt noch keine Arbeitsfassung."))
            return found
        if key == DRAFTS and self.shows_drafts:
            return draft_subject(self.agreement.working_text)
        period = next((one for one in self.periods if str(one.version.number) == key), None)
        if period is None:
            raise NotFound(_("Diese Fassung gibt es nicht. Wählen Sie eine aus der Liste."))
        return version_subject(self.agreement, period)


def texts_asked_for(request: HttpRequest) -> Texts | None:
    """Return the texts of the agreement asked for, else of the main one; None if none exists."""
    agreements = list(Agreement.objects.select_related("working_text").order_by("title"))
    asked = request.GET.get("vereinbarung") or reading.MAIN_SLUG
    found = next((one for one in agreements if one.slug == asked), None)
    agreement = found or next(iter(agreements), None)
    if agreement is None:
        return None
    versions = AgreementVersion.objects.filter(agreement=agreement).without_bytes()
    periods = reading.periods(visible(versions, viewer(request)))
    working_text = getattr(agreement, "working_text", None)
    shows_drafts = bool(working_text and may_write_in(request.user, working_text))
    return Texts(agreement, tuple(periods), shows_drafts)
