from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from support_desk import env
from support_desk.env import Environment

PRODUCTION = {
    "DATABASE_URL": "postgres://desk:secret@db.example:5432/desk",
    "SECRET_KEY": "x" * 60,
    "ALLOWED_HOSTS": "desk.example, www.desk.example",
    "PUBLIC_URL": "https://desk.example/",
}


def test_embedded_desk_needs_no_variable():
    environment = Environment({})

    environment.require()

    assert environment.embedded
    assert not environment.production
    assert environment.get(env.DATABASE_URL)["NAME"] == str(env.VAR_DIR / "desk.sqlite3")
    assert environment.public_url == "http://127.0.0.1:8000"
    assert environment.get(env.ALLOWED_HOSTS) == ["localhost", "127.0.0.1", "[::1]"]


def test_production_reads_what_it_is_given():
    environment = Environment(PRODUCTION)

    environment.require()

    assert environment.production
    assert environment.public_url == "https://desk.example"
    assert environment.get(env.ALLOWED_HOSTS) == ["desk.example", "www.desk.example"]
    assert environment.get(env.DATABASE_URL)["HOST"] == "db.example"


@pytest.mark.parametrize("name", ["DATABASE_URL", "SECRET_KEY", "ALLOWED_HOSTS", "PUBLIC_URL"])
def test_production_stops_and_names_the_missing_variable(name: str):
    environment = Environment({**PRODUCTION, "REDIS_URL": "redis://cache.example:6379/0", name: ""})

    with pytest.raises(ImproperlyConfigured, match=f"Missing in the environment: {name}\\."):
        environment.require()


def test_production_names_all_missing_variables_at_once():
    with pytest.raises(ImproperlyConfigured, match="SECRET_KEY, ALLOWED_HOSTS, PUBLIC_URL"):
        Environment({"DATABASE_URL": PRODUCTION["DATABASE_URL"]}).require()


def test_debug_allows_defaults_with_any_database():
    Environment({"DATABASE_URL": PRODUCTION["DATABASE_URL"], "DEBUG": "1"}).require()


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("DEBUG", "oui"),
        ("PORT", "http"),
        ("PORT", "70000"),
        ("DATABASE_URL", "mysql://root@localhost/desk"),
        ("REDIS_URL", "localhost:6379"),
        ("PUBLIC_URL", "desk.example"),
        ("EMAIL_URL", "pigeon://loft"),
        ("CLAMD_URL", "http://scanner"),
    ],
)
def test_malformed_variable_is_refused_by_name(name: str, text: str):
    row = next(row for row in env.TABLE if row.name == name)

    with pytest.raises(ImproperlyConfigured, match=f"^{name}: "):
        Environment({name: text}).get(row)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("console:", {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}),
        (
            "file:///var/mail%20box",
            {
                "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
                "EMAIL_FILE_PATH": Path("/var/mail box"),
            },
        ),
    ],
)
def test_email_url_chooses_a_local_backend(text: str, expected: dict[str, object]):
    assert env.parse_email(text) == expected


def test_email_url_chooses_smtp_with_tls_and_a_time_limit():
    config = env.parse_email("smtp+tls://user:p%40ss@mail.example:587")

    assert config["EMAIL_BACKEND"] == "django.core.mail.backends.smtp.EmailBackend"
    assert (config["EMAIL_HOST"], config["EMAIL_PORT"]) == ("mail.example", 587)
    assert (config["EMAIL_HOST_USER"], config["EMAIL_HOST_PASSWORD"]) == ("user", "p@ss")
    assert config["EMAIL_USE_TLS"] is True
    assert config["EMAIL_TIMEOUT"] == 10


def test_kept_secret_is_made_once_and_private(tmp_path: Path):
    path = tmp_path / "var" / "secret_key"

    first = env.kept_secret(path)

    assert len(first) > 50
    assert env.kept_secret(path) == first
    assert path.stat().st_mode & 0o777 == 0o600
    assert [child.name for child in path.parent.iterdir()] == ["secret_key"]


def test_given_secret_key_wins_over_the_kept_one(tmp_path: Path):
    assert Environment(PRODUCTION).secret_key(tmp_path / "key") == PRODUCTION["SECRET_KEY"]
    assert not (tmp_path / "key").exists()
