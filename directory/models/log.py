"""The log of acts on people, rights and entries of an organisation."""

from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.models import BaseLogEntry, BaseLogEntryManager

from directory.audit.ownership import organisation_of
from directory.enums import Role
from directory.models.organisations import OrganisationPage
from directory.models.people import Membership

READERS = (Role.EDITOR, Role.LEAD_EDITOR)


def reads_all_organisations(user: Any) -> bool:
    """Return whether a person reads the log of every organisation."""
    current = Membership.objects.current().filter(user=user, role=Role.COORDINATION)
    return bool(user.is_superuser or current.exists())


def organisations_read_by(user: Any) -> QuerySet[OrganisationPage]:
    """Return the organisations whose log a person reads as their editor."""
    roles = Membership.objects.giving_rights().filter(user=user, role__in=READERS)
    found: QuerySet[OrganisationPage] = OrganisationPage.objects.filter(
        pk__in=roles.values("organisation")
    )
    return found


class OrganisationLogEntryManager(BaseLogEntryManager):
    """Entries that each organisation's editors can read for their own."""

    def log_action(self, instance: models.Model, action: str, **kwargs: Any) -> Any:
        """Write an entry, for the organisation that the object belongs to unless one is named.

        What one request does to an object by Wagtail's forms is one act, however often it is
        told: by the form itself, and by the signal that knows of every way.
        """
        told = self._told_already(instance, action, kwargs.get("uuid"))
        if told is not None:
            return told
        if kwargs.get("organisation") is None:
            kwargs["organisation"] = organisation_of(instance)
        return super().log_action(instance, action, object_id=str(instance.pk), **kwargs)

    def _told_already(self, instance: models.Model, action: str, uuid: Any) -> Any:
        if uuid is None or not action.startswith("wagtail."):
            return None
        return self.for_instance(instance).filter(uuid=uuid, action=action).first()

    def for_instance(self, instance: models.Model) -> QuerySet[Any]:
        """Return what was done to one object."""
        kind = ContentType.objects.get_for_model(instance, for_concrete_model=False)
        return self.filter(content_type=kind, object_id=str(instance.pk))

    def viewable_by_user(self, user: Any) -> QuerySet[Any]:
        """Return the entries of the organisations that a person edits, or of all of them."""
        if reads_all_organisations(user):
            return self.all()
        return self.filter(organisation__in=organisations_read_by(user).values("pk"))


class OrganisationLogEntry(BaseLogEntry):
    """Who did what when, with people, rights, files and plain entries of an organisation.

    Wagtail's own table knows no organisation: whoever may change one contact would read the
    log of all.
    """

    if TYPE_CHECKING:
        object_id: Any  # a method of the base, for which a column stands
    else:
        object_id = models.CharField(max_length=255)
    organisation = models.ForeignKey(
        OrganisationPage, models.SET_NULL, null=True, blank=True, related_name="+", db_index=False
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects: ClassVar[Any] = OrganisationLogEntryManager()

    class Meta(BaseLogEntry.Meta):
        ordering = ["-timestamp", "-id"]
        verbose_name = _("Eintrag im Protokoll")
        verbose_name_plural = _("Einträge im Protokoll")
        indexes = [
            *BaseLogEntry.Meta.indexes,
            models.Index(fields=["organisation", "-timestamp"], name="log_of_organisation"),
            models.Index(fields=["content_type", "object_id"], name="log_of_object"),
        ]
