"""What the page of one version shows: text, changes, parties, and what the reader may do."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from agreement.comparison.changes import Comparison
from agreement.comparison.comparing import compare
from agreement.enums import EntryKind, RequiredForm, SignatureMethod
from agreement.impact_page.views import FOLDER
from agreement.impact_page.views import PAGE as COVERAGE
from agreement.models.process import VersionProcess
from agreement.models.sealed import AgreementVersion
from agreement.process.completion import suffices
from agreement.reading import text_of
from agreement.reading_page.read import ReadSection
from agreement.signing import cover
from agreement.signing.keeping import is_being_signed
from agreement.signing.permissions import FOR_PAPER, is_of_coordination, parties_with
from agreement.signing.state import PartyState, SigningState, signing_state
from agreement.signing.statement import DEPUTY, SIGNATORY
from agreement.views_of_text import ReadVersion
from directory.enums import Role
from portal.core.languages import localized_path


@dataclass(frozen=True)
class Function:
    """A function in which somebody may sign, with its word in the address."""

    key: str
    words: str


@dataclass(frozen=True)
class PartyRow:
    """A party on the page, with what the reader may do for it."""

    state: PartyState
    functions: tuple[Function, ...]
    may_sign: bool
    may_handle_paper: bool
    may_withdraw: bool
    may_confirm: bool


class SigningOfVersion:
    """A version on its way to being signed, as one person sees it."""

    def __init__(self, version: AgreementVersion, user: Any) -> None:
        self.version, self.user = version, user
        self.snapshot = text_of(version)

    @cached_property
    def state(self) -> SigningState:
        """Who has signed."""
        return signing_state(self.version)

    @cached_property
    def is_open(self) -> bool:
        """Whether signatures are taken."""
        return is_being_signed(self.version)

    @cached_property
    def process(self) -> VersionProcess | None:
        """The process that brought the version about; none for one from before the portal."""
        return VersionProcess.objects.filter(version=self.version).first()

    @property
    def bytes_url(self) -> str:
        """Where the sealed bytes are given out."""
        return f"{self.public_url.rstrip('/')}.json"

    @property
    def file_url(self) -> str:
        """Where the PDF is given out."""
        return f"{self.public_url.rstrip('/')}.pdf"

    @property
    def groups(self) -> list[str]:
        """The hash in groups of four."""
        return cover.groups(self.version.sha256)

    @property
    def needs_written_form(self) -> bool:
        """Whether only paper and qualified signatures suffice."""
        return self.version.agreement.required_form == RequiredForm.WRITTEN

    def suffices(self, method: SignatureMethod) -> bool:
        """Return whether a kind of signature meets the form that the partners need."""
        return suffices(method, self.version.agreement.required_form)

    @cached_property
    def coordinates(self) -> bool:
        """Whether the reader belongs to the coordination."""
        return is_of_coordination(self.user)

    @cached_property
    def _signs_for(self) -> frozenset[str]:
        return parties_with(self.user, Role.SIGNATORY)

    @cached_property
    def _handles(self) -> frozenset[str]:
        return parties_with(self.user, *FOR_PAPER)

    def rows(self) -> list[PartyRow]:
        """Return the parties, in the order of the text."""
        return [self._row(party) for party in self.state.parties]

    def row(self, party: str) -> PartyRow | None:
        """Return one party by its UUID."""
        state = self.state.of(party)
        return self._row(state) if state else None

    def _row(self, party: PartyState) -> PartyRow:
        signs = party.uuid in self._signs_for
        handles = self.coordinates or party.uuid in self._handles
        is_missing = self.is_open and not party.has_signed
        paper = party.waiting
        return PartyRow(
            state=party,
            functions=tuple(functions_of(party)),
            may_sign=is_missing and signs,
            may_handle_paper=is_missing and handles,
            may_withdraw=self.is_open and party.has_signed and (signs or self.coordinates),
            may_confirm=is_missing
            and handles
            and paper is not None
            and paper.uploaded_by_id not in (None, self.user.pk),
        )

    @cached_property
    def _read(self) -> ReadVersion:
        url = localized_path(f"/{self.version.agreement.slug}/")
        return ReadVersion(self.version, self.snapshot, url, self.public_url)

    @property
    def public_url(self) -> str:
        """Where the version is read by everybody who may."""
        return localized_path(f"/{self.version.agreement.slug}/fassungen/{self.version.number}/")

    def sections(self) -> list[ReadSection]:
        """Return the whole text, rendered."""
        found = (self._read.section(section.slug) for section in self.snapshot.sections)
        return [section for section in found if section]

    @cached_property
    def compared_with(self) -> AgreementVersion | None:
        """The version before this one that was signed last: what the parties agreed so far."""
        return (
            AgreementVersion.objects.filter(
                agreement=self.version.agreement_id,
                number__lt=self.version.number,
                entries__kind__in=[EntryKind.SIGNED, EntryKind.COMMENCEMENT],
            )
            .without_bytes()
            .distinct()
            .order_by("-number")
            .first()
        )

    @cached_property
    def changes(self) -> Comparison | None:
        """What is different from it; none for the first version."""
        if self.compared_with is None:
            return None
        return compare(text_of(self.compared_with), self.snapshot)

    @property
    def comparison_url(self) -> str:
        """Where both are compared word by word, with filters and files."""
        if self.compared_with is None:
            return ""
        numbers = f"{self.compared_with.number}/{self.version.number}"
        return localized_path(f"/{self.version.agreement.slug}/vergleich/{numbers}/")

    @property
    def impact_url(self) -> str:
        """Where it is shown for which cases something changes."""
        if self.compared_with is None:
            return ""
        query = urlencode({"vereinbarung": self.version.agreement.slug})
        return f"{COVERAGE}{FOLDER}{self.compared_with.number}/{self.version.number}/?{query}"


def functions_of(party: PartyState) -> list[Function]:
    """Return the functions in which a party signs: its own, and the deputy's if there is one."""
    own = Function(SIGNATORY, party.party.signatory)
    deputy = Function(DEPUTY, party.party.deputy)
    return [function for function in (own, deputy) if function.words]
