"""The settings of one installation, read from the environment once, here and nowhere else."""

from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

ISTANBUL = ZoneInfo("Europe/Istanbul")
"""The zone in which the product knows what day it is; times in the database are UTC."""


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
        description="Prefix of the two weaker roles in the database; without it the name of the database.",
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
    demo_password: SecretStr | None = Field(
        default=None,
        description="One password for all accounts of `demo`; without it each gets a random one.",
    )
    demo: bool = Field(
        default=False,
        description="Set by `demo`: every page says that it shows example data.",
    )
