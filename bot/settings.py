"""What the environment says: read once, checked once, refused with one sentence a variable."""

import re
from datetime import datetime
from ipaddress import ip_address
from typing import Annotated, Any, Self, TypeVar
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from babel.numbers import list_currencies
from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from handlers.texts import LANGUAGES

T = TypeVar("T")
SLACK = "https://slack.com/api/"
YEARS = range(2000, 2200)  # which business dates may have


class WrongSettings(Exception):
    """Settings that can not be used: a sentence each, naming the variable and what would be accepted."""

    def __init__(self, *sentences: str) -> None:
        super().__init__("\n".join(sentences))


def is_loopback(address: str) -> bool:
    """Whether a URL points at this machine."""
    host = urlsplit(address).hostname or ""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _only(value: T, accepted: object) -> T:
    if not accepted:
        raise ValueError
    return value


def _database(url: str) -> str:
    file = re.fullmatch(r"sqlite(\+pysqlite)?:///(?!:memory:)[^?]+", url)
    server = re.fullmatch(r"postgres(ql(\+psycopg)?)?://.+", url)
    return _only(url, file or server)


def _address(url: str) -> str:
    parts = urlsplit(url)
    plain = parts.port != 0 and not parts.query and not parts.fragment and not parts.username
    return _only(url.rstrip("/") + "/", parts.scheme in ("http", "https") and parts.hostname and plain)


def _moment(written: object) -> datetime:
    moment = datetime.fromisoformat(str(written))
    return _only(moment, moment.tzinfo and moment.year in YEARS)


def _secret(value: SecretStr) -> SecretStr:
    return _only(value, re.fullmatch(r"[!-~]+", value.get_secret_value()))


Address = Annotated[str, AfterValidator(_address)]
Secret = Annotated[SecretStr, AfterValidator(_secret)]


class Variables(BaseSettings):
    """Variables of the environment; each field's description says what would be accepted."""

    model_config = SettingsConfigDict(env_ignore_empty=True, extra="ignore", validate_default=False)

    @classmethod
    def read(cls, **given: Any) -> Self:
        """Read the environment; what is `given` stands before it. Raises WrongSettings."""
        try:
            return cls(**given)
        except ValidationError as wrong:
            sentences = [cls._sentence(error["loc"], error.get("ctx", {})) for error in wrong.errors()]
            raise WrongSettings(*sentences) from None

    @classmethod
    def _sentence(cls, place: tuple[int | str, ...], context: dict[str, Any]) -> str:
        if not place:  # a rule over several variables writes its own
            return str(context["error"])
        return f"{str(place[0]).upper()} must be {cls.model_fields[str(place[0])].description}."


class DatabaseSettings(Variables):
    """Where the data are."""

    database_url: Annotated[str, AfterValidator(_database)] = Field(
        default="sqlite:///stagepost.db",
        description="sqlite:/// and a file, or postgresql://user:password@host/database",
        repr=False,
    )


class ManifestSettings(Variables):
    """Where Slack reaches us."""

    stagepost_public_url: Address | None = Field(
        default=None, description="the address where Slack and browsers reach us, like https://stagepost.example.com"
    )


class Settings(DatabaseSettings, ManifestSettings):
    """Everything `stagepost run` needs (product.md, Running it)."""

    slack_bot_token: Secret = Field(
        description="the Bot User OAuth Token, which starts with xoxb- (your app's page, OAuth & Permissions)"
    )
    slack_app_token: Secret | None = Field(
        default=None, description="an app-level token, which starts with xapp- (your app's page, Basic Information)"
    )
    slack_signing_secret: Secret | None = Field(
        default=None, description="the signing secret of your app's page, Basic Information"
    )
    slack_api_url: Address = Field(default=SLACK, description=f"an http or https address with its path, like {SLACK}")
    stagepost_host: Annotated[str, AfterValidator(lambda host: _only(host, re.fullmatch(r"[\w.:-]+", host)))] = Field(
        default="127.0.0.1", description="a host name or an IP address of this machine, like 127.0.0.1"
    )
    stagepost_port: int = Field(
        default=3000, ge=0, le=65535, description="a port from 1 to 65535, or 0 for any free one"
    )
    stagepost_timezone: Annotated[str, AfterValidator(lambda zone: _only(zone, zone in available_timezones()))] = Field(
        default="UTC", description="a time zone of the IANA list, like Europe/Zurich"
    )
    stagepost_currency: Annotated[str, AfterValidator(lambda code: _only(code, code in list_currencies()))] = Field(
        default="CHF", description="a currency's three letters, like EUR"
    )
    stagepost_language: Annotated[str, AfterValidator(lambda code: _only(code, code in LANGUAGES))] = Field(
        default="en", description=f"a language of ours: {', '.join(LANGUAGES)}"
    )
    stagepost_lease_seconds: int = Field(default=60, ge=2, le=3600, description="a number of seconds from 2 to 3600")
    stagepost_now: Annotated[datetime, BeforeValidator(_moment)] | None = Field(
        default=None, description="a moment with its offset in ISO 8601, like 2026-01-05T08:00:00+01:00"
    )

    @model_validator(mode="after")
    def _fit_together(self) -> Self:
        if not (self.slack_app_token or self.slack_signing_secret):
            raise ValueError("Set SLACK_APP_TOKEN for Socket Mode, or SLACK_SIGNING_SECRET for HTTP.")
        if self.stagepost_now and not is_loopback(self.slack_api_url):
            raise ValueError(
                "STAGEPOST_NOW is for rehearsals: it is accepted when SLACK_API_URL is on this machine,"
                " like http://127.0.0.1:4000/api/."
            )
        return self
