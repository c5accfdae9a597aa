"""The log of acts on people, rights and entries of an organisation."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from wagtail.models import BaseLogEntry, BaseLogEntryManager

from directory.models.organisations import OrganisationPage
from directory.models.people import Membership


class OrganisationLogEntryManager(BaseLogEntryManager):
    """Entries each organisation's editors can read for their own."""

    def get_instance_title(self, instance: Any) -> str:
        """Return what the entry calls the object; it stays when the object is gone."""
        return str(instance)

    def viewable_by_user(self, user: Any) -> Any:
        """Return the entries of the organisations a person edits; all for administrators."""
        if user.is_superuser:
            return self.all()
        roles = Membership.objects.current().filter(user=user).exclude(role="staff")
        if roles.filter(organisation=None).exists():
            return self.all()
        mine = roles.values("organisation")
        return self.filter(Q(organisation__in=mine))


class OrganisationLogEntry(BaseLogEntry):
    """Who did what when, with people, rights and plain entries of an organisation.

    Wagtail's own table knows no organisation: whoever may change one contact would read the
    log of all.
    """

    object_id = models.CharField(max_length=255, db_index=True)
    organisation = models.ForeignKey(OrganisationPage, models.SET_NULL, null=True, related_name="+")

    objects: ClassVar[Any] = OrganisationLogEntryManager()

    class Meta:
        ordering = ["-timestamp", "-id"]
        verbose_name = "Eintrag im Protokoll"
