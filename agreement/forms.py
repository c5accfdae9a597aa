"""The edit form of a section: refuses what would confuse clauses or lose somebody's work."""

from typing import Any

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm

from agreement.clause_identity import check_identity, known_clauses
from agreement.identity import new_uid


class SectionForm(WagtailAdminPageForm):
    """The form of a section: its clauses keep their uids, and nobody overwrites unseen."""

    def clean(self) -> dict[str, Any]:
        """Refuse a form that was opened before the newest revision was made."""
        cleaned: dict[str, Any] = super().clean()
        if self.instance.pk and self._is_out_of_date():
            self.add_error(None, ValidationError(self._newer_version(), code="out_of_date"))
        return cleaned

    def _is_out_of_date(self) -> bool:
        """Compare the base that the form names with the newest revision.

        Wagtail's edit view writes the base into the form, but looks at it only when it saves
        automatically; two people who press the button would overwrite each other in silence.
        After an automatic save of the same browser the base is the revision it made, which it
        may overwrite.
        """
        newest = self.instance.latest_revision
        if newest is None:
            return False
        if own := self.data.get("overwrite_revision_id"):
            return bool(own != str(newest.pk))
        base = (self.data.get("loaded_revision_id"), self.data.get("loaded_revision_created_at"))
        return bool(base != (str(newest.pk), newest.created_at.isoformat()))

    def _newer_version(self) -> str:
        newest = self.instance.latest_revision
        sentence = _(
            "Dieser Abschnitt wurde inzwischen geändert: {person}, {time}. Ihr Text ist noch nicht "
            "gespeichert, er steht unten. Sehen Sie sich {link} an und übernehmen Sie, was fehlt. "
            "Wenn Sie noch einmal speichern, gilt Ihr Text."
        )
        address = reverse("wagtailadmin_pages:revisions_view", args=[self.instance.pk, newest.pk])
        link = format_html('<a href="{}" target="_blank">{}</a>', address, _("die neue Fassung"))
        return format_html(
            sentence,
            person=newest.user or _("jemand"),
            time=date_format(timezone.localtime(newest.created_at), "DATETIME_FORMAT"),
            link=link,
        )

    def clean_clauses(self) -> Any:
        """Give new clauses their uids; refuse malformed, doubled and foreign ones.

        Raises StreamBlockValidationError with a sentence at each clause concerned.
        """
        stream = self.cleaned_data["clauses"]
        for child in stream:
            child.id = child.id or new_uid()
        check_identity(stream, known_clauses(self.instance, self.parent_page))
        return stream
