"""The settings of one installation, read from the environment once, here and nowhere else."""

import re
from collections.abc import Mapping
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import BeforeValidator, Field, SecretStr
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

ISTANBUL = ZoneInfo("Europe/Istanbul")
"""The zone in which the product knows what day it is; times in the database are UTC."""


RETAINED = ("feedback", "reach")
"""KINDs whose rows hold what people said or who they are."""


def read_retention(text: str | Mapping[str, int]) -> Mapping[str, int]:
    """Read how many months personal data of each KIND are kept, written `feedback=24,reach=60`.

    Raises:
        ValueError: a part is no KIND of `RETAINED` with a whole number of months from 1 to 1200, or one stands twice.
    """
    if not isinstance(text, str):
        return text
    found: dict[str, int] = {}
    for part in filter(None, (part.strip() for part in text.split(","))):
        kind, _, months = (word.strip() for word in part.partition("="))
        if kind not in RETAINED or kind in found or not re.fullmatch(r"[1-9]\d{0,2}|1[01]\d\d|1200", months):
            raise ValueError(part)
        found[kind] = int(months)
    return found


Network = IPv4Network | IPv6Network


def read_networks(text: str | tuple[Network, ...]) -> tuple[Network, ...]:
    """Read addresses and networks with commas between them: `10.0.0.5, 10.1.0.0/16`.

    Raises:
        ValueError: a part is neither.
    """
    if not isinstance(text, str):
        return text
    return tuple(ip_network(part.strip()) for part in text.split(",") if part.strip())


class Settings(BaseSettings):
    """What an installation may choose; every field is a row of the README's table of settings."""

    model_config = SettingsConfigDict(env_prefix="DASHBOARD_", frozen=True, extra="ignore")

    database_url: str | None = Field(
        default=None,
        repr=False,
        description="Address of the shared PostgreSQL; without it an embedded one runs in the data folder.",
    )
    database_roles: str | None = Field(
        default=None,
        description="Prefix of the three weaker roles in the database; without it the name of the database.",
    )
    secret_key: SecretStr | None = Field(
        default=None,
        description="At least 32 random characters that sign tokens; `serve` refuses to start without it.",
    )
    data_dir: Path = Field(
        default=Path(".data"),
        description="Folder of the embedded database, its password and its socket.",
    )
    public_url: str | None = Field(
        default=None,
        description="The https address people use; needed to serve on a host other than loopback.",
    )
    trusted_proxies: int = Field(
        default=0,
        ge=0,
        le=5,
        description="How many reverse proxies stand in front; only then X-Forwarded-For is believed.",
    )
    public_data: Literal["on", "off"] = Field(
        default="off",
        description="Whether `/open-data` is served at all.",
    )
    stale_days: int = Field(
        default=45,
        ge=1,
        description="Age in days after which a source counts as out of date and a banner says so.",
    )
    retention: Annotated[Mapping[str, int], NoDecode, BeforeValidator(read_retention)] = Field(
        default={},
        description="Months after which texts and person keys are removed, by KIND: `feedback=24,reach=60`; "
        "of feedback counted from its closing; a KIND that is not named keeps them.",
    )
    metrics_from: Annotated[tuple[Network, ...], NoDecode, BeforeValidator(read_networks)] = Field(
        default=(),
        description="Addresses and networks besides this machine that may read `/metrics`: `10.0.0.5, 10.1.0.0/16`.",
    )
    demo_password: SecretStr | None = Field(
        default=None,
        description="One password for all accounts of `demo`; without it each gets a random one.",
    )
    demo: bool = Field(
        default=False,
        description="Set by `demo`: every page says that it shows example data.",
    )
