"""The typed environment: every variable the portal reads, in one place."""

from ipaddress import ip_network
from typing import Annotated, Self, TypeVar
from urllib.parse import urlsplit

from pydantic import Field, ValidationError, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

ROLES = frozenset({"staff", "editor", "lead_editor", "signatory", "coordination", "administrator"})
"""Names of the roles that a second factor can be required of."""

NOBODY = "none"


def _split(value: str) -> list[str]:
    return [part.strip() for part in value.split(",") if part.strip()]


class Environment(BaseSettings):
    """Variables with a default; what only production needs is in `ProductionEnvironment`."""

    model_config = SettingsConfigDict(env_ignore_empty=True, extra="ignore")

    DATABASE_URL: str | None = None
    """`sqlite:///path` or `postgresql://user:password@host:port/name`; unset: SQLite in `var/`."""

    PORTAL_DATA_DIR: str | None = None
    """Folder for the SQLite database and uploaded files; `var/` in the checkout if unset."""

    SECOND_FACTOR_ROLES: Annotated[str, NoDecode] = NOBODY
    """Roles that must have a second factor, separated by commas; `none` for nobody."""

    TRUSTED_PROXIES: Annotated[int, Field(ge=0, le=10)] = 0
    """How many proxies of ours stand in front and append to X-Forwarded-For; 0: it is ignored."""

    OIDC_SERVER_URL: Annotated[
        str | None, Field(pattern=r"^(https://|http://(localhost|127\.0\.0\.1)[:/])")
    ] = None
    """The issuer of single sign-on; its configuration lies below `/.well-known/`."""

    OIDC_CLIENT_ID: str | None = None
    OIDC_CLIENT_SECRET: str | None = None

    OIDC_NAME: str = "Single Sign-on"
    """What the button on the log-in page calls the provider."""

    OIDC_IS_SECOND_FACTOR: bool = False
    """Whether the provider is trusted to have asked for a second factor itself."""

    @property
    def second_factor_roles(self) -> frozenset[str]:
        """Roles that must have a second factor, from the comma-separated variable."""
        return frozenset(_split(self.SECOND_FACTOR_ROLES)) - {NOBODY}

    @model_validator(mode="after")
    def _roles_exist(self) -> Self:
        """Refuse a role that does not exist: a slip here would leave a role without protection."""
        if unknown := sorted(self.second_factor_roles - ROLES):
            raise ValueError(
                f"SECOND_FACTOR_ROLES: {', '.join(unknown)} is none of {', '.join(sorted(ROLES))}"
            )
        return self

    @property
    def ledger_origin(self) -> str:
        """The name of a new ledger, by which its checkpoints are known."""
        return self.LEDGER_ORIGIN or f"{urlsplit(self.BASE_URL).netloc}/register"

    @model_validator(mode="after")
    def _time_stamps_can_be_checked(self) -> Self:
        """Refuse half a service: a time stamp that cannot be checked proves nothing."""
        if bool(self.TIMESTAMP_URL) != bool(self.TIMESTAMP_CERTIFICATES):
            raise ValueError("TIMESTAMP_URL and TIMESTAMP_CERTIFICATES are set together or not")
        return self

    @model_validator(mode="after")
    def _single_sign_on_is_whole(self) -> Self:
        """Refuse half a provider."""
        parts = (self.OIDC_SERVER_URL, self.OIDC_CLIENT_ID, self.OIDC_CLIENT_SECRET)
        if any(parts) and not all(parts):
            raise ValueError(
                "OIDC_SERVER_URL, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET are set together or not"
            )
        return self

    BASE_URL: str = "http://localhost:8000"
    """The public address, which links in mails begin with."""

    NOTIFICATION_DELAY_SECONDS: Annotated[int, Field(ge=0)] = 300
    """How long a notice waits for others, to be sent in one mail."""

    DIGEST_BOUNCE_ADDRESS: Annotated[str, Field(pattern=r"^([^@+\s<>]+@[^@\s<>]+)?$")] = ""
    """Where digests come back to, for `manage.py take_bounce`; the mail server must take
    `name+anything@domain` for it. Unset: only what the mail server refuses at once counts."""

    DIRECTORY_REVIEW_MONTHS: Annotated[int, Field(ge=1)] = 6
    """After how many months an entry of the directory should be confirmed anew."""

    LEDGER_KEY_FILE: str | None = None
    """The private key that signs the ledger; `ledger.key` in the data folder if unset."""

    LEDGER_ORIGIN: Annotated[str | None, Field(pattern=r"^[!-*,-~]{1,200}$")] = None
    """What a new ledger calls itself for good; host of BASE_URL and `/register` if unset."""

    TIMESTAMP_URL: Annotated[str | None, Field(pattern=r"^https?://")] = None
    """A time stamping service (RFC 3161), asked for each checkpoint; none if unset."""

    TIMESTAMP_CERTIFICATES: str | None = None
    """PEM file with the certificates that time stamps must lead to: the service's root."""

    QUALIFIED_TRUST_DIR: str | None = None
    """Folder with the certificates (PEM) of the trust services whose qualified electronic
    signatures are believed; unset: PDFs signed elsewhere are not taken."""

    ELASTICSEARCH_URL: Annotated[str, NoDecode] = ""
    """The nodes that search, one or several, separated by commas; empty: the database searches."""

    ELASTICSEARCH_INDEX: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]{0,79}$")] = (
        "schnittstellenportal"
    )
    """How the index is called; portals that share a cluster must differ in it."""

    @property
    def elasticsearch_urls(self) -> tuple[str, ...]:
        """The nodes that search, from the comma-separated variable."""
        return tuple(dict.fromkeys(_split(self.ELASTICSEARCH_URL)))

    @model_validator(mode="after")
    def _search_has_addresses(self) -> Self:
        """Refuse what is no address; it would only show when somebody searches."""
        for url in self.elasticsearch_urls:
            parts = urlsplit(url)
            if parts.scheme not in ("http", "https") or not parts.hostname or parts.port == 0:
                raise ValueError("ELASTICSEARCH_URL: each address begins with http:// or https://")
        return self

    METRICS_ADDRESSES: Annotated[str, NoDecode] = ""
    """IP addresses and networks that may read `/metrics`, separated by commas; empty: nobody."""

    @property
    def metrics_addresses(self) -> tuple[str, ...]:
        """Who may read `/metrics`, from the comma-separated variable."""
        return tuple(_split(self.METRICS_ADDRESSES))

    @model_validator(mode="after")
    def _metrics_have_addresses(self) -> Self:
        """Refuse what is no address: a slip would only show when something is to be watched."""
        for each in self.metrics_addresses:
            try:
                ip_network(each, strict=False)
            except ValueError:
                raise ValueError(
                    "METRICS_ADDRESSES: IP addresses or networks such as 10.0.0.0/8"
                ) from None
        return self

    AUDIT_LOG_DAYS: Annotated[int, Field(ge=1)] = 1095
    """How long the log of acts is kept; older entries go with `manage.py prune_logs`."""

    ERROR_REPORT_DAYS: Annotated[int, Field(ge=1)] = 180
    """How long a settled report of a reader is kept; `manage.py prune_logs` deletes it then."""

    ACKNOWLEDGEMENT_DAYS: Annotated[int, Field(ge=1)] = 365
    """How long it is kept who read what of a version, after the next one took effect."""


class ProductionEnvironment(Environment):
    """What production must be told: there are no fallbacks for secrets and addresses."""

    SECOND_FACTOR_ROLES: Annotated[str, NoDecode] = "coordination,signatory,administrator"
    TRUSTED_PROXIES: Annotated[int, Field(ge=0, le=10)] = 1  # the one that ends TLS
    SECRET_KEY: Annotated[str, Field(min_length=50)]
    SECRET_KEY_FALLBACKS: Annotated[str, NoDecode] = ""
    """Earlier secret keys, separated by commas: they still open what was sealed with them."""

    DATABASE_URL: str
    ALLOWED_HOSTS: Annotated[str, NoDecode, Field(min_length=1)]
    BASE_URL: Annotated[str, Field(pattern=r"^https://[^/]+$")]
    EMAIL_URL: Annotated[str, Field(pattern=r"^smtps?://")]
    DEFAULT_FROM_EMAIL: Annotated[str, Field(pattern=r"@")]

    @property
    def secret_key_fallbacks(self) -> list[str]:
        """Earlier secret keys, from the comma-separated variable."""
        return _split(self.SECRET_KEY_FALLBACKS)

    @property
    def allowed_hosts(self) -> list[str]:
        """Host names the portal answers to, from the comma-separated variable."""
        return _split(self.ALLOWED_HOSTS)


class MissingEnvironment(SystemExit):
    """Stops the start and names every variable that is missing or wrong."""


Kind = TypeVar("Kind", bound=Environment)


def read_environment(kind: type[Kind]) -> Kind:
    """Read the variables of a kind of installation.

    Raises MissingEnvironment, which ends the process with one line per variable to mend;
    values are never repeated, since they may be secrets.
    """
    try:
        return kind()  # filled from the environment
    except ValidationError as error:
        lines = [f"  {': '.join([*map(str, e['loc']), e['msg']])}" for e in error.errors()]
        raise MissingEnvironment(
            "The portal does not start: these environment variables are missing or wrong.\n"
            + "\n".join(lines)
        ) from None
