"""What a reader gets of a version: a line of its contents, a section, a clause."""

from dataclasses import dataclass

from django.utils.safestring import SafeString

from agreement.reading_page.coming import Coming, VersionToCome
from agreement.reading_page.stale import Stale
from agreement.snapshot import SectionSnapshot


@dataclass(frozen=True)
class ContentsEntry:
    """A line of the contents: number and title, where to find it, and what stands below it."""

    number: str
    title: str
    url: str
    summary: str = ""
    slug: str = ""
    clauses: tuple["ContentsEntry", ...] = ()


@dataclass(frozen=True)
class ReadClause:
    """A clause as it is read."""

    uid: str
    number: str
    heading: str
    is_binding: bool
    html: SafeString
    plain: str
    url: str
    """Its address for ever."""
    place_url: str
    """Its place in the section that is read."""
    address: str
    """The former as one copies it, with the name of the site."""
    rules: tuple[str, ...]
    """What it means for responsibility, a sentence a rule."""
    stale: Stale | None = None
    """Since when the plain sentence lags behind the wording, if it does."""
    coming: tuple[tuple[VersionToCome, Coming], ...] = ()
    """What is decided about it and not in force yet."""


@dataclass(frozen=True)
class ReadSection:
    """A section as it is read."""

    section: SectionSnapshot
    url: str
    keyed_fields: tuple[tuple[str, str, list[str]], ...]
    """Key, label and lines of each structured field that says something."""
    clauses: tuple[ReadClause, ...] = ()
    arriving: tuple[tuple[VersionToCome, Coming], ...] = ()
    """The clauses that are decided to come into it."""
    terms: tuple[tuple[str, str], ...] = ()
    """The abbreviations that stand in its clauses, with what they mean."""

    @property
    def fields(self) -> list[tuple[str, list[str]]]:
        """Label and lines of each of these fields."""
        return [(label, lines) for _key, label, lines in self.keyed_fields]
