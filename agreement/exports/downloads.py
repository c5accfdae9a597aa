"""Giving out the files of a version: at once, or with a word that they are being made."""

from dataclasses import dataclass

from django.db.models.functions import Length
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _

from agreement.enums import ArtifactKind
from agreement.models.evidence import Artifact
from agreement.models.sealed import AgreementVersion
from portal.core.visibility import Viewer, visible

RETRY_SECONDS = 30
CONTENT_TYPES = {
    ArtifactKind.PDF: "application/pdf",
    ArtifactKind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ArtifactKind.AKN: "application/xml",
}


@dataclass(frozen=True)
class Download:
    """A file of a version, as somebody is pointed to it."""

    kind: str
    """The ending of its address."""
    label: str
    description: str
    url: str
    size: int | None
    """In bytes; None while it is being made."""


def downloads(version: AgreementVersion, who: Viewer, base_url: str) -> list[Download]:
    """Return the files of a version for somebody; none if they may not read it (one query).

    `base_url` is the address of the agreement, with a slash at the end.
    """
    readable = visible(AgreementVersion.objects.filter(pk=version.pk), who)
    rows = list(
        readable.order_by("artifacts__stage").values_list(
            "artifacts__kind", "artifacts__size", Length("canonical")
        )
    )
    if not rows:
        return []
    sizes = {made: size for made, size, _whole in rows}
    size = rows[0][2]
    address = f"{base_url}fassungen/{version.number}"
    made = [
        Download(kind.value, str(kind.label), words, f"{address}.{kind.value}", sizes.get(kind))
        for kind, words in _descriptions().items()
    ]
    words = _("der festgeschriebene Text selbst, maschinenlesbar; seine Prüfsumme ist die genannte")
    return [*made, Download("json", "JSON", words, f"{address}.json", size)]


def _descriptions() -> dict[ArtifactKind, str]:
    return {
        ArtifactKind.PDF: _("zum Lesen, Drucken und Aufbewahren; mit dem Nachweis darin"),
        ArtifactKind.DOCX: _("zum Weiterarbeiten; ohne Beweiswert"),
        ArtifactKind.AKN: _("XML für Rechtstexte, zum Austausch mit anderen Systemen"),
    }


def file_of(request: HttpRequest, version: AgreementVersion, kind: ArtifactKind) -> HttpResponse:
    """Answer with the newest file of this kind; 304 for whoever has it, 503 until it is made.

    The caller makes sure that the version may be seen.
    """
    rows = Artifact.objects.filter(version=version, kind=kind).order_by("-stage")
    newest = rows.values_list("pk", "sha256").first()
    if newest is None:
        answer = render(request, "agreement/file_to_come.html", {"version": version}, status=503)
        answer["Retry-After"] = str(RETRY_SECONDS)
        return answer
    pk, sha256 = newest
    etag = f'"{sha256}"'
    unchanged = get_conditional_response(request, etag=etag)
    if unchanged is not None:
        return unchanged
    content = Artifact.objects.values_list("content", flat=True).get(pk=pk)
    answer = HttpResponse(bytes(content), content_type=CONTENT_TYPES[kind])
    name = f"{version.agreement.slug}-{version.number}.{kind.value}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["ETag"] = etag
    return answer
