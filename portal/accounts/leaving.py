"""The end of an account: what goes, what stays, and why.

By Django's rules on deletion go memberships, factors, sessions, notices, settings and comments;
pages, drafts and files stay with the organisation, without a name. What is sealed names people
by text and stays: it is evidence. What remains to be done is done here, for every way on which
an account is deleted.
"""

from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models.signals import pre_delete
from django.dispatch import receiver
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.log_actions import get_active_log_context, log
from wagtail.models import ModelLogEntry, Page, PageLogEntry

from portal.accounts.models import User
from portal.accounts.own_data import obstacles
from portal.accounts.sessions import end_all_sessions

DELETE = "portal.account.delete"


class AccountNeeded(Exception):
    """An account cannot be deleted now; `sentences` say why and what to do first."""

    def __init__(self, sentences: list[str]) -> None:
        super().__init__(" ".join(sentences))
        self.sentences = sentences


def delete_account(user: User) -> None:
    """Delete an account by its owner's wish, at once and for good.

    Raises AccountNeeded with every obstacle; then nothing has changed.
    """
    with transaction.atomic():
        # The rows that obstacles count must not go twice at the same moment.
        list(User.objects.select_for_update().order_by("pk").values("pk"))
        sentences = obstacles(user)
        if sentences:
            raise AccountNeeded(sentences)
        log(user, DELETE, user=user, deleted=True)
        user.delete()


def last_administrator(user: User) -> str | None:
    """Keep the portal from being left without an administrator."""
    others = User.objects.filter(is_superuser=True, is_active=True).exclude(pk=user.pk)
    if not user.is_superuser or others.exists():
        return None
    return _(
        "Das ist das einzige Konto der Administration. "
        "Machen Sie zuerst ein anderes Konto zur Administration."
    )


@receiver(pre_delete, sender=User)
def take_leave(instance: User, **kwargs: Any) -> None:
    """End the sessions, open what is locked, and take the name out of the log."""
    end_all_sessions(instance)
    locked = Page.objects.filter(locked_by=instance)
    locked.update(locked=False, locked_by=None, locked_at=None)
    acting = get_active_log_context().user
    if acting is not None and acting.pk != instance.pk:
        log(instance, DELETE, user=acting, deleted=True)
    _forget_in_log(instance)


def _forget_in_log(user: User) -> None:
    """Take name and words of a person out of the log; who acted stays as a number alone."""
    about = ModelLogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(User), object_id=str(user.pk)
    )
    about.update(label=deleted_account())
    said = PageLogEntry.objects.filter(user=user, action__startswith="wagtail.comments.")
    for entry in said:
        entry.data = _without_words(entry.data)
    PageLogEntry.objects.bulk_update(said, ["data"], batch_size=500)


def _without_words(data: dict[str, Any]) -> dict[str, Any]:
    """Return the data of a comment's entry without its text."""
    return {
        name: {**part, "text": "…"} if isinstance(part, dict) and "text" in part else part
        for name, part in data.items()
    }


def deleted_account() -> str:
    """Return what stands in the log in place of a name, whoever reads it."""
    with override(settings.LANGUAGE_CODE):
        return _("gelöschtes Konto")
