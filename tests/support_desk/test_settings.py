import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
PRODUCTION = {
    "DEBUG": "0",
    "DATABASE_URL": "postgres://desk:secret@127.0.0.1:1/desk",
    "SECRET_KEY": "kTq0v3mB8xZ1dR6yW9sLc4HnPf7uJgEa2iOoXtVbN5hQ-_kTq0v3mB8xZ1dR6",
    "ALLOWED_HOSTS": "desk.example",
    "PUBLIC_URL": "https://desk.example",
}
OURS = {*PRODUCTION, "REDIS_URL", "EMAIL_URL", "MEDIA_ROOT", "PORT", "CLAMD_URL", "DJANGO_SETTINGS_MODULE"}


def manage(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run manage.py with these of the desk's variables and no others."""
    environment = {name: value for name, value in os.environ.items() if name not in OURS} | variables
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120)


def test_deploy_check_is_clean_in_production_settings():
    outcome = manage("check", "--deploy", "--fail-level", "WARNING", **PRODUCTION)

    assert outcome.returncode == 0, outcome.stderr
    assert "no issues" in outcome.stdout


@pytest.mark.parametrize("name", ["SECRET_KEY", "ALLOWED_HOSTS", "PUBLIC_URL"])
def test_missing_variable_is_told_in_one_line(name: str):
    outcome = manage("check", **{key: value for key, value in PRODUCTION.items() if key != name})

    assert outcome.returncode == 1
    assert outcome.stderr.startswith(f"Not configured: Missing in the environment: {name}.")
    assert "Traceback" not in outcome.stderr


def test_private_files_have_no_address():
    assert settings.MEDIA_URL in ("", "/")
