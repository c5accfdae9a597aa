"""The text of documents, read by the worker: nobody who uploads a file waits for it."""

import logging
import subprocess
import sys
from functools import partial
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import F
from wagtail.documents import get_document_model

from portal.search.entries import file_text
from portal.search.entries.writing import enter
from portal.search.models import DocumentText

logger = logging.getLogger(__name__)

MOST_ATTEMPTS = 3
"""A storage may be away for a moment; a file that kills its reader each time is left alone."""
MOST_SECONDS = 40
LARGEST_FILE = 64 * 1024 * 1024
_PROGRAM = Path(file_text.__file__)
State = DocumentText.State


class NotNow(Exception):
    """The text could not be read this time; the message is a kind of failure, never content."""


def await_text(document: Any) -> None:
    """Let the worker read a document whose file is new, or another one than was read."""
    known, is_new = DocumentText.objects.get_or_create(
        document=document, defaults={"file_hash": document.file_hash}
    )
    if not is_new and known.file_hash != document.file_hash:
        known.file_hash, known.state, known.attempts = document.file_hash, State.WAITING, 0
        # What the file before said is found no more: it may have been replaced for that.
        known.text = ""
        known.save()


def await_texts() -> None:
    """Let the worker read what was there before anybody asked for it (one query, or two)."""
    missing = get_document_model().objects.filter(text_found=None)
    DocumentText.objects.bulk_create(
        (
            DocumentText(document_id=key, file_hash=file_hash)
            for key, file_hash in missing.values_list("pk", "file_hash")
        ),
        ignore_conflicts=True,
    )


def read_waiting(limit: int) -> int:
    """Read the files of documents that wait for it; return how many were tried.

    Several workers may do so at once. What could not be read is tried again, three times in all;
    nothing that is in a file stops the worker or the reading of others.
    """
    waiting = DocumentText.objects.filter(state=State.WAITING).order_by("attempts", "pk")
    return sum(_read(row) for row in waiting.select_related("document")[:limit])


def _read(row: DocumentText) -> bool:
    """Read one document, unless another worker does."""
    # Counted before: a file that takes the worker along has been tried, too.
    same = DocumentText.objects.filter(
        pk=row.pk, state=State.WAITING, attempts=row.attempts, file_hash=row.file_hash
    )
    if not same.update(attempts=F("attempts") + 1):
        return False
    found: dict[str, Any]
    try:
        text = text_of(row.document)
        found = {"state": State.READ if text else State.NONE, "text": text}
    except file_text.Unreadable:
        found = {"state": State.FAILED}
    except NotNow as error:
        logger.warning("Document %s could not be read (%s)", row.pk, error)
        found = {"state": State.FAILED if row.attempts + 1 >= MOST_ATTEMPTS else State.WAITING}
    _keep(row, found)
    return True


@transaction.atomic
def _keep(row: DocumentText, found: dict[str, Any]) -> None:
    # Not if the file was replaced meanwhile: that one waits to be read itself.
    same = DocumentText.objects.filter(pk=row.pk, file_hash=row.file_hash)
    if same.update(**found) and found.get("text"):
        enter(get_document_model().objects.filter(pk=row.pk))


def text_of(document: Any) -> str:
    """Return the words in a document's file, read by a process of its own with limits.

    Raises file_text.Unreadable if nobody can read it, and NotNow if it may be another time.
    """
    kind = document.file_extension.lower()
    if kind not in file_text.READERS:
        return ""
    try:
        with document.open_file() as file:
            if file.size > LARGEST_FILE:
                raise file_text.Unreadable("size")
            content = b"".join(iter(partial(file.read, 1024 * 1024), b""))
    except FileNotFoundError as error:
        raise file_text.Unreadable("missing") from error
    except OSError as error:
        raise NotNow(type(error).__name__) from error
    return _read_apart(content, kind)


def _read_apart(content: bytes, kind: str) -> str:
    try:
        done = subprocess.run(  # noqa: S603  # a program of ours
            [sys.executable, "-I", str(_PROGRAM), kind],
            input=content,
            capture_output=True,
            timeout=MOST_SECONDS,
            env={},
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise NotNow("time") from error
    if done.returncode == file_text.UNREADABLE:
        raise file_text.Unreadable(kind)
    if done.returncode != 0:
        raise NotNow(f"ended with {done.returncode}")
    return done.stdout.decode()
