"""Comparisons that are computed once a process: what is sealed never changes."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from agreement import reading
from agreement.comparison.changes import Comparison
from agreement.comparison.comparing import compare
from agreement.comparison_page.shown import ShownText, changes_in
from agreement.comparison_page.subjects import ComparedText
from agreement.models.sealed import AgreementVersion
from agreement.snapshot import Snapshot


@dataclass(frozen=True)
class Pair:
    """Two texts and the versions between them, known by their hashes alone."""

    hashes: tuple[str, ...]
    """Of the old text, of those between, of the new one."""
    texts: tuple[Snapshot, ...] = field(compare=False, repr=False)


def pair_of(old: ComparedText, new: ComparedText, between: Sequence[AgreementVersion]) -> Pair:
    """Return two texts as they are kept; `between` are the versions between, the oldest first."""
    hashes = (old.sha256, *(version.sha256 for version in between), new.sha256)
    texts = (old.snapshot, *map(reading.text_of, between), new.snapshot)
    return Pair(hashes, texts)


@lru_cache(maxsize=16)
def comparison_of(pair: Pair) -> Comparison:
    """Return all that is different between two texts, computed once a process."""
    old, *between, new = pair.texts
    return compare(old, new, between)


@dataclass(frozen=True)
class Asked:
    """A comparison as somebody asks for it: what its HTML depends on, and what makes it."""

    facts: tuple[object, ...]
    """Hashes, filters, language, addresses and names."""
    text: ShownText = field(compare=False, repr=False)


@lru_cache(maxsize=8)
def html_of(asked: Asked) -> SafeString:
    """Return the HTML of a comparison's text, made once a process for all who ask alike."""
    sections = asked.text.sections()
    steps = list(changes_in(sections))
    context = {
        "text": asked.text,
        "view": asked.text.view,
        "sections": sections,
        "steps": steps,
        "first": steps[0] if steps else None,
    }
    return render_to_string("agreement/comparison/text.html", context)
