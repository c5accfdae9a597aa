"""Wiring: what follows when a working text is made, a section published, a partner provisioned."""

from typing import Any

from django.db.models.signals import post_save, pre_save
from django.dispatch import receiver
from wagtail.signals import page_published, page_unpublished

from agreement.models import SectionPage, WorkingTextPage
from agreement.moving.publishing import keep_every_clause_published_once, published_before
from agreement.section_rights import sync_section_rights
from agreement.section_workflow import ensure_section_workflow
from directory.signals import organisation_provisioned


@receiver(post_save, sender=WorkingTextPage)
def working_text_is_made(
    instance: WorkingTextPage, *, created: bool, raw: bool, **kwargs: Any
) -> None:
    """Give a new working text its workflow."""
    if created and not raw:
        ensure_section_workflow(instance)


@receiver([page_published, page_unpublished])
def section_says_something_else(instance: Any, **kwargs: Any) -> None:
    """Let rights at a section follow what is published of it."""
    if isinstance(instance, SectionPage):
        sync_section_rights([instance])


@receiver(organisation_provisioned)
def organisation_may_propose(*, mended: bool, **kwargs: Any) -> list[str]:
    """Give an organisation's new groups what it has as a provider; take it in the archive."""
    return sync_section_rights() if mended else []


@receiver(pre_save)
def section_is_about_to_be_saved(
    instance: Any, update_fields: Any, *, raw: bool, **kwargs: Any
) -> None:
    """Remember what a section showed, as far as its clauses are to be written."""
    if isinstance(instance, SectionPage) and instance.pk and update_fields is None and not raw:
        instance.published_before = published_before(instance)


@receiver(page_published)
def section_is_published(instance: Any, revision: Any, **kwargs: Any) -> None:
    """Publish the place of clauses that moved in both sections at once."""
    if isinstance(instance, SectionPage):
        keep_every_clause_published_once(instance, instance.published_before, revision.user)
