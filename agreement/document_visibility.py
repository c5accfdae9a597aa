"""Documents stay open to whoever reads a version that they were sealed with.

A version names its documents by hash and never changes; the working text may have let go of
them long ago.
"""

from collections.abc import Collection, Iterator
from functools import lru_cache
from typing import Any

from django.db.models import Q
from wagtail.documents import get_document_model

from agreement.documents import document_facts
from agreement.models import AgreementVersion
from agreement.reading import text_of
from agreement.visibility import tokens_of_versions
from portal.core.file_visibility import FileUsers
from portal.core.visibility import Viewer, visible


def _sealed_documents(version: AgreementVersion) -> Iterator[tuple[str, int]]:
    """Yield hash and size of every document that a version holds.

    Sections about handing over name papers in words alone, in a field that is called the same.
    """
    for section in text_of(version).sections:
        for document in section.field("documents", []):
            if isinstance(document, dict) and document["sha256"]:
                yield document["sha256"], document["size"]


@lru_cache(maxsize=1024)
def _hash(pk: int, file: str, file_hash: str) -> str:
    """Return the SHA-256 of a stored document; read anew when its file is replaced."""
    sha256: str = document_facts(get_document_model().objects.get(pk=pk))["sha256"]
    return sha256


def _hash_of(document: Any) -> str:
    return _hash(document.pk, document.file.name, document.file_hash)


def _keys_visible_to(who: Viewer) -> frozenset[int]:
    """Return the documents of the versions that a viewer may read (two queries a request)."""
    if "sealed_documents" not in who.memo:
        versions = visible(AgreementVersion.objects.without_bytes(), who)
        sealed = {fact for version in versions for fact in _sealed_documents(version)}
        who.memo["sealed_documents"] = frozenset(_stored(sealed)) if sealed else frozenset()
    keys: frozenset[int] = who.memo["sealed_documents"]
    return keys


def _stored(sealed: set[tuple[str, int]]) -> Iterator[int]:
    """Yield the stored documents with a sealed hash; only those of a fitting size are read."""
    hashes, sizes = {sha256 for sha256, _size in sealed}, {size for _sha256, size in sealed}
    fitting = get_document_model().objects.filter(Q(file_size__in=sizes) | Q(file_size=None))
    yield from (document.pk for document in fitting if _hash_of(document) in hashes)


def _tokens_of_each(documents: Collection[Any]) -> dict[int, frozenset[str]]:
    """Return the tokens of the readers of the versions that name documents (three queries)."""
    versions = list(AgreementVersion.objects.without_bytes())
    readers = tokens_of_versions([version.pk for version in versions])
    by_hash: dict[str, frozenset[str]] = {}
    for version in versions:
        for sha256, _size in _sealed_documents(version):
            by_hash[sha256] = by_hash.get(sha256, frozenset()) | readers[version.pk]
    if not by_hash:
        return {}
    return {document.pk: by_hash.get(_hash_of(document), frozenset()) for document in documents}


SEALED_DOCUMENTS = FileUsers(_keys_visible_to, _tokens_of_each)
"""What sealed versions show of the library of documents."""
