"""Production: everything from the environment, nothing assumed."""

from urllib.parse import unquote, urlsplit

from portal.settings.base import *  # noqa: F403
from portal.settings.base import STORAGES
from portal.settings.databases import database_from_url
from portal.settings.environment import ProductionEnvironment, read_environment

env = read_environment(ProductionEnvironment)

DEBUG = False
SECRET_KEY = env.SECRET_KEY
SECRET_KEY_FALLBACKS = env.secret_key_fallbacks
ALLOWED_HOSTS = env.allowed_hosts
CSRF_TRUSTED_ORIGINS = [env.BASE_URL]
WAGTAILADMIN_BASE_URL = env.BASE_URL
DATABASES = {"default": database_from_url(env.DATABASE_URL)}
DEMO_ACCOUNTS = False
SECOND_FACTOR_ROLES = env.second_factor_roles
ALLAUTH_TRUSTED_PROXY_COUNT = env.TRUSTED_PROXIES

_mail = urlsplit(env.EMAIL_URL)
EMAIL_HOST = _mail.hostname or ""
EMAIL_PORT = _mail.port or (465 if _mail.scheme == "smtps" else 587)
EMAIL_HOST_USER = unquote(_mail.username or "")
EMAIL_HOST_PASSWORD = unquote(_mail.password or "")
EMAIL_USE_SSL = _mail.scheme == "smtps"
EMAIL_USE_TLS = _mail.scheme == "smtp"
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.DEFAULT_FROM_EMAIL

STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
}

SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^metrics$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-session"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-csrf"
