"""Who wants to be told of changes by mail: of an agreement, a section or a clause."""

import secrets
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agreement.enums import FollowMail
from agreement.models.sealed import Agreement, AgreementVersion
from portal.accounts.querysets import AddressMailQuerySet


def new_secret() -> str:
    """Return what opens a subscription from a mail, without an account."""
    return secrets.token_urlsafe(24)


class Subscription(models.Model):
    """One person's wish to be told; somebody without an account confirms the address first."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="subscriptions")
    section = models.SlugField(max_length=255, blank=True)
    """The section by its address, empty for the whole agreement or for a clause."""
    clause = models.CharField(max_length=36, blank=True)
    """The clause by its uid, empty for a section or the whole agreement."""
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        null=True,
        related_name="subscriptions",
    )
    email = models.EmailField(_("E-Mail"), blank=True)
    secret = models.CharField(max_length=64, unique=True, default=new_secret)
    created_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("Abonnement")
        verbose_name_plural = _("Abonnements")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(user__isnull=True) ^ models.Q(email=""),
                name="subscriber_is_account_or_address",
            ),
            models.UniqueConstraint(
                fields=["agreement", "section", "clause", "user"],
                condition=models.Q(user__isnull=False),
                name="account_subscribes_once",
            ),
            models.UniqueConstraint(
                fields=["agreement", "section", "clause", "email"],
                condition=~models.Q(email=""),
                name="address_subscribes_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agreement}: {self.section or self.clause or '–'}"


class FollowersTold(models.Model):
    """The mark that those who follow were told that a version was signed, or took effect."""

    version = models.ForeignKey(
        AgreementVersion, on_delete=models.CASCADE, related_name="followers_told"
    )
    event = models.CharField(max_length=20, choices=FollowMail.choices)
    told_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("Mitteilung an Abonnierende")
        verbose_name_plural = _("Mitteilungen an Abonnierende")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["version", "event"], name="followers_told_once"),
        ]

    def __str__(self) -> str:
        return f"{self.version}: {self.get_event_display()}"


class SubscriptionMail(models.Model):
    """A mail to an address without an account, written by the act and sent later.

    The columns are those of a notice. The request to confirm is about no version.
    """

    subscription = models.ForeignKey(Subscription, on_delete=models.CASCADE, related_name="mails")
    version = models.ForeignKey(
        AgreementVersion, on_delete=models.CASCADE, null=True, related_name="+"
    )
    event = models.CharField(max_length=20, choices=FollowMail.choices)
    created_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    not_before = models.DateTimeField(default=timezone.now)
    claim = models.UUIDField(null=True)

    objects: ClassVar[Any] = AddressMailQuerySet.as_manager()

    class Meta:
        verbose_name = _("Mail an eine abonnierende Adresse")
        verbose_name_plural = _("Mails an abonnierende Adressen")
        ordering = ["created_at", "pk"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["sent_at", "not_before"], name="subscription_mail_to_send"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["subscription", "version", "event"], name="subscription_mail_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subscription_id}: {self.get_event_display()}"
