"""Wiring: what follows when something is saved that says who offers what, or who leads."""

from typing import Any

from django.db import transaction
from django.db.models.signals import m2m_changed, post_delete, post_save
from django.dispatch import receiver
from wagtail.models import PageViewRestriction
from wagtail.signals import post_page_move

from agreement.models import Agreement, LedgerEntry
from directory.models import Municipality, Offer, OfficePage, OrganisationPage, Topic
from portal.finder.offers import forget_offers
from portal.finder.rules import forget_rules


@receiver([post_save, post_delete], sender=OfficePage)
@receiver([post_save, post_delete], sender=OrganisationPage)
@receiver([post_save, post_delete], sender=Offer)
@receiver([post_save, post_delete], sender=PageViewRestriction)
@receiver(m2m_changed, sender=Offer.municipalities.through)
@receiver(post_page_move)
def offers_have_changed(**kwargs: Any) -> None:
    """Forget at once for this transaction, and again for whoever read before its end."""
    forget_offers()
    transaction.on_commit(forget_offers)


@receiver(post_save, sender=LedgerEntry)
@receiver([post_save, post_delete], sender=Agreement)
@receiver([post_save, post_delete], sender=Municipality)
@receiver([post_save, post_delete], sender=Topic)
def rules_have_changed(**kwargs: Any) -> None:
    """Forget at once for this transaction, and again for whoever read before its end."""
    forget_rules()
    transaction.on_commit(forget_rules)
