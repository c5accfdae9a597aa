"""Logs what Wagtail and allauth do without a word to the log.

Wagtail logs its forms, but not files that come by the hundred or by a chooser, acts on many
objects at once, the privacy of collections, nor who gave whom which right.
"""

from typing import Any

from allauth.account import signals as account_signals
from allauth.mfa import signals as mfa_signals
from allauth.socialaccount import signals as social_signals
from django.contrib.auth.models import Group
from django.db.models import Model
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_save
from django.dispatch import receiver
from django.http import HttpRequest
from wagtail import hooks
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.log_actions import get_active_log_context, log
from wagtail.models import Collection, CollectionViewRestriction, Page, PageLogEntry

from directory.audit.owners import organisation_at_or_above
from directory.audit.recording import record
from directory.people.group_sync import managed_groups
from portal.accounts.models import User

WITHOUT_A_WORD = (get_image_model(), get_document_model(), Collection)
"""What Wagtail saves on ways that do not log; it also deletes files so."""
RIGHTS = ("is_superuser", "is_active")


def _acting() -> Any:
    """Return who is at work in Wagtail's admin; None for the portal itself."""
    return get_active_log_context().user


@receiver(pre_save, sender=PageLogEntry)
def note_whose_page_was_deleted(instance: PageLogEntry, **kwargs: Any) -> None:
    """Keep the organisation of a page that goes, so that its editors still read who did it."""
    if instance.deleted:
        organisation = organisation_at_or_above(instance.page.path)
        if organisation is not None:
            instance.data = {**instance.data, "organisation": organisation.pk}


def thing_is_saved(instance: Model, *, created: bool, raw: bool, **kwargs: Any) -> None:
    """Log a new or changed file or collection, by whichever of Wagtail's many ways."""
    is_bookkeeping = kwargs.get("update_fields") is not None
    if _acting() is not None and not raw and not is_bookkeeping:
        log(instance, "wagtail.create" if created else "wagtail.edit")


def thing_is_deleted(instance: Model, **kwargs: Any) -> None:
    """Log a file or collection that goes."""
    if _acting() is not None:
        log(instance, "wagtail.delete", deleted=True)


for _model in WITHOUT_A_WORD:
    post_save.connect(thing_is_saved, sender=_model)
    post_delete.connect(thing_is_deleted, sender=_model)


@hooks.register("after_bulk_action")
def many_are_changed(request: HttpRequest, kind: str, objects: Any, action: Any) -> None:
    """Log an act on many objects, one entry each; Wagtail itself logs pages only.

    What happens to accounts that go is logged where they go, without their names.
    """
    if issubclass(action.model, Page) or (kind == "delete" and action.model is User):
        return
    if kind == "delete":
        for each in objects:
            log(each, "wagtail.delete", deleted=True)
        return
    chosen = {name: str(value) for name, value in action.cleaned_form.cleaned_data.items()}
    for each in objects:
        log(each, "wagtail.edit", data={"bulk_action": kind, **chosen})


@receiver(post_save, sender=CollectionViewRestriction)
def collection_is_closed(instance: Any, *, created: bool, **kwargs: Any) -> None:
    """Log that fewer may see the files of a collection."""
    act = "create" if created else "edit"
    log(instance.collection, f"wagtail.view_restriction.{act}")


@receiver(post_delete, sender=CollectionViewRestriction)
def collection_is_opened(instance: Any, **kwargs: Any) -> None:
    """Log that everybody may see the files of a collection again."""
    log(instance.collection, "wagtail.view_restriction.delete")


@receiver(pre_save, sender=User)
def remember_rights(instance: User, *, raw: bool, **kwargs: Any) -> None:
    """Look up what an account might do before it is saved."""
    fields = kwargs.get("update_fields")
    is_asked = fields is None or bool(set(fields) & set(RIGHTS))
    before = User.objects.filter(pk=instance.pk).values(*RIGHTS).first() if is_asked else None
    vars(instance)["_rights_before"] = None if raw else before


@receiver(post_save, sender=User)
def rights_have_changed(instance: User, **kwargs: Any) -> None:
    """Log that an account became or ceased to be an administrator's, or was closed."""
    before = vars(instance).pop("_rights_before", None)
    now = {name: getattr(instance, name) for name in RIGHTS}
    if before and before != now:
        changed = {name: value for name, value in now.items() if before[name] != value}
        record(instance, "portal.account.rights", user=_acting(), data=changed)


@receiver(m2m_changed, sender=User.groups.through)
def groups_have_changed(instance: Any, *, action: str, pk_set: Any, **kwargs: Any) -> None:
    """Log that an administrator put somebody into a group, or took them out.

    Groups that follow from memberships are logged as memberships.
    """
    if action not in {"post_add", "post_remove"} or kwargs.get("reverse") or not pk_set:
        return
    groups = Group.objects.filter(pk__in=pk_set).exclude(pk__in=managed_groups().values("pk"))
    names = sorted(groups.values_list("name", flat=True))
    if names:
        data = {action.removeprefix("post_"): names}
        record(instance, "portal.account.groups", user=_acting(), data=data)


def _log_on_account(action: str) -> Any:
    """Return a receiver that logs what was done with an account, mostly by its owner."""

    def log_act(request: HttpRequest, user: User | None = None, **kwargs: Any) -> None:
        acting = request.user if request.user.is_authenticated else user
        account = user or acting
        if account is not None:
            record(account, action, user=acting)

    return log_act


ACTS_ON_ACCOUNTS = (
    (account_signals.password_set, "portal.account.password"),
    (account_signals.password_changed, "portal.account.password"),
    (account_signals.password_reset, "portal.account.password"),
    (account_signals.email_changed, "portal.account.email"),
    (mfa_signals.authenticator_added, "portal.account.second_factor_added"),
    (mfa_signals.authenticator_removed, "portal.account.second_factor_removed"),
    (mfa_signals.authenticator_reset, "portal.account.recovery_codes"),
    (social_signals.social_account_added, "portal.account.connected"),
    (social_signals.social_account_removed, "portal.account.disconnected"),
)
for _signal, _action in ACTS_ON_ACCOUNTS:
    _signal.connect(_log_on_account(_action), weak=False)
