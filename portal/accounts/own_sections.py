"""The parts of a person's data that belong to the account and to the work in Wagtail."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.db.models import QuerySet
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.log_actions import registry
from wagtail.models import Comment, CommentReply, Page, Revision, TaskState, WorkflowState
from wagtail.users.models import UserProfile

from portal.accounts.models import User
from portal.accounts.notifications import kinds

Rows = list[dict[str, Any]]


def account(user: User) -> dict[str, Any]:
    """Return what the account itself holds."""
    return {
        "email": user.email,
        "first_name": user.first_name,
        "last_name": user.last_name,
        "joined": user.date_joined,
        "last_login": user.last_login,
        "is_active": user.is_active,
        "is_administrator": user.is_superuser,
        "groups": sorted(user.groups.values_list("name", flat=True)),
        "addresses": _rows(EmailAddress.objects.filter(user=user), "email", "verified", "primary"),
    }


def log_in(user: User) -> dict[str, Any]:
    """Return how and where the person logs in; names and days of factors, not their secrets."""
    factors = Authenticator.objects.filter(user=user)
    sessions = UserSession.objects.filter(user=user)
    connected = SocialAccount.objects.filter(user=user)
    return {
        "second_factors": [
            {
                "kind": factor.type,
                "name": str(factor.data.get("name", "")),
                "created_at": factor.created_at,
                "last_used_at": factor.last_used_at,
            }
            for factor in factors
        ],
        "sessions": _rows(sessions, "created_at", "last_seen_at", "ip", "user_agent"),
        "single_sign_on": _rows(connected, "provider", "uid", "date_joined", "last_login"),
    }


def mails(user: User) -> dict[str, Any]:
    """Return the notices for the person, and which kinds are not wanted."""
    silenced = set(user.silenced_kinds.values_list("kind", flat=True))
    labels = {slug: str(kind.label) for slug, kind in kinds().items()}
    return {
        "notices": _rows(user.notifications.all(), "kind", "text", "path", "created_at", "sent_at"),
        "not_wanted": sorted(labels.get(slug, slug) for slug in silenced),
    }


def preferences(user: User) -> Rows:
    """Return the settings of the admin's pages."""
    profiles = UserProfile.objects.filter(user=user)
    return _rows(profiles, "preferred_language", "current_time_zone", "theme", "density")


def work(user: User) -> dict[str, Any]:
    """Return what the person made and wrote; the content itself belongs to the organisation."""
    return {
        "pages_owned": _rows(Page.objects.filter(owner=user), "id", "title"),
        "pages_locked": _rows(Page.objects.filter(locked_by=user), "id", "title"),
        "drafts_saved": Revision.objects.filter(user=user).count(),
        "comments": _rows(Comment.objects.filter(user=user), "page_id", "text", "created_at"),
        "replies": _rows(CommentReply.objects.filter(user=user), "text", "created_at"),
        "approvals_asked_for": _rows(WorkflowState.objects.filter(requested_by=user), "created_at"),
        "approvals_decided": _rows(
            TaskState.objects.filter(finished_by=user), "status", "comment", "finished_at"
        ),
        "files_uploaded": [
            *_rows(get_image_model().objects.filter(uploaded_by_user=user), "title", "created_at"),
            *_rows(
                get_document_model().objects.filter(uploaded_by_user=user), "title", "created_at"
            ),
        ],
    }


def log_entries(user: User) -> Rows:
    """Return what the log says the person did, oldest first."""
    models = sorted(registry.get_log_entry_models(), key=lambda model: str(model._meta.label))
    found = [
        {"timestamp": entry.timestamp, "act": entry.message, "object": entry.label}
        for model in models
        for entry in model.objects.filter(user=user).prefetch_related("content_type")
    ]
    return sorted(found, key=lambda entry: entry["timestamp"])


SECTIONS = {
    "account": account,
    "log_in": log_in,
    "mails": mails,
    "preferences": preferences,
    "work": work,
    "log": log_entries,
}


def _rows(rows: QuerySet[Any], *fields: str) -> Rows:
    return list(rows.values(*fields))
