"""Wiring: contacts are found by what is true of them and their office now.

New names of services, languages and places reach them with `manage.py provision`: they concern
thousands of contacts at once, too many for the request that saves one name.
"""

from typing import Any

from django.db.models.signals import m2m_changed, post_save
from django.dispatch import receiver
from wagtail.models import Page
from wagtail.signals import page_published

from directory.lookup import renew_lookup
from directory.models import Contact, OfficePage, OrganisationPage
from portal.core.trees import below


@receiver(post_save, sender=Contact)
def contact_is_saved(instance: Contact, *, raw: bool, **kwargs: Any) -> None:
    """Find a contact by what has just been saved of it."""
    if not raw:
        renew_lookup(Contact.objects.filter(pk=instance.pk))


@receiver(m2m_changed, sender=Contact.languages.through)
@receiver(m2m_changed, sender=Contact.services.through)
def contact_has_other_words(instance: Any, *, action: str, reverse: bool, **kwargs: Any) -> None:
    """Find a contact by its languages and services."""
    if action.startswith("post_") and not reverse:
        renew_lookup(Contact.objects.filter(pk=instance.pk))


@receiver(page_published)
def page_is_published(instance: Page, **kwargs: Any) -> None:
    """Find contacts by the names and offers of their office and organisation."""
    if isinstance(instance, OfficePage | OrganisationPage):
        renew_lookup(Contact.objects.filter(below([instance.path], "office__path")))
