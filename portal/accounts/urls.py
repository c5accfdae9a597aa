"""Every address of the account: those of allauth that the portal offers, and its own.

Allauth's lists of addresses are not included: they would open what nobody here is to use
(registering oneself, further addresses, telephone numbers, ties to other providers).
"""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.socialaccount.views import login_cancelled
from django.db.transaction import atomic
from django.urls import include, path, re_path

from portal.accounts.notification_views import NotificationsView
from portal.accounts.own_data_views import DeleteAccount, Deleted, Download, OwnData
from portal.accounts.views import (
    Overview,
    RemovePasskey,
    Sessions,
    not_offered,
)

# A new password and its entry in the log are written together or not at all.
passwords = [
    path("", atomic(account.password_change), name="account_change_password"),
    path("setzen/", atomic(account.password_set), name="account_set_password"),
    path("vergessen/", account.password_reset, name="account_reset_password"),
    path("vergessen/gesendet/", account.password_reset_done, name="account_reset_password_done"),
    path(
        "neu/fertig/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^neu/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        atomic(account.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
]

passkeys = [
    path("", webauthn.list_webauthn, name="mfa_list_webauthn"),
    path("neu/", webauthn.add_webauthn, name="mfa_add_webauthn"),
    path("anmelden/", webauthn.login_webauthn, name="mfa_login_webauthn"),
    path("bestaetigen/", webauthn.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("<int:pk>/umbenennen/", webauthn.edit_webauthn, name="mfa_edit_webauthn"),
    path("<int:pk>/entfernen/", RemovePasskey.as_view(), name="mfa_remove_webauthn"),
]

second_factor = [
    path("", mfa.index, name="mfa_index"),
    path("anmelden/", mfa.authenticate, name="mfa_authenticate"),
    path("bestaetigen/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("app/", totp.activate_totp, name="mfa_activate_totp"),
    path("app/entfernen/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("notfallcodes/", recovery_codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "notfallcodes/neu/",
        recovery_codes.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
    path(
        "notfallcodes/herunterladen/",
        recovery_codes.download_recovery_codes,
        name="mfa_download_recovery_codes",
    ),
    path("passkeys/", include(passkeys)),
]

own_data = [
    path("", OwnData.as_view(), name="account_data"),
    path("herunterladen/", Download.as_view(), name="account_data_download"),
    path("loeschen/", DeleteAccount.as_view(), name="account_delete"),
    path("geloescht/", Deleted.as_view(), name="account_deleted"),
]

urlpatterns = [
    path("", Overview.as_view(), name="account_overview"),
    path("anmelden/", account.login, name="account_login"),
    path("abmelden/", account.logout, name="account_logout"),
    path("gesperrt/", account.account_inactive, name="account_inactive"),
    path("bestaetigen/", account.reauthenticate, name="account_reauthenticate"),
    path("passwort/", include(passwords)),
    path("zweiter-faktor/", include(second_factor)),
    path("sitzungen/", Sessions.as_view(), name="usersessions_list"),
    path("benachrichtigungen/", NotificationsView.as_view(), name="account_notifications"),
    path("daten/", include(own_data)),
    path("sso/abgebrochen/", login_cancelled, name="socialaccount_login_cancelled"),
    # Allauth's mails and pages ask for these by name.
    path("registrieren/", not_offered, name="account_signup"),
    path("adressen/", not_offered, name="account_email"),
]
