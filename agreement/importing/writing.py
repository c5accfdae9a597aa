"""Writes an imported text into the working text: pages in their order, published."""

from collections.abc import Sequence
from typing import Any, cast

from django.conf import settings
from django.urls import resolve
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page

from agreement.importing.composing import PlannedSection
from agreement.importing.imported import ImportedText, ImportRefused
from agreement.importing.target import Target
from agreement.models import (
    Agreement,
    AgreementPage,
    Party,
    SectionPage,
    WorkingTextPage,
)
from agreement.models.sections import SECTION_TYPES
from agreement.reading import MAIN_SLUG
from agreement.vocabulary import RESERVED_SLUGS
from directory.models import Service

WORKING_TEXT_SLUG = "arbeitsfassung"
LONGEST_SLUG = 200


def new_agreement(text: ImportedText, target: Target, by: Any) -> WorkingTextPage:
    """Make an agreement with its working text and its public page, at addresses of their own."""
    slug = _free_slug(text.title)
    agreement: Agreement = Agreement.objects.create(
        uuid=target.uuid, title=text.title, slug=slug, reference=text.reference
    )
    page = AgreementPage(title=agreement.title, slug=slug, agreement=agreement)
    _parent(AgreementPage).add_child(instance=page)
    page.save_revision(user=by).publish(user=by)
    return working_text_for(agreement, by)


def working_text_for(agreement: Agreement, by: Any) -> WorkingTextPage:
    """Make the working text of an agreement that has none."""
    is_main = agreement.slug == MAIN_SLUG
    slug = WORKING_TEXT_SLUG if is_main else f"{WORKING_TEXT_SLUG}-{agreement.slug}"
    working_text = WorkingTextPage(title=agreement.title, slug=slug, agreement=agreement)
    _parent(WorkingTextPage).add_child(instance=working_text)
    working_text.save_revision(user=by).publish(user=by)
    return WorkingTextPage.objects.get(pk=working_text.pk)


def _parent(page_type: type[Page]) -> Page:
    """Return the German page below which pages of a type stand."""
    german = Locale.objects.get(language_code=settings.LANGUAGE_CODE)
    for parent_type in page_type.allowed_parent_page_models():
        found = cast("Page | None", parent_type.objects.filter(locale=german).first())
        if found is not None:
            return found
    raise ImportRefused.because(
        _("Das Portal ist noch nicht eingerichtet: Es fehlt die Seite, unter der das stehen soll.")
    )


def _free_slug(title: str) -> str:
    """Return an address that neither an agreement nor another page or part of the portal has."""
    if not Agreement.objects.exists() and _is_free(MAIN_SLUG):
        return MAIN_SLUG
    base = slugify(title)[:50].strip("-") or MAIN_SLUG
    number, slug = 1, base
    while not _is_free(slug):
        number += 1
        slug = f"{base[:45]}-{number}"
    return slug


def _is_free(slug: str) -> bool:
    is_taken = Agreement.objects.filter(slug=slug).exists()
    siblings = Page.objects.child_of(_parent(AgreementPage)).filter(slug=slug)
    return not is_taken and not siblings.exists() and _is_for_pages(slug)


def _is_for_pages(slug: str) -> bool:
    """Whether no part of the portal beside the pages answers at an address."""
    return resolve(f"/{slug}/").url_name == "wagtail_serve"


def write_heading(
    target: Target, text: ImportedText, parties: Sequence[Party] | None, by: Any
) -> None:
    """Take over title, reference and partners, where the file speaks of them."""
    agreement, working_text = target.agreement, target.working_text
    if agreement is None or working_text is None:
        raise ValueError("There is no working text to write to.")
    reference = text.reference or agreement.reference
    if (agreement.title, agreement.reference) != (text.title, reference):
        agreement.title, agreement.reference = text.title, reference
        agreement.save(update_fields=["title", "reference"])
    if parties is None and working_text.title == text.title:
        return
    fresh = WorkingTextPage.objects.get(pk=working_text.pk)
    fresh.title = text.title
    if parties is not None:
        fresh.parties = parties
    fresh.save_revision(user=by).publish(user=by)


def write_sections(target: Target, planned: Sequence[PlannedSection], by: Any) -> None:
    """Make the sections of a working text those that are planned, in their order.

    Sections that are not planned go; those that say the same already are not touched.
    """
    if target.working_text is None:
        raise ValueError("There is no working text to write to.")
    root = target.working_text.pk
    pages = {page.pk: page for page in target.pages}
    kept = {section.page for section in planned}
    for pk in pages.keys() - kept:
        Page.objects.get(pk=pk).specific.delete(user=by)
    before: int | None = None
    for section in planned:
        page = pages.get(section.page) if section.page is not None else None
        written = _write_section(root, page, section, before, by)
        if page is not None:
            _put_behind(written, before, root)
        before = written


def _write_section(
    root: int, page: SectionPage | None, section: PlannedSection, before: int | None, by: Any
) -> int:
    if page is None:
        page = SECTION_TYPES[section.kind](slug=_section_slug(section.title, root))
        _name_service(page)
    elif (
        page.title == section.title
        and page.plain_summary == section.summary
        and list(page.clauses.raw_data) == list(section.clauses)
    ):
        return int(page.pk)
    else:
        # Fresh from the database: pages of the tree do not notice what is added beside them.
        page = type(page).objects.get(pk=page.pk)
    page.title, page.plain_summary = section.title, section.summary
    page.draft_title = section.title
    page.clauses = page._meta.get_field("clauses").to_python(list(section.clauses))
    if page.pk is None:
        if before is None:
            first = Page.objects.get(pk=root).get_first_child()
            if first is None:
                Page.objects.get(pk=root).add_child(instance=page)
            else:
                first.add_sibling(pos="left", instance=page)
        else:
            Page.objects.get(pk=before).add_sibling(pos="right", instance=page)
    page.save_revision(user=by).publish(user=by)
    return int(page.pk)


def _name_service(page: SectionPage) -> None:
    """Let the section of a service be about that service, whose code is its kind."""
    if hasattr(page, "service_id"):
        page.service_id = (
            Service.objects.filter(code=page.kind).values_list("pk", flat=True).first()
        )


def _section_slug(title: str, root: int) -> str:
    base = slugify(title)[:LONGEST_SLUG].strip("-") or "abschnitt"
    taken = set(Page.objects.get(pk=root).get_children().values_list("slug", flat=True))
    number, slug = 1, base
    while slug in taken or slug in RESERVED_SLUGS:
        number += 1
        slug = f"{base}-{number}"
    return slug


def _put_behind(pk: int, before: int | None, root: int) -> None:
    """Move a page behind another one, or to the front, unless it stands there already."""
    page = Page.objects.get(pk=pk)
    if before is None:
        first = Page.objects.get(pk=root).get_first_child()
        if first is not None and first.pk != pk:
            page.move(first, pos="left")
        return
    neighbour = Page.objects.get(pk=before)
    following = neighbour.get_next_sibling()
    if following is None or following.pk != pk:
        page.move(neighbour, pos="right")
