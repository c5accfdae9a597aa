"""The typed environment: every variable the portal reads, in one place."""

from typing import Annotated

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict


def _split(value: str) -> list[str]:
    return [part.strip() for part in value.split(",") if part.strip()]


class Environment(BaseSettings):
    """Variables with a default; what only production needs is in `ProductionEnvironment`."""

    model_config = SettingsConfigDict(env_ignore_empty=True, extra="ignore")

    DATABASE_URL: str | None = None
    """`sqlite:///path` or `postgresql://user:password@host:port/name`; unset: SQLite in `var/`."""

    PORTAL_DATA_DIR: str | None = None
    """Folder for the SQLite database and uploaded files; `var/` in the checkout if unset."""

    BASE_URL: str = "http://localhost:8000"
    """The public address, which links in mails begin with."""

    NOTIFICATION_DELAY_SECONDS: Annotated[int, Field(ge=0)] = 300
    """How long a notice waits for others, to be sent in one mail."""

    DIRECTORY_REVIEW_MONTHS: Annotated[int, Field(ge=1)] = 6
    """After how many months an entry of the directory should be confirmed anew."""


class ProductionEnvironment(Environment):
    """What production must be told: there are no fallbacks for secrets and addresses."""

    SECRET_KEY: Annotated[str, Field(min_length=50)]
    DATABASE_URL: str
    ALLOWED_HOSTS: Annotated[str, NoDecode, Field(min_length=1)]
    BASE_URL: Annotated[str, Field(pattern=r"^https://[^/]+$")]
    EMAIL_URL: Annotated[str, Field(pattern=r"^smtps?://")]
    DEFAULT_FROM_EMAIL: Annotated[str, Field(pattern=r"@")]

    @property
    def allowed_hosts(self) -> list[str]:
        """Host names the portal answers to, from the comma-separated variable."""
        return _split(self.ALLOWED_HOSTS)


class MissingEnvironment(SystemExit):
    """Stops the start and names every variable that is missing or wrong."""


def production_environment() -> ProductionEnvironment:
    """Read the environment of production.

    Raises MissingEnvironment, which ends the process with one line per variable to mend;
    values are never repeated, since they may be secrets.
    """
    try:
        return ProductionEnvironment()  # type: ignore[call-arg]  # filled from the environment
    except ValidationError as error:
        lines = [f"  {e['loc'][0]}: {e['msg']}" for e in error.errors()]
        raise MissingEnvironment(
            "The portal does not start: these environment variables are missing or wrong.\n"
            + "\n".join(lines)
        ) from None
