"""Accounts: one e-mail address, one person."""

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.db import models
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from portal.accounts.querysets import NotificationQuerySet


class UserManager(BaseUserManager["User"]):
    """Makes accounts by e-mail address."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Make an account; without a password nobody can log in to it until one is set.

        Raises ValueError without an address.
        """
        if not email:
            raise ValueError("An account needs an e-mail address")
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Make an administrator's account."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractUser):
    """A person of the network, known by e-mail address."""

    username = None  # type: ignore[assignment]  # the address is the name to log in with
    email = models.EmailField(_("E-Mail-Adresse"), unique=True)

    # Counts how often all sessions of this account were ended; see `portal.accounts.sessions`.
    sessions_ended = models.PositiveIntegerField(default=0, editable=False)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects: ClassVar[UserManager] = UserManager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("Konto")
        verbose_name_plural = _("Konten")

    def __str__(self) -> str:
        return self.get_full_name() or self.email

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """Return what a session must carry to be this account's: password and sessions ended.

        Django's method behind `get_session_auth_hash` and its fallbacks, with one more part.
        """
        salt = "portal.accounts.models.User.session"
        value = f"{self.password}:{self.sessions_ended}"
        return salted_hmac(salt, value, secret=secret, algorithm="sha256").hexdigest()


class Notification(models.Model):
    """Something a person is told by mail, together with whatever else waits for the same person.

    Written in the transaction of the act it tells of; sent later, so that no mail server can
    stop an act, and several notices make one mail.
    """

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="notifications"
    )
    kind = models.SlugField(max_length=50)
    text = models.TextField()
    path = models.CharField(max_length=500)
    created_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    not_before = models.DateTimeField(default=timezone.now)
    """No sender takes it before: another one has it in hand, or it failed a moment ago."""
    claim = models.UUIDField(null=True, blank=True)
    """Which sender has it in hand."""

    objects: ClassVar[Any] = NotificationQuerySet.as_manager()

    class Meta:
        ordering = ["created_at", "pk"]
        indexes = [
            models.Index(fields=["sent_at", "recipient"], name="notification_to_send"),
        ]

    def __str__(self) -> str:
        return self.text


class SilencedKind(models.Model):
    """A kind of notices that a person does not want by mail."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="silenced_kinds"
    )
    kind = models.SlugField(max_length=50)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "kind"], name="silenced_once")]

    def __str__(self) -> str:
        return self.kind
