"""What `bin/serve` does between installing and serving, in one process: `python -m support_desk.prepare`.

Everything here can be repeated, and is quick when nothing is to be done.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import django
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command

from support_desk.env import VAR_DIR, kept_secret

LOOPBACK = {"localhost", "127.0.0.1", "::1"}
DEMO_ACCOUNTS = (
    ("focal.sn@demo.example", "focal point of Senegal"),
    ("focal.cv@demo.example", "focal point of Cabo Verde"),
    ("manager@demo.example", "programme manager"),
    ("manager2@demo.example", "second programme manager"),
    ("expert@demo.example", "expert"),
    ("steering@demo.example", "steering committee"),
    ("admin@demo.example", "administrator"),
)
DEMO_PASSWORD_FILE = "demo_password"  # noqa: S105 (a file's name)


def prepare_database() -> None:
    """Bring the schema, the cache table and the reference data up to date."""
    call_command("migrate", interactive=False, verbosity=0)
    call_command("load_reference", verbosity=0)


def prepare_demo() -> None:
    """Fill an empty database with demo data, on a desk that only this machine can reach."""
    if urlsplit(settings.PUBLIC_URL).hostname in LOOPBACK and not get_user_model().objects.exists():
        print("Making demo data (once) ...", flush=True)
        call_command("seed_demo", password=demo_password(), force=True, verbosity=0)


def demo_password() -> str:
    """Return DEMO_PASSWORD, else a random one kept in a file of its own."""
    return str(settings.DEMO_PASSWORD) or kept_secret(VAR_DIR / DEMO_PASSWORD_FILE, random_bytes=9)


def prepare_static_files() -> None:
    """Collect, hash and compress what browsers fetch, if any of it is newer than the last time."""
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    if settings.DEBUG or (manifest.exists() and manifest.stat().st_mtime > newest_change(static_sources())):
        return
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)


def static_sources() -> Iterator[Path]:
    """Yield the folders whose change makes collected files stale; packages change with the lock."""
    yield from (Path(folder) for folder in settings.STATICFILES_DIRS)
    yield Path(settings.BASE_DIR) / "requirements"


def newest_change(folders: Iterator[Path]) -> float:
    """Return the time of the latest change of any file or folder beneath."""
    return max(
        (path.stat().st_mtime for folder in folders for path in [folder, *folder.rglob("*")]), default=0.0
    )


def sign_in_help() -> str:
    """Return where the desk is and how to enter it as each role."""
    url = settings.PUBLIC_URL
    lines = [
        "",
        f"  The desk          {url}/en/   {url}/fr/",
        f"  The API           {url}/api/v1/docs/",
        f"  Health            {url}/healthz   {url}/readyz",
        "",
    ]
    accounts = set(
        get_user_model().objects.filter(email__endswith="@demo.example").values_list("email", flat=True)
    )
    shown = [f"    {email:<24} {role}" for email, role in DEMO_ACCOUNTS if email in accounts]
    if shown:
        lines += ["  Demo accounts:", *shown, f"  Their password: {demo_password_place()}", ""]
        lines += [f"  A token for the API: .venv/bin/python manage.py issue_token {DEMO_ACCOUNTS[0][0]}", ""]
    return "\n".join(lines)


def demo_password_place() -> str:
    """Say where the password of the demo accounts is to be found."""
    path = VAR_DIR / DEMO_PASSWORD_FILE
    return path.read_text().strip() if path.exists() else "the DEMO_PASSWORD they were made with"


def main() -> None:
    """Prepare the desk and print how to enter it."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "support_desk.settings")
    django.setup()
    prepare_database()
    prepare_demo()
    prepare_static_files()
    print(sign_in_help(), flush=True)


if __name__ == "__main__":
    main()
