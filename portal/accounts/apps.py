from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

ACCOUNT_PAGES = (
    (_("Passwort"), "account_change_password", 10, _("Das Passwort ändern.")),
    (
        _("Zweiter Faktor"),
        "mfa_index",
        20,
        _("Anmelden mit Passkey oder App, damit ein gestohlenes Passwort allein nichts nützt."),
    ),
    (
        _("Sitzungen"),
        "usersessions_list",
        30,
        _("Sehen, wo Sie angemeldet sind, und sich dort abmelden."),
    ),
    (
        _("Benachrichtigungen"),
        "account_notifications",
        40,
        _("Wählen, worüber Sie Mails bekommen."),
    ),
    (
        _("Meine Daten"),
        "account_data",
        60,
        _("Eine Kopie Ihrer Daten mitnehmen oder das Konto löschen."),
    ),
)


class AccountsConfig(AppConfig):
    name = "portal.accounts"
    label = "accounts"
    verbose_name = _("Konten")

    def ready(self) -> None:
        from allauth.mfa.signals import authenticator_added

        from portal.accounts import own_sections, workflow_notices
        from portal.accounts.leaving import last_administrator
        from portal.accounts.models import Notification, SilencedKind, User
        from portal.accounts.navigation import register_account_entry
        from portal.accounts.notifications import register_kind
        from portal.accounts.own_data import register_obstacle, register_section
        from portal.accounts.second_factor import (
            administrator,
            register_requirement,
            remember_set_up,
        )
        from portal.core.visibility import CLOSED, register

        for model in (User, Notification, SilencedKind):
            register(model, CLOSED)
        for kind, label in workflow_notices.KINDS.items():
            register_kind(kind, label, workflow_notices.may_open_editor)
        workflow_notices.take_over_from_wagtail()
        authenticator_added.connect(remember_set_up)
        register_requirement(administrator)
        for title, url_name, order, text in ACCOUNT_PAGES:
            register_account_entry(title, url_name, order, text)
        for name, section in own_sections.SECTIONS.items():
            register_section(name, section)
        register_obstacle(last_administrator)
