"""Wiring: what is saved, published, moved, closed or deleted can be found so at once.

Every receiver writes in the transaction of the act: rolled back, nothing of it is found. Files
have receivers of their own, see `receivers_of_files`.
"""

from typing import Any

from django.db.models import F, OuterRef, Subquery
from django.db.models.signals import m2m_changed, post_delete, post_save
from wagtail.models import Page, PageViewRestriction, get_page_models
from wagtail.signals import post_page_move

from agreement.enums import EntryKind
from agreement.models import Agreement, AgreementPage, AgreementVersion, LedgerEntry, VersionClause
from directory.models import Contact, Offer, OfficePage, OrganisationPage
from portal.core.models import GermanOnlyPage
from portal.core.trees import below
from portal.search.entries.writing import compound_changed, enter, leave, touch, touch_rows
from portal.search.models import CompoundWord, SearchEntry

NOT_FOUND_BY = frozenset(
    {
        "wagtail_admin_comments",
        "latest_revision",
        "latest_revision_created_at",
        "has_unpublished_changes",
        "live_revision",
        "numchild",
        "locked",
        "locked_at",
        "locked_by",
    }
)
"""What storing a draft, a lock or a child writes of a page, and nobody looks for."""


def connect_receivers() -> None:
    """Listen to everything that changes what can be found, or who may see it."""
    for model in (Page, *get_page_models()):
        post_save.connect(page_is_saved, sender=model)
    post_delete.connect(page_is_deleted, sender=Page)
    post_page_move.connect(pages_are_moved)
    for signal in (post_save, post_delete):
        signal.connect(page_is_restricted, sender=PageViewRestriction)
        signal.connect(offer_is_changed, sender=Offer)
    m2m_changed.connect(groups_may_enter, sender=PageViewRestriction.groups.through)
    m2m_changed.connect(offer_reaches_others, sender=Offer.municipalities.through)
    m2m_changed.connect(office_speaks_others, sender=OfficePage.languages.through)
    post_save.connect(contact_is_saved, sender=Contact)
    post_delete.connect(contact_is_deleted, sender=Contact)
    for words in (Contact.languages.through, Contact.services.through):
        m2m_changed.connect(contact_has_other_words, sender=words)
    for signal in (post_save, post_delete):
        signal.connect(compound_is_taught, sender=CompoundWord)
    post_save.connect(ledger_goes_on, sender=LedgerEntry)
    post_save.connect(agreement_is_saved, sender=Agreement)


def page_is_saved(instance: Page, *, raw: bool, update_fields: Any, **kwargs: Any) -> None:
    """Find a page by what has just been saved of it.

    A draft is stored by naming a few fields of the row: what the page in memory says otherwise
    is not published.
    """
    if raw:
        return
    if update_fields is None:
        _page_is_written(instance, created=kwargs["created"])
    elif fields := set(update_fields) - NOT_FOUND_BY:
        known = SearchEntry.objects.there().filter(source="page", object_id=instance.pk)
        is_draft = fields == {"draft_title"}
        if not (is_draft and known.filter(draft_title=instance.draft_title).exists()):
            enter(Page.objects.filter(pk=instance.pk))


def _page_is_written(page: Page, *, created: bool) -> None:
    if not enter([page]):
        return
    if not created and isinstance(page, OrganisationPage):
        # What an organisation has is found by its name, too.
        enter(Page.objects.descendant_of(page))
    if not created and isinstance(page, OrganisationPage | OfficePage):
        enter(_contacts_below(page.path))
    if not isinstance(page, GermanOnlyPage):
        enter(_translations(page))


def _contacts_below(*paths: str) -> Any:
    return Contact.objects.filter(below(paths, "office__path")).select_related("office")


def _translations(page: Page) -> Any:
    return Page.objects.filter(translation_key=page.translation_key).exclude(pk=page.pk)


def page_is_deleted(instance: Page, **kwargs: Any) -> None:
    """Find a page no more; what it was a translation of is found in German again."""
    leave(Page, [instance.pk])
    enter(_translations(instance))


def pages_are_moved(parent_page_before: Page, parent_page_after: Page, **kwargs: Any) -> None:
    """Find pages at their new places: those moved, and those that made room for them."""
    places = below({parent_page_before.path, parent_page_after.path})
    now = Page.objects.filter(pk=OuterRef("object_id")).values("path")
    rows = SearchEntry.objects.there().filter(places, source="page").alias(now=Subquery(now))
    moved = list(rows.exclude(path=F("now")).values_list("object_id", flat=True))
    enter(Page.objects.filter(pk__in=moved))
    enter(Contact.objects.filter(office__in=moved).select_related("office"))


def page_is_restricted(instance: PageViewRestriction, **kwargs: Any) -> None:
    """Tell of a part of the tree only who may enter it now."""
    touch(instance.page.path)


def groups_may_enter(instance: Any, *, action: str, reverse: bool, **kwargs: Any) -> None:
    """Tell of a part of the tree only who may enter it now."""
    if action.startswith("post_"):
        restrictions = instance.pageviewrestriction_set.all() if reverse else [instance]
        for restriction in restrictions:
            touch(restriction.page.path)


def offer_is_changed(instance: Offer, *, raw: bool = False, **kwargs: Any) -> None:
    """Find an office by what it offers now."""
    if not raw:
        _office_has_changed(instance.office_id)


def offer_reaches_others(instance: Any, *, action: str, reverse: bool, **kwargs: Any) -> None:
    """Find an office by the places it serves."""
    if action.startswith("post_") and not reverse:
        _office_has_changed(instance.office_id)


def office_speaks_others(instance: Any, *, action: str, reverse: bool, **kwargs: Any) -> None:
    """Find an office by the languages that are spoken there."""
    if action.startswith("post_") and not reverse:
        _office_has_changed(instance.pk)


def _office_has_changed(key: int) -> None:
    if enter(OfficePage.objects.filter(pk=key)):
        enter(Contact.objects.filter(office=key).select_related("office"))


def contact_is_saved(instance: Contact, *, raw: bool, **kwargs: Any) -> None:
    """Find a contact by what has just been saved of it."""
    if not raw:
        enter(Contact.objects.filter(pk=instance.pk).select_related("office"))


def contact_has_other_words(instance: Any, *, action: str, reverse: bool, **kwargs: Any) -> None:
    """Find a contact by its languages and services."""
    if action.startswith("post_") and not reverse:
        enter(Contact.objects.filter(pk=instance.pk).select_related("office"))


def contact_is_deleted(instance: Contact, **kwargs: Any) -> None:
    """Find a contact no more."""
    leave(Contact, [instance.pk])


def ledger_goes_on(instance: LedgerEntry, *, raw: bool, **kwargs: Any) -> None:
    """Find the text of a version that was just sealed; others may read it once it is signed.

    The clauses themselves are written all at once, which no signal tells.
    """
    if raw or instance.version_id is None:
        return
    if instance.kind in {EntryKind.SEAL, EntryKind.COMMENCEMENT}:
        enter(VersionClause.objects.filter(version=instance.version_id))
        enter(AgreementVersion.objects.without_bytes().filter(pk=instance.version_id))
    touch_rows(SearchEntry.objects.filter(version=instance.version_id))


def agreement_is_saved(instance: Agreement, *, created: bool, **kwargs: Any) -> None:
    """Find an agreement by its reference; tell of its versions only who may read them now."""
    if not created:
        enter(AgreementPage.objects.filter(agreement=instance.pk))
        touch_rows(SearchEntry.objects.filter(version__agreement=instance.pk))


def compound_is_taught(instance: CompoundWord, **kwargs: Any) -> None:
    """Find what long words are made of by a part that is new, and no more by one that is gone."""
    compound_changed(instance.word)
