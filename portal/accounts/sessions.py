"""Ending sessions."""

from allauth.usersessions.models import UserSession
from django.db.models import F
from django.http import HttpRequest

from portal.accounts.models import User


def end_all_sessions(user: User) -> None:
    """End every session of an account at once, wherever it runs.

    Each session carries a hash that Django compares at every request; `sessions_ended` is part
    of it. So this holds for sessions that nobody keeps a list of, too.
    """
    User.objects.filter(pk=user.pk).update(sessions_ended=F("sessions_ended") + 1)
    user.refresh_from_db(fields=["sessions_ended"])
    for session in UserSession.objects.filter(user=user):
        session.end()


def end_other_sessions(request: HttpRequest) -> None:
    """End every listed session of the account but the one of this request."""
    others = UserSession.objects.filter(user=request.user)
    for session in others.exclude(session_key=request.session.session_key):
        session.end()
