"""Settings that hold everywhere; the other modules say what differs."""

from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF
from django.conf.locale import LANG_INFO
from django.utils.translation import gettext_lazy as _

from portal.settings.databases import database_from_url, sqlite_url
from portal.settings.environment import Environment, read_environment
from portal.settings.single_sign_on import providers

env = read_environment(Environment)

BASE_DIR = Path(__file__).resolve().parent.parent.parent
DATA_DIR = Path(env.PORTAL_DATA_DIR) if env.PORTAL_DATA_DIR else BASE_DIR / "var"

INSTALLED_APPS = [
    "portal.core",
    "portal.accounts",
    "directory",
    "agreement",
    "news",
    "portal.finder",
    "portal.search",
    "portal.home",
    "portal.intern",
    "portal.api",
    "portal.operations",
    "wagtail.contrib.redirects",
    "wagtail.contrib.routable_page",
    "wagtail.contrib.settings",
    "wagtail.contrib.simple_translation",
    "wagtail.sites",
    "directory.people.users_app.PortalUsersConfig",  # wagtail.users with pages of ours
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "portal.core.middleware.private_answers",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "portal.core.middleware.admin_policy",
    "portal.core.middleware.refuse_nul",
    "portal.core.middleware.RefuseGiantNumbers",
    "allauth.account.middleware.AccountMiddleware",
    "portal.core.text_kept.keep_refused_text",
    "directory.people.expiry.roles_of_today",
    "portal.accounts.second_factor.RequireSecondFactor",
    "portal.core.redirects.VisibleRedirects",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "portal.core.context.frame",
            ],
        },
    },
]

DATABASES = {
    "default": database_from_url(env.DATABASE_URL or sqlite_url(DATA_DIR / "portal.sqlite3"))
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- People -----------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
# One backend alone (it extends Django's): a second one would hash every wrong password twice.
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_ADAPTER = "portal.accounts.adapter.ClosedAccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # people are invited; nobody signs up by himself
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_NOTIFICATIONS = True  # whoever's account changes is told by mail
# Allauth's own generator writes a second, unverified copy of the address beside the account,
# which would still open it after the address has changed.
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"  # noqa: S105  # names a class
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Schnittstellenportal: "
# Per address generous, since an office of fifty may stand behind one; strict for one account
# from one address. Further limits: portal.accounts.adapter.
ACCOUNT_RATE_LIMITS = {
    "login": "120/m/ip",
    "login_failed": "100/5m/ip,5/5m/key",
    "login_failed_anywhere": "100/h/key",
    "reset_password": "60/5m/ip,3/5m/key",
    "reset_password_from_key": "60/5m/ip",
    "change_password": "10/5m/user",
    "reauthenticate": "10/5m/user",
}
THROTTLED = True  # public forms: portal.core.throttle
ALLAUTH_TRUSTED_PROXY_COUNT = env.TRUSTED_PROXIES
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/intern/"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"

MFA_ADAPTER = "portal.accounts.mfa.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # nobody signs up by himself, so every address was invited
MFA_TOTP_ISSUER = "Schnittstellenportal"
# A code holds for its own half minute alone: allauth remembers a used one no longer than that,
# so any tolerance would let it be used twice.
MFA_TOTP_TOLERANCE = 0
MFA_FORMS = {
    "add_webauthn": "portal.accounts.forms.AddPasskeyForm",
    "authenticate_webauthn": "portal.accounts.forms.AuthenticatePasskeyForm",
    "login_webauthn": "portal.accounts.forms.LoginPasskeyForm",
    "reauthenticate_webauthn": "portal.accounts.forms.ReauthenticatePasskeyForm",
}
MFA_RATE_LIMITS = {"webauthn_login": "120/m/ip"}
SECOND_FACTOR_ROLES = env.second_factor_roles

SOCIALACCOUNT_ADAPTER = "portal.accounts.single_sign_on.SingleSignOnAdapter"
SOCIALACCOUNT_PROVIDERS = providers(env)
OIDC_IS_SECOND_FACTOR = env.OIDC_IS_SECOND_FACTOR

# The table is made by `migrate`.
CACHES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "portal.core.caching.PortalCache"},
    "shared": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "portal_cache",
        "OPTIONS": {"MAX_ENTRIES": 50_000},
    },
    "memory": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "memory"},
}

# --- Notices and reviews ----------------------------------------------------
NOTIFICATION_DELAY_SECONDS = env.NOTIFICATION_DELAY_SECONDS
DIGEST_BOUNCE_ADDRESS = env.DIGEST_BOUNCE_ADDRESS
DIRECTORY_REVIEW_MONTHS = env.DIRECTORY_REVIEW_MONTHS

# --- Languages --------------------------------------------------------------
LANGUAGE_CODE = "de"
LANGUAGES = [("de", _("Deutsch")), ("de-simple", _("Einfache Sprache")), ("en", _("Englisch"))]
# A registered language tag that Django does not know; what it leaves out is said in German.
LANG_INFO["de-simple"] = {
    "bidi": False,
    "code": "de-simple",
    "name": "Plain German",
    "name_local": "Einfache Sprache",
}
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAIL_I18N_ENABLED = True
LOCALE_PATHS = [BASE_DIR / "portal" / "locale"]
TIME_ZONE = "Europe/Berlin"
USE_I18N = True
USE_TZ = True

# --- Files ------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
STORAGES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# 40 clauses with a rule each are some 1,050 form fields, above Django's limit of 1,000.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000

# --- Wagtail ----------------------------------------------------------------
WAGTAIL_SITE_NAME = "Schnittstellenportal"
WAGTAILADMIN_BASE_URL = env.BASE_URL
WAGTAILADMIN_LOGIN_URL = "wagtailadmin_login"  # a door of ours to the one log-in
WAGTAIL_FRONTEND_LOGIN_URL = "account_login"
# Passwords and addresses are changed at the one place for it, and never by somebody else.
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILUSERS_PASSWORD_ENABLED = False
WAGTAILADMIN_PERMITTED_LANGUAGES = [("de", "Deutsch"), ("en", "English")]
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAILEMBEDS_FINDERS: list[dict[str, str]] = []  # nothing is loaded from elsewhere
# "Any log-in" and "shared password" are no audiences of ours (pages: see BasePage).
WAGTAILDOCS_PRIVATE_COLLECTION_OPTIONS = {"SHARED_PASSWORD": False, "LOGIN": False}
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_EXTENSIONS = ["pdf", "docx", "xlsx", "odt", "ods", "txt", "csv"]
WAGTAILDOCS_DOCUMENT_FORM_BASE = "portal.core.uploads.DocumentForm"
WAGTAILDOCS_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
WAGTAILDOCS_CONTENT_TYPES = {"pdf": "application/pdf"}
WAGTAILIMAGES_IMAGE_FORM_BASE = "portal.core.uploads.ImageForm"
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 40_000_000
# Empty: the database searches. Otherwise Elasticsearch does, see portal/docs/search.md.
ELASTICSEARCH_URLS = env.elasticsearch_urls
ELASTICSEARCH_INDEX = env.ELASTICSEARCH_INDEX
# The admin's search asks Elasticsearch if there is one; the index in the database is kept anyway.
WAGTAILSEARCH_BACKENDS: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "portal.search.admin_backend", "AUTO_UPDATE": False},
    "database": {"BACKEND": "modelsearch.backends.database", "SEARCH_CONFIG": "german"},
}

# --- The ledger ---------------------------------------------------------------
LEDGER_KEY_FILE = Path(env.LEDGER_KEY_FILE) if env.LEDGER_KEY_FILE else DATA_DIR / "ledger.key"
LEDGER_ORIGIN = env.ledger_origin
TIMESTAMP_URL = env.TIMESTAMP_URL
TIMESTAMP_CERTIFICATES = env.TIMESTAMP_CERTIFICATES
QUALIFIED_TRUST_DIR = env.QUALIFIED_TRUST_DIR

METRICS_ADDRESSES = env.metrics_addresses
AUDIT_LOG_DAYS = env.AUDIT_LOG_DAYS
ERROR_REPORT_DAYS = env.ERROR_REPORT_DAYS
ACKNOWLEDGEMENT_DAYS = env.ACKNOWLEDGEMENT_DAYS

# --- Safety -----------------------------------------------------------------
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}

# Log files hold no personal data, and nothing is mailed to administrators: an error report would
# carry what people typed. Who did what is in the portal's own log.
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "private": {
            "()": "portal.core.log_privacy.PrivateFormatter",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "private"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": [], "level": "WARNING"},
        "django.server": {"handlers": ["console"], "level": "INFO", "propagate": False},
    },
}
CSRF_FAILURE_VIEW = "portal.core.errors.csrf_failure"
