"""The environment variables of the desk: one typed table, and the only place that reads them.

Settings ask for a row (`env.get(DEBUG)`) and get a value of its type. The README shows `TABLE` through
`markdown_table()`; a test keeps the two equal.

Three ways to run follow from the variables:

- embedded: neither DATABASE_URL nor REDIS_URL is set; everything has a default, meant for 127.0.0.1;
- debug: DEBUG=1; as embedded, with any database;
- production: all else. What is `required_in_production` must then be given, or nothing starts.
"""

import os
import secrets
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar
from urllib.parse import quote, unquote, urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

T = TypeVar("T")

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"


@dataclass(frozen=True, slots=True)
class Variable(Generic[T]):
    """One environment variable: how to read it, what stands in for it, and what it is for."""

    name: str
    kind: str
    parse: Callable[[str], T]
    default: str
    help: str
    required_in_production: bool = False
    default_shown: str = ""


def parse_bool(text: str) -> bool:
    """Read 1/true/yes/on and 0/false/no/off in any case; refuse the rest."""
    words = {
        "1": True,
        "true": True,
        "yes": True,
        "on": True,
        "0": False,
        "false": False,
        "no": False,
        "off": False,
    }
    try:
        return words[text.strip().lower()]
    except KeyError:
        raise ValueError("use 1 or 0") from None


def parse_list(text: str) -> list[str]:
    """Split at commas, without blanks and empty items."""
    return [item.strip() for item in text.split(",") if item.strip()]


def parse_port(text: str) -> int:
    """Read a TCP port."""
    port = int(text)
    if not 0 < port < 65536:
        raise ValueError("a port lies between 1 and 65535")
    return port


def parse_path(text: str) -> Path:
    """Read a folder; a relative one starts at the root of the project."""
    return BASE_DIR / Path(text).expanduser()


def parse_url(*schemes: str) -> Callable[[str], str]:
    """Return a reader of URLs with one of the schemes and a host or path; empty text stays empty."""

    def parse(text: str) -> str:
        parts = urlsplit(text)
        if text and (parts.scheme not in schemes or not (parts.netloc or parts.path.strip("/"))):
            raise ValueError(
                f"expected a URL beginning with {' or '.join(f'{scheme}://' for scheme in schemes)}"
            )
        return text.rstrip("/")

    return parse


def parse_database(text: str) -> dict[str, Any]:
    """Turn a database URL into an entry of Django's DATABASES."""
    scheme = urlsplit(text).scheme
    if scheme not in ("sqlite", "postgres", "postgresql"):
        raise ValueError("expected sqlite:///file or postgres://user:password@host:port/name")
    return dict(environ.Env.db_url_config(text))


def parse_email(text: str) -> dict[str, Any]:
    """Turn an e-mail URL into Django's EMAIL_* settings.

    `console:`, `file:///folder`, `smtp://user:password@host:port`, `smtp+tls://…` (STARTTLS) or `smtps://…`.
    """
    scheme = urlsplit(text).scheme
    if scheme == "console":
        return {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}
    if scheme == "file":
        folder = parse_path(unquote(urlsplit(text).path))
        return {
            "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "EMAIL_FILE_PATH": folder,
        }
    if scheme in ("smtp", "smtps", "smtp+tls"):
        config = {
            key: value
            for key, value in environ.Env.email_url_config(text).items()
            if key.startswith("EMAIL_")
        }
        return {**config, "EMAIL_TIMEOUT": 10}
    raise ValueError("expected console:, file:///folder or smtp://user:password@host:port")


DEBUG = Variable(
    "DEBUG",
    "bool",
    parse_bool,
    "0",
    "Developer mode: error pages with code, readable logs.",
)
DATABASE_URL = Variable(
    "DATABASE_URL", "URL", parse_database, f"sqlite:///{quote(str(VAR_DIR / 'desk.sqlite3'))}",
    "`postgres://user:password@host:port/name`, or `sqlite:///file`.",
    required_in_production=True, default_shown="SQLite in `var/desk.sqlite3`",
)  # fmt: skip
REDIS_URL = Variable(
    "REDIS_URL", "URL", parse_url("redis", "rediss", "unix"), "",
    "`redis://host:port/0`: Celery's broker, and the cache. Without it the desk's own worker and files do both.",
    default_shown="none",
)  # fmt: skip
SECRET_KEY = Variable(
    "SECRET_KEY", "text", str, "", "Signs sessions and links: 50 random characters or more, kept secret.",
    required_in_production=True, default_shown="random, kept in `var/secret_key`",
)  # fmt: skip
ALLOWED_HOSTS = Variable(
    "ALLOWED_HOSTS", "list", parse_list, "localhost,127.0.0.1,[::1]",
    "Host names the desk answers to, with commas.",
    required_in_production=True,
)  # fmt: skip
PUBLIC_URL = Variable(
    "PUBLIC_URL", "URL", parse_url("http", "https"), "",
    "Address in links of e-mails and documents. With `https://`, cookies, redirects and headers insist on "
    "TLS, and one proxy is trusted.",
    required_in_production=True, default_shown="`http://127.0.0.1:$PORT`",
)  # fmt: skip
EMAIL_URL = Variable(
    "EMAIL_URL", "URL", parse_email, f"file://{quote(str(VAR_DIR / 'mail'))}",
    "`console:`, `file:///folder`, `smtp://user:password@host:port`, `smtp+tls://…` or `smtps://…`.",
    default_shown="files in `var/mail`",
)  # fmt: skip
DEFAULT_FROM_EMAIL = Variable(
    "DEFAULT_FROM_EMAIL", "text", str, "Rabat Process Support Desk <support-desk@localhost>",
    "Sender of all e-mails.",
)  # fmt: skip
MEDIA_ROOT = Variable(
    "MEDIA_ROOT", "folder", parse_path, "var/media",
    "Private files (attachments, documents); never served by URL.",
)  # fmt: skip
PORT = Variable("PORT", "number", parse_port, "8000", "Port of the web server.")
DEMO_PASSWORD = Variable(
    "DEMO_PASSWORD", "text", str, "", "Password of the demo accounts, where they are asked for.",
    default_shown="random, printed once",
)  # fmt: skip
CLAMD_URL = Variable(
    "CLAMD_URL", "URL", parse_url("tcp", "unix"), "",
    "`tcp://host:3310` or `unix:///path`: every upload is scanned by ClamAV first.", default_shown="no scan",
)  # fmt: skip

TABLE: tuple[Variable[Any], ...] = (
    DATABASE_URL,
    REDIS_URL,
    SECRET_KEY,
    DEBUG,
    ALLOWED_HOSTS,
    EMAIL_URL,
    DEFAULT_FROM_EMAIL,
    PUBLIC_URL,
    MEDIA_ROOT,
    PORT,
    DEMO_PASSWORD,
    CLAMD_URL,
)


class Environment:
    """The variables of one process, read through the table."""

    def __init__(self, values: Mapping[str, str]) -> None:
        self._values = values

    def is_set(self, variable: Variable[Any]) -> bool:
        """Tell whether the variable is given; an empty one counts as not given."""
        return bool(self._values.get(variable.name, "").strip())

    def get(self, variable: Variable[T]) -> T:
        """Return the parsed value or default; raise ImproperlyConfigured with its name if it is malformed."""
        text = self._values[variable.name] if self.is_set(variable) else variable.default
        try:
            return variable.parse(text)
        except ValueError as error:
            raise ImproperlyConfigured(
                f"{variable.name}: {error}. See the table of variables in README.md."
            ) from error

    @property
    def embedded(self) -> bool:
        """Whether this is the desk that needs nothing beside it."""
        return not (self.is_set(DATABASE_URL) or self.is_set(REDIS_URL))

    @property
    def production(self) -> bool:
        """Whether defaults that suit one's own machine only are refused."""
        return not (self.embedded or self.get(DEBUG))

    @property
    def public_url(self) -> str:
        """The desk's own address, without a slash at the end."""
        return self.get(PUBLIC_URL) or f"http://127.0.0.1:{self.get(PORT)}"

    def require(self) -> None:
        """Raise ImproperlyConfigured when production lacks variables, naming all of them at once."""
        if not self.production:
            return
        missing = [row.name for row in TABLE if row.required_in_production and not self.is_set(row)]
        if missing:
            raise ImproperlyConfigured(
                f"Missing in the environment: {', '.join(missing)}. "
                "Once DATABASE_URL or REDIS_URL is set there is no default for them, except with DEBUG=1 on "
                "a developer's machine. See the table of variables in README.md."
            )

    def secret_key(self, path: Path = VAR_DIR / "secret_key") -> str:
        """Return SECRET_KEY, else the key kept in `path`, which the first call makes."""
        return self.get(SECRET_KEY) or kept_secret(path)


def kept_secret(path: Path, *, random_bytes: int = 64) -> str:
    """Return the secret kept in a file of mode 0600; several processes that start together make one."""
    if not path.exists():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, draft = tempfile.mkstemp(dir=path.parent)  # mode 0600
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(random_bytes))
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            os.unlink(draft)
    return path.read_text().strip()


def markdown_table() -> str:
    """Return the table as the README shows it."""
    lines = [
        "| variable | kind | default | in production | meaning |",
        "|---|---|---|---|---|",
    ]
    for row in TABLE:
        default = row.default_shown or f"`{row.default}`"
        needed = "**required**" if row.required_in_production else ""
        lines.append(f"| `{row.name}` | {row.kind} | {default} | {needed} | {row.help} |")
    return "\n".join(lines)
