"""What all pages of a working text have in common."""

from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _
from wagtail.admin.panels import CommentPanel, FieldPanel

from portal.core.models import GermanOnlyPage


class WorkingPage(GermanOnlyPage):
    """A page that exists once: no alias, no translation, no scheduled publishing, no expiry.

    What becomes public is a sealed version, never one of these pages.
    """

    promote_panels = [FieldPanel("slug")]
    settings_panels = [CommentPanel()]

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Refuse a schedule."""
        super().clean()
        if self.go_live_at or self.expire_at:
            raise ValidationError(
                _("Seiten der Arbeitsfassung werden nicht zeitgesteuert veröffentlicht.")
            )

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store the page; raises PermissionDenied for an alias or a translation."""
        # A new page has no locale yet: it takes that of its parent.
        is_translation = self.locale_id and self.locale.language_code != settings.LANGUAGE_CODE
        if self.alias_of_id or is_translation:
            raise PermissionDenied(_("Die Arbeitsfassung gibt es nur einmal und nur auf Deutsch."))
        super().save(*args, **kwargs)
