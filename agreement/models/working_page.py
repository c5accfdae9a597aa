"""What all pages of a working text have in common."""

from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _
from wagtail.admin.panels import CommentPanel, FieldPanel
from wagtail.models import PagePermissionTester

from portal.core.models import GermanOnlyPage


class WorkingPagePermissions(PagePermissionTester):
    """What somebody may do with a page of a working text.

    Wagtail lets whoever may change a page copy it, and delete it while it is a draft. Who only
    proposes changes of a section does neither.
    """

    def can_delete(self, ignore_bulk: bool = False) -> bool:  # noqa: FBT001, FBT002  # Wagtail's
        """Return whether the page may be deleted, and therefore moved."""
        return self._may("publish") and super().can_delete(ignore_bulk)

    def can_copy(self) -> bool:
        """Return whether the page may be copied."""
        return self._may("add") and super().can_copy()

    def _may(self, act: str) -> bool:
        is_known = self.user.is_active
        return bool(is_known and (self.user.is_superuser or act in self.permissions))


class WorkingPage(GermanOnlyPage):
    """A page that exists once: no alias, no translation, no scheduled publishing, no expiry.

    What becomes public is a sealed version, never one of these pages.
    """

    promote_panels = [FieldPanel("slug")]
    settings_panels = [CommentPanel()]

    class Meta:
        abstract = True

    def permissions_for_user(self, user: Any) -> WorkingPagePermissions:
        """Return what somebody may do with this page."""
        return WorkingPagePermissions(user, self)

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
