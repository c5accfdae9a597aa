"""The acts of the portal that the log knows, beside Wagtail's own."""

from django.utils.translation import gettext_lazy as _

ACTIONS = (
    ("portal.people.invite", _("Person einladen"), _("Eingeladen")),
    (
        "portal.people.invitation_revoked",
        _("Einladung zurückziehen"),
        _("Einladung zurückgezogen"),
    ),
    ("portal.people.accept", _("Einladung annehmen"), _("Einladung angenommen")),
    ("portal.people.grant", _("Rolle geben"), _("Rolle gegeben")),
    ("portal.people.change", _("Rolle ändern"), _("Rolle geändert")),
    ("portal.people.end", _("Rolle beenden"), _("Rolle beendet")),
    ("portal.people.expire", _("Rolle läuft ab"), _("Rolle abgelaufen")),
    ("portal.organisation.archive", _("Organisation archivieren"), _("Archiviert")),
    (
        "portal.organisation.restore",
        _("Organisation wiederherstellen"),
        _("Aus dem Archiv geholt"),
    ),
    (
        "portal.organisation.approval",
        _("Freigabe von Artikeln wählen"),
        _("Freigabe von Artikeln gewählt"),
    ),
    ("portal.version.seal", _("Fassung festschreiben"), _("Festgeschrieben")),
    ("portal.version.commence", _("Inkrafttreten festlegen"), _("Inkrafttreten festgelegt")),
    ("portal.account.password", _("Passwort ändern"), _("Passwort geändert")),
    ("portal.account.email", _("E-Mail-Adresse ändern"), _("E-Mail-Adresse geändert")),
    (
        "portal.account.second_factor_added",
        _("Zweiten Faktor einrichten"),
        _("Zweiter Faktor eingerichtet"),
    ),
    (
        "portal.account.second_factor_removed",
        _("Zweiten Faktor entfernen"),
        _("Zweiter Faktor entfernt"),
    ),
    (
        "portal.account.second_factor_reset",
        _("Zweiten Faktor zurücksetzen"),
        _("Zweiter Faktor zurückgesetzt"),
    ),
    ("portal.account.recovery_codes", _("Neue Notfallcodes"), _("Notfallcodes neu erzeugt")),
    ("portal.account.rights", _("Rechte eines Kontos ändern"), _("Rechte geändert")),
    ("portal.account.groups", _("Gruppen eines Kontos ändern"), _("Gruppen geändert")),
    ("portal.account.connected", _("Anmeldedienst verbinden"), _("Anmeldedienst verbunden")),
    ("portal.account.disconnected", _("Anmeldedienst trennen"), _("Anmeldedienst getrennt")),
    ("portal.account.sessions_ended", _("Sitzungen beenden"), _("Sitzungen beendet")),
    ("portal.account.delete", _("Konto löschen"), _("Konto gelöscht")),
    ("portal.log.prune", _("Protokoll kürzen"), _("Alte Einträge gelöscht")),
)
