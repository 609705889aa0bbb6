"""Settings fail loudly and early, in a sentence."""

import stat

import pytest

from kiknet.config import Misconfigured, Settings

KEY = "kZ8vJ2mQ0xT5nB7rL4cW9sD1fG6hP3yA"
PRODUCTION = {
    "KIKNET_ENV": "production",
    "KIKNET_SECRET_KEY": KEY,
    "KIKNET_BASE_URL": "https://kalender.example.org",
}


def read(tmp_path, **changes):
    return Settings.from_environment({"KIKNET_INSTANCE": str(tmp_path), **changes})


def test_nothing_needs_to_be_set_to_try_it_out(tmp_path):
    settings = read(tmp_path)

    assert settings.base_url == "http://127.0.0.1:8000"
    assert settings.database_url == f"sqlite:///{tmp_path}/kiknet.sqlite"


def test_a_key_is_made_once_and_only_its_owner_can_read_it(tmp_path):
    first, second = read(tmp_path), read(tmp_path)

    assert first.secret_key == second.secret_key
    assert len(first.secret_key) >= 32
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"KIKNET_BASE_URL": ""}, "KIKNET_BASE_URL"),
        ({"KIKNET_BASE_URL": "kalender.example.org"}, "KIKNET_BASE_URL"),
        ({"KIKNET_SECRET_KEY": "secret"}, "KIKNET_SECRET_KEY"),
        ({"KIKNET_SECRET_KEY": "a" * 64}, "KIKNET_SECRET_KEY"),
        ({"KIKNET_SMTP_URL": "smtp://localhost"}, "KIKNET_MAIL_FROM"),
        ({"KIKNET_DATABASE_URL": "mysql://x/y"}, "KIKNET_DATABASE_URL"),
        ({"KIKNET_ENV": "prod"}, "KIKNET_ENV"),
        ({"PORT": "http"}, "PORT"),
        ({"KIKNET_WORKERS": "0"}, "KIKNET_WORKERS"),
    ],
)
def test_production_says_which_setting_is_wrong(tmp_path, changes, named):
    with pytest.raises(Misconfigured, match=named):
        read(tmp_path, **PRODUCTION | changes)


def test_a_folder_that_cannot_be_used_is_named(tmp_path):
    (tmp_path / "a file").touch()

    with pytest.raises(Misconfigured, match="KIKNET_INSTANCE"):
        Settings.from_environment({"KIKNET_INSTANCE": str(tmp_path / "a file")})


def test_secrets_do_not_show_when_settings_are_printed(tmp_path):
    shown = repr(read(tmp_path, **PRODUCTION, KIKNET_SMTP_URL="smtp://a:geheim@b", KIKNET_MAIL_FROM="a@example.org"))

    assert KEY not in shown
    assert "geheim" not in shown
