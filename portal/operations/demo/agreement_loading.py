"""The demo's agreement: its working text version by version, each sealed and put in force."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.core.files import File
from django.db.models import ForeignKey
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.fields import StreamField

from agreement.actions import commence, seal_legacy
from agreement.coverage.actions import accept
from agreement.coverage.identity import stored_acceptance
from agreement.enums import CommencementMode
from agreement.labels import words_with
from agreement.models import (
    Agreement,
    AgreementPage,
    Party,
    SectionPage,
    VersionProcess,
    WorkingTextPage,
)
from agreement.models.sections import SECTION_TYPES
from agreement.process.actions import adopt, back_to_draft, open_process, start_consultation
from agreement.reading import MAIN_SLUG
from directory.models import OrganisationPage, Service
from portal.accounts.models import User
from portal.home.models import HomePage
from portal.intern.models import InternPage
from portal.operations.demo.agreement_text import (
    ClauseText,
    PartyText,
    RuleText,
    SectionText,
    VersionText,
    versions,
)
from portal.operations.demo.consultation_loading import consult
from portal.operations.demo.consultation_text import AskedText, asked_about
from portal.operations.demo.files import CONTENT, municipalities_of, stable_uuid
from portal.operations.demo.signing import sign_on_paper

WORKING_TEXT_SLUG = "arbeitsfassung"
TAKES_EFFECT_IN = timedelta(days=60)
SIGNED_WITHIN = timedelta(days=21)

Blocks = list[dict[str, Any]]


class AgreementLoader:
    """Writes the working text as it stood for each version, and lets `coordination` seal it.

    What is signed on paper the coordination uploads, and its `deputy` confirms.
    """

    def __init__(
        self, organisations: Mapping[str, OrganisationPage], coordination: User, deputy: User
    ) -> None:
        self._organisations = organisations
        self._coordination = coordination
        self._deputy = deputy
        self._services = {service.code: service for service in Service.objects.all()}

    def load(self, home: HomePage, intern: InternPage) -> None:
        """Make the agreement with its public page and its versions."""
        texts = versions()
        agreement = _agreement(texts[0])
        working_text = WorkingTextPage(
            title=agreement.title,
            slug=WORKING_TEXT_SLUG,
            agreement=agreement,
            locale=intern.locale,
        )
        intern.add_child(instance=working_text)
        page = AgreementPage(title=agreement.title, slug=MAIN_SLUG, agreement=agreement)
        home.add_child(instance=page)
        page.save_revision().publish()
        for text in texts:
            asked = asked_about(text)
            self._write(working_text.pk, asked.round if asked else text)
            self._accept(agreement, text)
            written = WorkingTextPage.objects.get(pk=working_text.pk)
            self._bring_about(written, text, asked)

    def _bring_about(
        self, written: WorkingTextPage, text: VersionText, asked: AskedText | None
    ) -> None:
        """Seal what was written, sign it and put it in force, as people do by hand."""
        by = self._coordination
        if text.is_legacy and text.in_force:
            commence(seal_legacy(written, by), text.in_force, by)
            return
        process = self._open(written, text)
        start_consultation(process, by)
        if asked:
            self._revise(written, process, text, asked)
        version = adopt(process, by)
        missing = text.unsigned_by and str(self._organisations[text.unsigned_by].uuid)
        sign_on_paper(version, by, self._deputy, but=missing)
        if text.in_force:
            commence(version, text.in_force, by)

    def _revise(
        self, written: WorkingTextPage, process: VersionProcess, text: VersionText, asked: AskedText
    ) -> None:
        """Ask the partners, write what came of it, and freeze that as the next round."""
        consult(process, asked.file, self._organisations, self._coordination)
        back_to_draft(process, self._coordination)
        for before, after in zip(asked.round.sections, text.sections, strict=True):
            if before != after:
                self._section(written.pk, after, None)
        start_consultation(process, self._coordination)

    def _open(self, written: WorkingTextPage, text: VersionText) -> VersionProcess:
        """Open a version's process; one that is not in force yet is planned for soon."""
        by = self._coordination
        if text.in_force:
            return open_process(written, by, text.occasion)
        today = timezone.localdate()
        return open_process(
            written,
            by,
            text.occasion,
            CommencementMode.ON_DAY,
            commences_on=today + TAKES_EFFECT_IN,
            sign_by=today + SIGNED_WITHIN,
        )

    def _accept(self, agreement: Agreement, text: VersionText) -> None:
        """Accept what the partners accept from this version on."""
        words = words_with({})
        for each in text.accepted:
            finding = stored_acceptance(each.kind, each.when, each.services)
            accept(agreement, finding, each.reason, self._coordination, words)

    def _write(self, pk: int, text: VersionText) -> None:
        """Make the working text say what a version says."""
        # Fresh from the database: pages of the tree do not notice what is added beside them.
        working_text = WorkingTextPage.objects.get(pk=pk)
        working_text.parties = [
            self._party(party, position) for position, party in enumerate(text.parties)
        ]
        working_text.save_revision(user=self._coordination).publish()
        before: SectionPage | None = None
        for section in text.sections:
            before = self._section(pk, section, before)

    def _party(self, party: PartyText, position: int) -> Party:
        return Party(
            organisation=self._organisations[party.organisation],
            role=party.role,
            signatory=party.signatory,
            deputy=party.deputy,
            sort_order=position,
        )

    def _section(self, pk: int, text: SectionText, before: SectionPage | None) -> SectionPage:
        working_text = WorkingTextPage.objects.get(pk=pk)
        page_type = SECTION_TYPES[text.kind]
        found = page_type.objects.child_of(working_text).filter(slug=text.slug).first()
        page = found or page_type(slug=text.slug, locale=working_text.locale)
        page.title, page.plain_summary = text.title, text.summary
        page.clauses = _stream(page_type, "clauses", [_clause(one) for one in text.clauses])
        for name, value in text.fields.items():
            setattr(page, name, self._value(page_type, name, value))
        if found is None and before is not None:
            SectionPage.objects.get(pk=before.pk).add_sibling(pos="right", instance=page)
        elif found is None:
            working_text.add_child(instance=page)
        page.save_revision(user=self._coordination).publish()
        return page

    def _value(self, page_type: type[SectionPage], name: str, value: Any) -> Any:
        """Return a structured field's value as its model field takes it."""
        field = page_type._meta.get_field(name)
        if isinstance(field, ForeignKey):
            return self._services[value]
        if not isinstance(field, StreamField):
            return value
        (block_name,) = field.stream_block.child_blocks
        parts = [self._part(name, part) for part in value]
        return _stream(
            page_type,
            name,
            [
                {"type": block_name, "id": stable_uuid("part", f"{name}/{part}"), "value": part}
                for part in parts
            ],
        )

    def _part(self, name: str, part: Any) -> Any:
        if name == "providers":
            organisation = self._organisations[part["organisation"]]
            return {
                "organisation": str(organisation.uuid),
                "municipalities": municipalities_of(part),
                "valid_from": part.get("valid_from"),
                "valid_until": part.get("valid_until"),
            }
        if isinstance(part, str) and (CONTENT / "files" / part).is_file():
            return _document(CONTENT / "files" / part)
        return part


def _agreement(text: VersionText) -> Agreement:
    agreement: Agreement = Agreement.objects.create(
        uuid=stable_uuid("agreement", MAIN_SLUG),
        title=text.title,
        slug=MAIN_SLUG,
        reference=text.reference,
        required_form=text.required_form,
        required_form_reason=text.required_form_reason,
    )
    return agreement


def _stream(page_type: type[SectionPage], name: str, blocks: Sequence[Any]) -> Any:
    return page_type._meta.get_field(name).to_python(list(blocks))


def _clause(text: ClauseText) -> dict[str, Any]:
    value = {
        "heading": text.heading,
        "text": text.html,
        "kind": text.kind,
        "plain": text.plain,
        "rules": [_rule(rule) for rule in text.rules],
        "change": text.change,
        "change_reason": text.change_reason,
    }
    return {"type": "clause", "id": text.uid, "value": value}


def _rule(rule: RuleText) -> dict[str, Any]:
    return {"type": "item", "id": rule.id, "value": dict(rule.values)}


def _document(path: Path) -> int:
    """Return the key of a document in the library, put there if it is not yet."""
    documents = get_document_model()
    title = "Übergabebogen (Beispiel)"
    document = documents.objects.filter(title=title).first()
    if document is None:
        with path.open("rb") as file:
            document = documents.objects.create(title=title, file=File(file, name=path.name))
    key: int = document.pk
    return key
