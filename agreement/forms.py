"""The edit form of a section: refuses what would confuse clauses or lose somebody's work."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from agreement.clause_identity import check_identity, known_clauses
from agreement.identity import new_uid
from agreement.merging.bases import OPENED_ON, is_older_than, stamp, written_stamp
from agreement.precedence import check_precedence
from portal.core.page_form import PageForm


class TokenField(forms.CharField):
    """A hidden mark that goes back and forth with a form and is no content of it."""

    widget = forms.HiddenInput

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Return False: it says nothing about what somebody wrote."""
        return False


class SectionForm(PageForm):
    """The form of a section: its clauses keep their uids, and nobody overwrites unseen."""

    opened_form = TokenField(required=False, max_length=36, initial=new_uid)
    """Tells this opened form from every other, so that it knows what it saved by itself."""

    opened_on = TokenField(required=False, max_length=80)
    """The revision that was open first; unlike Wagtail's it stays when a form is shown again."""

    newer_revision: Any = None
    """What somebody else saved meanwhile, once the form was refused for it."""

    is_to_merge = False
    """Whether the form is read to be brought together with what somebody else saved."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial.setdefault(OPENED_ON, written_stamp(self.instance.latest_revision))
        for name in self.instance.asked_when_editing:
            if name in self.fields:
                self.fields[name].required = True

    def clean(self) -> dict[str, Any]:
        """Refuse a form that was opened before the newest revision was made."""
        cleaned: dict[str, Any] = super().clean()
        newest = self.instance.latest_revision if self.instance.pk else None
        if newest and not self.is_to_merge and self.is_out_of_date(newest):
            self.newer_revision = newest
            self.add_error(None, ValidationError(self._newer_version(newest), code="out_of_date"))
        return cleaned

    def is_out_of_date(self, newest: Any) -> bool:
        """Return whether the form was opened before the newest revision, and did not make it.

        Wagtail's edit view writes the base into the form, but looks at it only when it saves
        automatically; two people who press the button would overwrite each other in silence.
        """
        return is_older_than(self.data, newest) and not self._was_saved_by_this(newest)

    def save(self, commit: bool = True) -> Any:  # noqa: FBT001, FBT002  # Django's signature
        """Save; raises PermissionDenied if somebody else did so since the form was checked.

        Wagtail saves a draft in a transaction and shows what this refuses above the form. It
        publishes without one: there the check of the form must do.
        """
        if self.instance.pk and connection.in_atomic_block:
            row = type(self.instance).objects.select_for_update().get(pk=self.instance.pk)
            newest = row.latest_revision
            is_newer = stamp(newest) != stamp(self.instance.latest_revision)
            if is_newer and not self._was_saved_by_this(newest):
                raise PermissionDenied(self._newer_version(newest))
        if self.instance.is_autosave:
            self.instance.autosaved_from = self.cleaned_data["opened_form"]
        return super().save(commit=commit)

    def _was_saved_by_this(self, newest: Any) -> bool:
        """Whether this very form made a revision by saving automatically.

        Whoever presses the button while such a save is under way sends the base from before it.
        """
        token = self.data.get("opened_form")
        is_mine = self.for_user is not None and newest.user_id == self.for_user.pk
        return bool(token and is_mine and newest.content.get("autosaved_from") == token)

    def _newer_version(self, newest: Any) -> str:
        sentence = _(
            "Dieser Abschnitt wurde inzwischen geändert: %(person)s, %(time)s. Ihr Text steht noch "
            "im Formular, ist aber nicht gespeichert. Beheben Sie, was sonst noch beanstandet ist, "
            "und speichern Sie noch einmal: Dann stehen beide Fassungen nebeneinander, und Sie "
            "entscheiden, was gilt."
        )
        return sentence % {
            "person": newest.user or _("jemand"),
            "time": date_format(timezone.localtime(newest.created_at), "DATETIME_FORMAT"),
        }

    def clean_clauses(self) -> Any:
        """Give new clauses their uids; refuse malformed, doubled and foreign ones, and circles.

        Raises StreamBlockValidationError with a sentence at each clause concerned.
        """
        stream = self.cleaned_data["clauses"]
        for child in stream:
            child.id = child.id or new_uid()
        known = known_clauses(self.instance, self.parent_page)
        if self.is_to_merge:
            # What moved on meanwhile is decided on when both texts are brought together.
            check_identity(stream, known.before_moves(child.id for child in stream))
        else:
            check_identity(stream, known)
            check_precedence(stream, self.instance, self.parent_page)
        return stream
