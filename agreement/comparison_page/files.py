"""A comparison as a file: DOCX with tracked changes, or PDF. Always in German, as its text is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.translation import override

from agreement.comparison.changes import Comparison
from agreement.comparison_files.docx import comparison_docx
from agreement.comparison_files.pdf import comparison_pdf
from agreement.comparison_files.sides import Side, Sides
from agreement.comparison_page.addresses import FOLDER
from agreement.comparison_page.kept import comparison_of, pair_of
from agreement.comparison_page.views import texts_of, vocabulary_of
from agreement.enums import ArtifactKind
from agreement.exports.downloads import CONTENT_TYPES
from agreement.exports.typesetting import NotTypeset

MAKERS: Mapping[ArtifactKind, Callable[[Comparison, Sides], bytes]] = {
    ArtifactKind.DOCX: comparison_docx,
    ArtifactKind.PDF: comparison_pdf,
}


@dataclass(frozen=True)
class _Wanted:
    """A file by what it depends on, and what makes it."""

    kind: ArtifactKind
    etag: str
    comparison: Comparison = field(compare=False, repr=False)
    sides: Sides = field(compare=False, repr=False)


@lru_cache(maxsize=8)
def _made(wanted: _Wanted) -> bytes:
    """Return the file, made once a process and day: a long PDF takes seconds."""
    return MAKERS[wanted.kind](wanted.comparison, wanted.sides)


def file_of_comparison(
    request: HttpRequest, page: Any, old: str, new: str, kind: ArtifactKind
) -> HttpResponse:
    """Answer with the comparison of two texts as a file, the older text always as the old one.

    304 for whoever has it; 503 if it cannot be set. Raises BadInput and NotFound as
    `Texts.subject` does. A text compared with itself is a file without changes.
    """
    with override("de"):
        wanted = _wanted(request, page, old, new, kind)
        unchanged = get_conditional_response(request, etag=wanted.etag)
        if unchanged is not None:
            return unchanged
        try:
            content = _made(wanted)
        except NotTypeset:
            return render(request, "agreement/comparison/no_file.html", status=503)
    answer = HttpResponse(content, content_type=CONTENT_TYPES[kind])
    name = f"{page.slug}-vergleich-{old}-{new}.{kind.value}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["ETag"] = wanted.etag
    patch_vary_headers(answer, ["Cookie"])  # what lies between two texts is not for everybody
    return answer


def _wanted(request: HttpRequest, page: Any, old: str, new: str, kind: ArtifactKind) -> _Wanted:
    texts = texts_of(request, page)
    subjects = texts.subject(old), texts.subject(new)
    before, after = sorted(subjects, key=lambda text: text.age)
    pair = pair_of(before, after, texts.between(before, after))
    words = vocabulary_of(before, after)
    sides = Sides(
        Side(before.title, words.old),
        Side(after.title, words.new),
        timezone.localdate(),
        f"{page.get_full_url(request)}{FOLDER}{before.name}/{after.name}/",
    )
    facts = repr((kind, pair.hashes, sides))
    etag = f'"{sha256(facts.encode()).hexdigest()}"'
    return _Wanted(kind, etag, comparison_of(pair), sides)
