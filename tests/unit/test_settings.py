"""Settings come from variables; what is wrong is named without the secrets themselves."""

from pathlib import Path

import pytest

from shared.kit.settings import BlobSettings, ContentSettings, Settings, SettingsError, load

SECRET = "nats://hub:geheim@bus:4222"
ENVIRONMENT = {
    "HUB_NATS_URL": SECRET,
    "HUB_S3_URL": "http://s3:8333",
    "HUB_S3_ACCESS_KEY": "zugang",
    "HUB_S3_SECRET_KEY": "streng-geheim",
    "HUB_PUBLIC_URL": "https://hub.iserlohn.de",
    "HUB_MONGO_URL": "mongodb://hub:geheim@db",
    "HUB_CITY_FILE": "/etc/hub/city.toml",
    "HUB_CALLER_PUBLIC_KEY": "abc",
    "NATS_URL": "nats://elsewhere",
    "HUB_SOMETHING_ELSE": "1",
}


def test_fields_are_read_from_their_variables() -> None:
    settings = load(ContentSettings, ENVIRONMENT)
    assert settings.nats_url == SECRET
    assert settings.city_file == Path("/etc/hub/city.toml")
    assert (settings.database, settings.log_format, settings.ready_file) == (None, "json", None)


def test_what_is_given_replaces_the_default() -> None:
    given = {"HUB_NATS_URL": SECRET, "HUB_LOG_FORMAT": "pretty", "HUB_READY_FILE": "/run/ready"}
    settings = load(Settings, given)
    assert (settings.log_format, settings.ready_file) == ("pretty", Path("/run/ready"))


@pytest.mark.parametrize(
    "variable", [name for name in ENVIRONMENT if name.startswith("HUB_") and "ELSE" not in name]
)
@pytest.mark.parametrize("empty", [False, True])
def test_a_missing_variable_is_named_and_no_value_told(variable: str, *, empty: bool) -> None:
    given = {name: value for name, value in ENVIRONMENT.items() if name != variable}
    with pytest.raises(SettingsError, match=variable) as caught:
        load(ContentSettings, {**given, variable: ""} if empty else given)
    told = str(caught.value)
    assert not [value for value in given.values() if len(value) > 1 and value in told]
    assert caught.value.__cause__ is None


@pytest.mark.parametrize("kind", [Settings, BlobSettings, ContentSettings])
def test_settings_are_never_shown(kind: type[Settings]) -> None:
    settings = load(kind, ENVIRONMENT)
    for shown in (repr(settings), str(settings), f"{settings}", repr([settings])):
        assert kind.__name__ in shown
        assert not [value for value in ENVIRONMENT.values() if len(value) > 1 and value in shown]


def test_settings_stay_as_they_were_read() -> None:
    settings = load(Settings, ENVIRONMENT)
    with pytest.raises(AttributeError):
        settings.nats_url = "nats://elsewhere"  # type: ignore[misc]
