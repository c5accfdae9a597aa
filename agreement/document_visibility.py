"""Documents stay open to whoever reads a version that they were sealed with.

A version names its documents by hash and never changes; the working text may have let go of
them long ago.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from django.db.models import Q
from wagtail.documents import get_document_model

from agreement.documents import document_facts
from agreement.models import AgreementVersion
from agreement.reading import text_of
from portal.core.file_visibility import FileUsers
from portal.core.visibility import Viewer, tokens_of, visible


def _sealed_documents(version: AgreementVersion) -> Iterator[tuple[str, int]]:
    """Yield hash and size of every document that a version names."""
    for section in text_of(version).sections:
        for document in section.field("documents", []):
            if document["sha256"]:
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


def _tokens_of(document: Any) -> frozenset[str]:
    found = _hash_of(document)
    versions = AgreementVersion.objects.without_bytes().select_related("agreement")
    naming = (v for v in versions if found in {sha256 for sha256, _size in _sealed_documents(v)})
    return frozenset[str]().union(*(tokens_of(version) for version in naming))


SEALED_DOCUMENTS = FileUsers(_keys_visible_to, _tokens_of)
"""What sealed versions show of the library of documents."""
