from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DirectoryConfig(AppConfig):
    name = "directory"
    verbose_name = _("Verzeichnis")

    def ready(self) -> None:
        from wagtail.permissions import register_permission_policy

        from directory import (
            audience,
            lookup_receivers,  # noqa: F401  # wires signals
            models,
            receivers,  # noqa: F401  # wires signals
            workplace,
            workplace_coordination,
        )
        from directory.audit import leaving
        from directory.audit.owners import register_owners
        from directory.freshness import panel as freshness_panel
        from directory.freshness import receivers as freshness_receivers  # noqa: F401
        from directory.freshness.reminders import REMINDERS
        from directory.people.role_notices import ROLES
        from directory.people.roles import roles_of
        from directory.permissions import OfOfficesPermissionPolicy
        from directory.reports import panel as reports_panel
        from directory.reports.actions import REPORTS
        from directory.reports.queue import may_open_report
        from portal.accounts.navigation import register_account_entry
        from portal.accounts.notifications import register_kind
        from portal.accounts.own_data import register_obstacle, register_section
        from portal.accounts.second_factor import register_requirement
        from portal.core.navigation import Entrance, register_entrance
        from portal.core.visibility import CLOSED, OPEN, register
        from portal.core.workplace import register_panel

        register_panel("drafts", workplace.drafts, 120)
        register_panel("reports", reports_panel.open_reports, 125)
        register_panel("overdue", freshness_panel.overdue, 130)
        register_panel("recent", workplace.recent_changes, 150)
        register_panel("leads", workplace_coordination.without_lead_editor, 210)
        register_panel("invitations", workplace_coordination.open_invitations, 220)
        register_panel("failed-mails", workplace_coordination.failed_mails, 230)
        for reference in (
            models.Service,
            models.Topic,
            models.Language,
            models.Municipality,
            models.PostalCode,
            models.Locality,
            models.PlaceAlias,
        ):
            register(reference, OPEN)
        for managed in (
            models.Membership,
            models.Invitation,
            models.OrganisationLogEntry,
            models.ConfirmationLink,
            models.ErrorReport,
            models.ImportRun,
        ):
            register(managed, CLOSED)
        register(models.Contact, audience.CONTACTS)
        for part in (
            models.Offer,
            models.Channel,
            models.LanguageTime,
            models.SpecialDays,
            models.Verification,
        ):
            register(part, audience.OF_OFFICES)
        register_owners()
        for name, section in leaving.SECTIONS.items():
            register_section(name, section)
        register_obstacle(leaving.last_lead_editor)
        for of_office in (models.Contact, models.SpecialDays):
            register_permission_policy(of_office, OfOfficesPermissionPolicy(of_office))
        text = _("Alle Stellen mit Adresse, Telefon, Öffnungszeiten und Sprachen.")
        register_entrance(Entrance("/partner/", _("Beratungsstellen"), 30, text))
        register_requirement(roles_of)
        register_kind(ROLES, _("Änderungen an meinen Rollen"))
        register_kind(REPORTS, _("Fehler, die jemand an meinen Einträgen meldet"), may_open_report)
        register_kind(REMINDERS, _("Beratungsstellen, die ich bestätigen soll"))
        about_roles = _("Was Sie wo dürfen, und bis wann.")
        register_account_entry(_("Meine Rollen"), "account_roles", 20, about_roles)
