"""The words and headers of the digest's mails. Plain text: no picture tells who read it when."""

from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from news.digest.actions import CONFIRMED_WITHIN
from news.digest.choosing import Choice, Contents, picked
from news.digest.contents import contents_of
from news.digest.return_addresses import return_address
from news.enums import DigestMailKind
from news.models import DigestIssue, DigestMail, DigestReader


class Editions:
    """The texts of issues as they are at this moment: each choice is written out once."""

    def __init__(self, now: datetime) -> None:
        """Tell what visitors may read now."""
        self.now = now
        self._contents: dict[int, Contents] = {}
        self._texts: dict[tuple[int, Choice], str] = {}

    def text_for(self, issue: DigestIssue, choice: Choice) -> str:
        """Return what an issue tells to whoever chose this; empty if it is nothing."""
        key = issue.pk, choice
        if key not in self._texts:
            self._texts[key] = self._written(picked(self._contents_of(issue), choice))
        return self._texts[key]

    def _contents_of(self, issue: DigestIssue) -> Contents:
        if issue.pk not in self._contents:
            self._contents[issue.pk] = contents_of(issue, self.now)
        return self._contents[issue.pk]

    def _written(self, contents: Contents) -> str:
        if not contents:
            return ""
        with override(settings.LANGUAGE_CODE):
            context = {"contents": contents, "base": _base()}
            return render_to_string("email/digest_items.txt", context).strip()


def message_of(mail: DigestMail, text: str, connection: Any) -> EmailMessage:
    """Return a mail with its headers; `text` is what an issue tells, empty for a question."""
    reader = mail.reader
    is_issue = mail.kind == DigestMailKind.ISSUE
    with override(settings.LANGUAGE_CODE):
        context = {
            "reader": reader,
            "text": text,
            "base": _base(),
            "page": _base() + reverse("digest_reader", args=[reader.secret]),
            "end": _end_url(reader),
            "until": timezone.localdate(reader.created_at + CONFIRMED_WITHIN),
        }
        name = "digest" if is_issue else "digest_confirm"
        return EmailMessage(
            _subject(mail),
            render_to_string(f"email/{name}.txt", context),
            from_email=return_address(reader.pk) or None,
            to=[reader.email],
            headers=_headers(mail),
            connection=connection,
        )


def _subject(mail: DigestMail) -> str:
    if mail.issue is None:
        return _("Bitte bestätigen: Aktuelles per Mail")
    day = date_format(timezone.localtime(mail.issue.ends_at), "j. F Y")
    return _("Aktuelles aus dem Schnittstellenportal, %(day)s") % {"day": day}


def _headers(mail: DigestMail) -> dict[str, str]:
    """Return what mail programs and servers go by.

    RFC 2369 and 8058 (ending by one click), 2919 (the list's name), 3834 (no answers). The name
    of the mail stays the same if it has to be sent again: whoever has it already may know.
    """
    host = urlsplit(_base()).hostname or "localhost"
    made = int(mail.created_at.timestamp())
    headers = {
        "From": settings.DEFAULT_FROM_EMAIL,  # the sender may be the address of returned mails
        "Message-ID": f"<digest-{mail.pk}-{made}@{host}>",
        "Auto-Submitted": "auto-generated",
    }
    if mail.kind == DigestMailKind.ISSUE:
        headers |= {"Precedence": "bulk", "List-Id": f"<aktuelles.{host}>"}
    if mail.reader.confirmed_at is not None:
        headers |= {
            "List-Unsubscribe": f"<{_end_url(mail.reader)}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        }
    return headers


def _end_url(reader: DigestReader) -> str:
    return _base() + reverse("digest_end", args=[reader.secret])


def _base() -> str:
    base: str = settings.WAGTAILADMIN_BASE_URL.rstrip("/")
    return base
