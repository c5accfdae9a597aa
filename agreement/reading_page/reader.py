"""An agreement as one reader meets it: the versions he may see, and the day he asks for."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from agreement import reading
from agreement.models.sealed import AgreementVersion
from agreement.reading_page.banner import banner
from agreement.reading_page.coming import VersionToCome, versions_to_come
from agreement.reading_page.stale import stale_sentences
from agreement.views_of_text import ReadVersion
from portal.core.errors import BadInput, NotFound
from portal.core.visibility import Viewer, viewer, visible


@dataclass(eq=False)
class Reader:
    """Who reads which agreement; what is looked up is looked up once a request.

    `page` is the public page of the agreement.
    """

    request: HttpRequest
    page: Any

    @cached_property
    def who(self) -> Viewer:
        """The reader."""
        return viewer(self.request)

    @cached_property
    def url(self) -> str:
        """The address of the agreement, with a slash at the end."""
        return str(self.page.get_url(self.request))

    @cached_property
    def today(self) -> date:
        """The day on which the reader reads."""
        return timezone.localdate()

    @property
    def versions(self) -> Any:
        """The versions that the reader may see, as a queryset without their bytes."""
        everything = AgreementVersion.objects.filter(agreement=self.page.agreement_id)
        return visible(everything.without_bytes(), self.who)

    @cached_property
    def periods(self) -> list[reading.Period]:
        """These versions with the days they are in force and are reviewed, the newest first."""
        found = reading.periods(self.versions.with_review().select_related("agreement"))
        if found:
            # It came along: whatever asks the page for its agreement saves a query.
            self.page.agreement = found[0].version.agreement
        return found

    @cached_property
    def today_version(self) -> AgreementVersion | None:
        """The version in force today."""
        return self.in_force(self.today)

    def in_force(self, day: date) -> AgreementVersion | None:
        """Return the version in force on a day, if one is."""
        return reading.in_force_on(day, self.periods)

    def period_of(self, version: AgreementVersion) -> reading.Period:
        """Return the days of a version that the reader may see."""
        return next(period for period in self.periods if period.version == version)

    @cached_property
    def day(self) -> date:
        """The day of `?stand=`, today without it; raises BadInput if it is none."""
        text = self.request.GET.get("stand", "")
        if not text:
            return self.today
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise BadInput(
                _("„%(text)s“ ist kein Datum. Schreiben Sie es so: ?stand=2024-05-31")
                % {"text": text[:40]}
            ) from None

    def version(self, number: int) -> AgreementVersion:
        """Return a version by its number; raises NotFound for one the reader does not see."""
        found = (p.version for p in self.periods if p.version.number == number)
        version = next(found, None)
        if version is None:
            raise NotFound(_("Diese Fassung gibt es nicht. Alle stehen unter „Fassungen“."))
        return version

    def on_day(self) -> ReadVersion:
        """Return the version of the day asked for; raises NotFound, if none was in force."""
        version = self.in_force(self.day)
        if version is None:
            raise NotFound(self._nothing_in_force())
        return self.as_of_day(version)

    def _nothing_in_force(self) -> str:
        first = min((period.starts for period in self.periods if period.starts), default=None)
        if first is None or self.day >= first:
            said = _("Am %(day)s war keine Fassung der Vereinbarung in Kraft.")
            return said % {"day": date_format(self.day)}
        said = _(
            "Am %(day)s war keine Fassung der Vereinbarung in Kraft. "
            "Die erste gilt seit dem %(first)s."
        )
        return said % {"day": date_format(self.day), "first": date_format(first)}

    def as_of_day(self, version: AgreementVersion) -> ReadVersion:
        """Return a version below the address of the agreement; links carry on the day."""
        asked = self.request.GET.get("stand")
        query = f"?stand={self.day.isoformat()}" if asked else ""
        return self._read(version, self.url, query=query, day=self.day)

    def as_version(self, version: AgreementVersion) -> ReadVersion:
        """Return a version below its own address; links to clauses name it."""
        base = f"{self.url}fassungen/{version.number}/"
        return self._read(version, base, clause_query=f"?fassung={version.number}")

    def _read(self, version: AgreementVersion, base_url: str, **fields: Any) -> ReadVersion:
        return ReadVersion(
            version,
            reading.text_of(version),
            self.url,
            base_url,
            site=self.request.build_absolute_uri("/")[:-1],
            stale=stale_sentences(self.history_of(version)),
            to_come=self._to_come(version),
            **fields,
        )

    def history_of(self, version: AgreementVersion) -> list[AgreementVersion]:
        """Return the versions up to one of them, oldest first; others that failed are left out."""
        return [
            period.version
            for period in reversed(self.periods)
            if period.version == version
            or (period.version.number < version.number and not period.has_failed)
        ]

    def _to_come(self, version: AgreementVersion) -> tuple[VersionToCome, ...]:
        """Return what follows the version in force; the past says nothing of its future."""
        if version != self.today_version:
            return ()
        return tuple(versions_to_come(self.periods, version, self.today, self.url))

    def answer(self, template: str, context: Mapping[str, Any]) -> HttpResponse:
        """Render a page of the agreement.

        With `read` in the context it says which version that is and whether it holds today;
        what does not hold today is kept out of search engines. `current_url` is the same place
        in the text that holds, the agreement's contents without it.
        """
        shown: dict[str, Any] = {"today_version": self.today_version, **context}
        read: ReadVersion | None = shown.get("read")
        if read:
            shown |= self._standing(read, str(shown.get("current_url") or self.url))
        answer: HttpResponse = self.page.render(
            self.request, context_overrides=shown, template=template
        )
        return answer

    def _standing(self, read: ReadVersion, current_url: str) -> dict[str, Any]:
        period, current = self.period_of(read.version), self.today_version
        if read.version == current:
            canonical = self.request.build_absolute_uri(current_url)
            return {"period": period, "is_in_force": True, "canonical_url": canonical}
        return {
            "period": period,
            "is_in_force": False,
            "robots": "noindex",
            "banner": banner(period, current, self.today),
            "current_url": current_url if current else "",
        }
