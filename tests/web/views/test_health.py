from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import OperationalError
from django.test import Client

from web.views import health

pytestmark = pytest.mark.django_db


def test_healthz_answers_without_sign_in_and_without_database(client: Client, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get("/healthz")

    assert (response.status_code, response.json()) == (200, {"status": "ok"})


def test_readyz_names_each_check_when_all_is_well(client: Client, settings):
    settings.REDIS_URL = ""

    response = client.get("/readyz")

    names = ["database", "migrations", "broker", "outbox", "documents"]
    assert response.status_code == 200
    assert response.json() == {"status": "ok", "checks": dict.fromkeys(names, "ok")}


def test_readyz_is_503_and_leaks_nothing_when_the_broker_is_away(client: Client, settings):
    settings.REDIS_URL = "redis://:secret@127.0.0.1:1/0"

    response = client.get("/readyz")

    assert response.status_code == 503
    assert response.json()["checks"]["broker"] == "failed"
    assert response.json()["checks"]["database"] == "ok"
    assert "secret" not in response.content.decode()


@pytest.mark.parametrize(
    ("lag", "expected"), [(None, 200), (timedelta(seconds=299), 200), (timedelta(minutes=5), 503)]
)
def test_readyz_watches_how_long_work_waits(client: Client, settings, monkeypatch, lag, expected):
    settings.REDIS_URL = ""
    monkeypatch.setattr(health.outbox, "lag", lambda now: lag)

    assert client.get("/readyz").status_code == expected


def test_readyz_is_503_when_the_database_does_not_answer(client: Client, settings, monkeypatch):
    settings.REDIS_URL = ""

    def gone(now):
        raise OperationalError("host db.example is gone")

    monkeypatch.setattr(health.outbox, "lag", gone)
    response = client.get("/readyz")

    assert response.status_code == 503
    assert "db.example" not in response.content.decode()


def test_missing_pdf_libraries_are_reported_but_do_not_close_the_desk(client: Client, settings, monkeypatch):
    settings.REDIS_URL = ""
    monkeypatch.setitem(health.REPORTED_CHECKS, "documents", lambda: False)

    response = client.get("/readyz")

    assert response.status_code == 200
    assert response.json()["checks"]["documents"] == "failed"


def test_each_test_starts_with_an_empty_cache():
    assert cache.get("seen") is None
