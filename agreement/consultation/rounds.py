"""Frozen rounds as they are read, and whether a consultation on one still runs."""

import json
from datetime import date
from functools import lru_cache
from typing import Any

from django.utils import timezone

from agreement.models.consultation import Consultation
from agreement.models.evidence import ProcessFreeze
from agreement.snapshot import Snapshot, from_data


def last_round(process: Any) -> ProcessFreeze | None:
    """Return the newest frozen round of a process, without its bytes."""
    rounds = ProcessFreeze.objects.filter(process=process.pk).order_by("-round")
    return rounds.defer("canonical").first()


def text_of_round(freeze: ProcessFreeze) -> Snapshot:
    """Return the text that was frozen; it never changes, so it is read once."""
    return _decoded(freeze.pk, freeze.sha256)


@lru_cache(maxsize=8)
def _decoded(pk: int, sha256: str) -> Snapshot:
    rounds = ProcessFreeze.objects.values_list("canonical", flat=True)
    canonical = rounds.get(pk=pk, sha256=sha256)
    return from_data(json.loads(bytes(canonical)))


def is_open(consultation: Consultation, today: date | None = None) -> bool:
    """Return whether organisations may still answer: not ended, and the day is not over."""
    if consultation.ended_at is not None:
        return False
    return (today or timezone.localdate()) <= consultation.open_until
