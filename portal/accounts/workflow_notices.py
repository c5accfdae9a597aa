"""What people are told about approvals and comments, in the place of Wagtail's own mails.

Wagtail's are sent one by one within the request, are half English, and write addresses into
the log when the mail server is away.
"""

from collections.abc import Collection, Iterable
from typing import Any

from django.urls import Resolver404, resolve, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin import signal_handlers
from wagtail.admin.views.pages import edit as page_editor
from wagtail.models import AbstractGroupApprovalTask, Page, TaskState, WorkflowState
from wagtail.signals import (
    task_submitted,
    workflow_approved,
    workflow_cancelled,
    workflow_rejected,
)

from portal.accounts.models import User
from portal.accounts.notifications import notify

APPROVAL, DECISION, COMMENT = "freigabe", "entscheidung", "kommentar"
KINDS = {
    APPROVAL: _("Seiten, die auf meine Freigabe warten"),
    DECISION: _("Entscheidungen über Seiten, die ich zur Freigabe gegeben habe"),
    COMMENT: _("Kommentare an Seiten, die ich bearbeite"),
}


def take_over_from_wagtail() -> None:
    """Put our notices in the place of Wagtail's mails about approvals and comments.

    To be called before Wagtail's admin is ready: that connects its mails by this name.
    """
    signal_handlers.register_signal_handlers = connect_notices
    # The editor calls this name of its module; there is no hook for the mails about comments.
    page_editor.send_notification = tell_of_comments


def connect_notices() -> None:
    """Let the signals of workflows leave our notices."""
    task_submitted.connect(tell_approvers, dispatch_uid="portal_tell_approvers")
    workflow_approved.connect(tell_of_approval, dispatch_uid="portal_tell_of_approval")
    workflow_rejected.connect(tell_of_rejection, dispatch_uid="portal_tell_of_rejection")
    workflow_cancelled.connect(tell_of_withdrawal, dispatch_uid="portal_tell_of_withdrawal")


def approvers(task: Any) -> Collection[User]:
    """Return who may approve in a task: the people of its groups."""
    if isinstance(task, AbstractGroupApprovalTask):
        return list(User.objects.filter(groups__in=task.groups.all()).distinct())
    return []


def edit_path(subject: Any) -> str:
    """Return the address of the editor of a page, or of a snippet in a workflow."""
    if isinstance(subject, Page):
        return reverse("wagtailadmin_pages:edit", args=[subject.pk])
    return reverse(subject.snippet_viewset.get_url_name("edit"), args=[subject.pk])


def may_open_editor(person: User, path: str) -> bool:
    """Return whether somebody may (still) edit the page whose editor is at a path.

    A page or an address that is gone concerns nobody; of snippets nothing is checked here.
    """
    try:
        place = resolve(path)
    except Resolver404:
        return False
    if place.view_name != "wagtailadmin_pages:edit":
        return True
    page = Page.objects.filter(pk=place.kwargs["page_id"]).first()
    return page is not None and page.specific.permissions_for_user(person).can_edit()


def tell_approvers(instance: TaskState, user: User | None, **kwargs: Any) -> None:
    """Tell whoever may approve that something waits, but not who has just handed it in."""
    subject = instance.revision.content_object
    people = [who for who in approvers(instance.task.specific) if who != user]
    text = _("„%(title)s“ wartet auf Ihre Freigabe. Eingereicht von: %(who)s.")
    _tell(people, APPROVAL, text, subject, who=user or _("niemand Bestimmtem"))


def tell_of_approval(instance: WorkflowState, user: User | None, **kwargs: Any) -> None:
    """Tell who handed something in that it was approved and published."""
    text = _("„%(title)s“ ist freigegeben und veröffentlicht.")
    _tell_requester(instance, user, text)


def tell_of_rejection(instance: WorkflowState, user: User | None, **kwargs: Any) -> None:
    """Tell who handed something in that changes are asked for, and which."""
    comment = instance.current_task_state.specific.get_comment()
    if comment:
        text = _("„%(title)s“ braucht noch Änderungen, bevor es erscheint: %(comment)s")
    else:
        text = _("„%(title)s“ braucht noch Änderungen, bevor es erscheint.")
    _tell_requester(instance, user, text, comment=comment)


def tell_of_withdrawal(instance: WorkflowState, user: User | None, **kwargs: Any) -> None:
    """Tell who handed something in that somebody else has ended its approval."""
    text = _("Die Freigabe von „%(title)s“ wurde beendet, ohne dass darüber entschieden wurde.")
    _tell_requester(instance, user, text)


def tell_of_comments(
    recipients: Iterable[User], notification: str, context: dict[str, Any]
) -> bool:
    """Tell who follows a page of new, answered and resolved comments, if he may still edit it.

    Stands in for `wagtail.admin.mail.send_notification`; returns True as that does.
    """
    page = context["page"]
    people = [who for who in recipients if page.permissions_for_user(who).can_edit()]
    texts = {
        "new_comments": _("Neuer Kommentar von %(who)s an „%(title)s“."),
        "replied_comments": _("Antwort von %(who)s auf einen Kommentar an „%(title)s“."),
        "resolved_comments": _("%(who)s hat einen Kommentar an „%(title)s“ erledigt."),
        "deleted_comments": _("%(who)s hat einen Kommentar an „%(title)s“ gelöscht."),
    }
    for change, text in texts.items():
        if context[change]:
            _tell(people, COMMENT, text, page, who=context["editor"])
    return True


def _tell_requester(state: WorkflowState, user: User | None, text: Any, **words: Any) -> None:
    """Tell who asked for an approval – and not himself of what he has done himself."""
    if state.requested_by is not None and state.requested_by != user:
        _tell([state.requested_by], DECISION, text, state.content_object, **words)


def _tell(people: Iterable[User], kind: str, text: Any, subject: Any, **words: Any) -> None:
    title = getattr(subject, "draft_title", "") or str(subject)
    notify(people, kind, text, edit_path(subject), words={"title": title, **words})
