"""What accounts add to Wagtail: help for whoever has lost a factor, and a first mail."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button

from portal.accounts.actions import may_reset_second_factor, send_password_mail
from portal.accounts.admin_views import ResetSecondFactor
from portal.accounts.models import User
from portal.accounts.own_data import obstacles
from portal.accounts.second_factor import has_second_factor


@hooks.register("register_admin_urls")
def reset_url() -> list[URLPattern]:
    """Open the page that resets a second factor."""
    view = ResetSecondFactor.as_view()
    return [path("users/<int:pk>/zweiter-faktor/", view, name="reset_second_factor")]


@hooks.register("register_user_listing_buttons")
def reset_button(user: User, request_user: User) -> Iterator[Button]:
    """Offer it in the list of accounts, where there is something to reset."""
    if may_reset_second_factor(request_user, user) and has_second_factor(user):
        url = reverse("reset_second_factor", args=[user.pk])
        yield Button(_("Zweiten Faktor zurücksetzen"), url=url, icon_name="rotate", priority=40)


@hooks.register("after_create_user")
def invite_to_choose_a_password(request: HttpRequest, user: User) -> None:
    """Send the owner of a new account the link to choose a password: nobody else knows it."""
    send_password_mail(request, user)


@hooks.register("before_delete_user")
def keep_needed_account(request: HttpRequest, user: User) -> HttpResponse | None:
    """Ask of an administrator what the owner of the account would be asked."""
    return _refused(request, [user])


@hooks.register("before_bulk_action")
def keep_needed_accounts(
    request: HttpRequest, kind: str, objects: Iterable[User], action: Any
) -> HttpResponse | None:
    """Ask the same before many accounts are deleted at once."""
    return _refused(request, objects) if kind == "delete" and action.model is User else None


def _refused(request: HttpRequest, users: Iterable[User]) -> HttpResponse | None:
    """Return the way back to the list, with every reason; None if there is none."""
    reasons = [(user, sentence) for user in users for sentence in obstacles(user)]
    for user, sentence in reasons:
        messages.error(request, f"{user}: {sentence}")
    return redirect("wagtailusers_users:index") if reasons else None
