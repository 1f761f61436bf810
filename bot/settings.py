"""What an operator sets, read from the environment once, at the door."""

from __future__ import annotations

from pathlib import Path

from platformdirs import user_data_path
from pydantic import AliasChoices, Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Settings of the running bot; secrets are never shown."""

    model_config = SettingsConfigDict(extra="ignore", frozen=True)

    # The second name is the one the Slack CLI gives (`slack run`).
    bot_token: SecretStr | None = Field(
        default=None, validation_alias=AliasChoices("SLACK_BOT_TOKEN", "SLACK_CLI_XOXB")
    )
    app_token: SecretStr | None = Field(
        default=None, validation_alias=AliasChoices("SLACK_APP_TOKEN", "SLACK_CLI_XAPP")
    )
    signing_secret: SecretStr | None = Field(default=None, validation_alias="SLACK_SIGNING_SECRET")
    api_url: str = Field(default="https://slack.com/api/", validation_alias="SLACK_API_URL")
    database_url: str = Field(default="", validation_alias="DATABASE_URL")
    owner: str | None = Field(default=None, validation_alias="KWAI_OWNER")
    """The id of the user or channel that hears of what went wrong."""
    keep_days: int = Field(default=400, ge=1, le=36_500, validation_alias="KWAI_KEEP_DAYS")
    """For how many days messages and what they rested on are kept; a year and a bit, so that a year ago is there."""

    correct_days: int = Field(default=30, ge=0, le=36_500, validation_alias="KWAI_CORRECT_DAYS")
    """How many days back an answer is corrected where it was wrong; 0 corrects none."""

    @field_validator("bot_token", "app_token", "signing_secret", mode="before")
    @classmethod
    def _one_word(cls, secret: object) -> object:
        """A secret without what was pasted around it; one with a space inside would be shown in an error."""
        if not isinstance(secret, str):
            return secret
        if not secret.strip().isascii() or len(secret.split()) > 1:
            raise ValueError("a secret is one word")
        return secret.strip()

    @property
    def database(self) -> str:
        """Where rows are kept: a file in the user's data folder when nothing is set."""
        return self.database_url or f"sqlite:///{user_data_path('kwai') / 'kwai.db'}"

    def missing(self, *, http: bool = False) -> tuple[str, ...]:
        """Each needed setting that is not set: its name, what it is for, where to get it."""
        wanted = (
            (self.bot_token, _NO_BOT),
            (self.signing_secret, _NO_SIGNING) if http else (self.app_token, _NO_APP),
        )
        return tuple(sentence for secret, sentence in wanted if secret is None or not secret.get_secret_value())


_NO_BOT = (
    "SLACK_BOT_TOKEN is not set: the bot posts and reads with it. It begins with xoxb- and stands in "
    "the app's settings under OAuth & Permissions, once the app (manifest.json) is installed."
)
_NO_APP = (
    "SLACK_APP_TOKEN is not set: the bot's connection to Slack (Socket Mode) is opened with it. It "
    "begins with xapp- and is made in the app's settings under Basic Information, App-Level Tokens, "
    "with the scope connections:write."
)
_NO_SIGNING = (
    "SLACK_SIGNING_SECRET is not set: requests over HTTP are known by it to be Slack's. It stands in "
    "the app's settings under Basic Information, App Credentials."
)


def read_settings() -> Settings | str:
    """The settings, or a sentence on what is wrong with them."""
    try:
        return Settings()
    except ValidationError as error:
        names = ", ".join(str(detail["loc"][0]) for detail in error.errors())
        return (
            f"These settings cannot be read: {names}. A token or a secret is one word, without spaces or line breaks."
        )


def cache_folder() -> Path:
    """Where the compiled book is kept."""
    from platformdirs import user_cache_path

    return user_cache_path("kwai")
