"""Django settings. All that differs between installations comes from the table in `support_desk.env`."""

import logging
import os
from typing import Any
from urllib.parse import urlsplit

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from support_desk import env as table
from support_desk.env import BASE_DIR, VAR_DIR, Environment
from support_desk.logs import configure_structlog, logging_config

env = Environment(os.environ)
env.require()

DEBUG = env.get(table.DEBUG)
SECRET_KEY = env.secret_key()
PUBLIC_URL = env.public_url
BEHIND_TLS = PUBLIC_URL.startswith("https://")
DEMO_PASSWORD = env.get(table.DEMO_PASSWORD)
CLAMD_URL = env.get(table.CLAMD_URL)
REDIS_URL = env.get(table.REDIS_URL)

# --- The house ----------------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",  # its templates, beside our own
    "django.contrib.humanize",  # allauth's templates need it
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "rest_framework",
    "drf_spectacular",
    "csp",
    "django_structlog",
    "django_htmx",
    "template_partials",
    "core",
    "programme",
    "accounts",
    "requests_app",
    "experts",
    "workflows",
    "web",
    "api",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "support_desk.body_limit.BodyLimitMiddleware",  # in the reader's language, and before anything reads the body
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "web.middleware.PrivatePagesMiddleware",
    "django_structlog.middlewares.RequestMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "web.middleware.KeptWordsMiddleware",  # before the next one sends somebody whose session ended to the door
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "web.middleware.DeskErrorsMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
]

ROOT_URLCONF = "support_desk.urls"
WSGI_APPLICATION = "support_desk.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "web.context_processors.desk",
            ]
        },
    }
]

# --- Data ---------------------------------------------------------------------------------------------------

DATABASES: dict[str, dict[str, Any]] = {"default": env.get(table.DATABASE_URL)}
DATABASES["default"]["ATOMIC_REQUESTS"] = False  # services open their own transactions
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    VAR_DIR.mkdir(mode=0o700, exist_ok=True)
    # Writers queue from their first statement: with deferred transactions a read-then-write of two processes
    # fails with "database is locked" whatever the timeout.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
DATABASES["default"] |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}

# Throttles and sign-in limits count here, so all processes must share it: never local memory.
CACHES: dict[str, dict[str, Any]] = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "desk",
    }
    if REDIS_URL
    else {
        # Files, not a table: each call counts, and on SQLite counting in the database would queue for its
        # one write lock with every page that is read.
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": str(VAR_DIR / "cache"),
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    }
}

# Private files: no URL leads here, views answer with them after asking who is there.
MEDIA_ROOT = env.get(table.MEDIA_ROOT)
PRIVATE_MODES = {"file_permissions_mode": 0o600, "directory_permissions_mode": 0o700}
# The certificate that seals papers (`workflows.seal.certificate`); its key is worth more than a file of the desk.
SEAL_DIR = VAR_DIR / "seal"
SEAL_SELF_MADE = not env.production
ATTACHMENT_MAX_BYTES = 20 * 1024 * 1024
BODY_MAX_BYTES = 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = BODY_MAX_BYTES
DATA_UPLOAD_MAX_NUMBER_FILES = 10

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": PRIVATE_MODES},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

# --- Language and time --------------------------------------------------------------------------------------

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("fr", _("French"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = "support_desk.formats"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

# --- E-mail -------------------------------------------------------------------------------------------------

_email = env.get(table.EMAIL_URL)
EMAIL_BACKEND = _email["EMAIL_BACKEND"]
EMAIL_FILE_PATH = _email.get("EMAIL_FILE_PATH")
EMAIL_HOST = _email.get("EMAIL_HOST") or "localhost"
EMAIL_PORT = _email.get("EMAIL_PORT") or 25
EMAIL_HOST_USER = _email.get("EMAIL_HOST_USER") or ""
EMAIL_HOST_PASSWORD = _email.get("EMAIL_HOST_PASSWORD") or ""
EMAIL_USE_TLS = _email.get("EMAIL_USE_TLS", False)
EMAIL_USE_SSL = _email.get("EMAIL_USE_SSL", False)
EMAIL_TIMEOUT = _email.get("EMAIL_TIMEOUT")
DEFAULT_FROM_EMAIL = env.get(table.DEFAULT_FROM_EMAIL)
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# --- People -------------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"

ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
# Nobody signs up: an account is proposed by one person and confirmed by another, and its first password is
# set through a link sent to the address, which proves it.
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if BEHIND_TLS else "http"
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "20/m/ip,5/5m/key",
    "reset_password": "20/m/ip,5/m/key",
    "reset_password_from_key": "20/m/ip",
    "reauthenticate": "10/m/user",
}
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if BEHIND_TLS else 0
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_FORMS = {
    "add_webauthn": "web.forms.security_keys.AddKeyForm",
    "edit_webauthn": "web.forms.security_keys.EditKeyForm",
}
MFA_TOTP_ISSUER = "Rabat Process Support Desk"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEBUG

# --- Safety -------------------------------------------------------------------------------------------------

ALLOWED_HOSTS = env.get(table.ALLOWED_HOSTS)
CSRF_TRUSTED_ORIGINS = ["{0.scheme}://{0.netloc}".format(urlsplit(PUBLIC_URL))]
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = BEHIND_TLS
CSRF_FAILURE_VIEW = "support_desk.failures.csrf_failure"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 14 * 24 * 3600
SECURE_SSL_REDIRECT = BEHIND_TLS
SECURE_REDIRECT_EXEMPT = [
    r"^healthz$",
    r"^readyz$",
]  # asked by the machine next door, over plain HTTP
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_TLS else None
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if BEHIND_TLS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = BEHIND_TLS
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

# --- API ----------------------------------------------------------------------------------------------------

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "api.authentication.BearerAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_THROTTLE_CLASSES": [
        "api.throttling.UserThrottle",
        "api.throttling.AnonymousThrottle",
    ],
    "DEFAULT_THROTTLE_RATES": {
        "user": "600/min",
        "anon": "60/min",
        "upload": "60/hour",
        "offer": "60/min",  # the expert's link, by address
        "invitation": "30/min",  # an invited person chooses a password, by address
        "verify": "30/min",  # the public check of a document, by address
        "render": "60/min",  # PDF
    },
    "EXCEPTION_HANDLER": "api.errors.problem_handler",
    "NUM_PROXIES": 1 if BEHIND_TLS else 0,
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Rabat Process support desk",
    "DESCRIPTION": "Requests for technical support, from a country's first sentence to a closed file.",
    "VERSION": "1.0.0",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.IsAuthenticated"],
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_ADD_EXPLICIT_BLANK_NULL_CHOICE": False,
    "SORT_OPERATIONS": True,
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "api.schema.describe_refusals",
    ],
    "ENUM_NAME_OVERRIDES": {
        "RequestState": "requests_app.states.RequestState",
        "PublicState": "requests_app.states.PublicState",
        "DeclineReason": "requests_app.states.DeclineReason",
        "CancelReason": "requests_app.states.CancelReason",
        "ConsultationState": "workflows.states.ConsultationState",
        "OfferState": "workflows.states.OfferState",
        "DeploymentState": "workflows.states.DeploymentState",
        "TermsState": "workflows.states.TermsState",
        "ReportState": "workflows.states.ReportState",
        "DocumentState": "workflows.states.DocumentState",
        "ExpertPaperKind": "experts.models.document.ExpertDocument.Kind",
        "AbsenceKind": "experts.models.availability.Unavailability.Kind",
        "ExclusionKind": "experts.models.exclusion.Exclusion.Kind",
        "Vetting": "experts.models.expert.Expert.Vetting",
        "PersonsLanguage": "experts.models.expert.Expert.Language",
        "LanguageLevel": "api.serializers.positions.LEVELS",
    },
}

# --- Background work ----------------------------------------------------------------------------------------

# The database keeps what is to be done (the outbox) and when (due times); Celery only carries it to more
# processes. A lost message costs delay, never work: beat asks the outbox again. Nothing uses Celery's own
# retries or ETAs.
CELERY_BROKER_URL = REDIS_URL or "memory://"
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 300,
    "global_keyprefix": "desk-",
}
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_TIME_LIMIT = 240  # below the visibility timeout, or a slow task would be delivered twice
CELERY_TASK_SOFT_TIME_LIMIT = 210
CELERY_TASK_IGNORE_RESULT = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_MAX_MEMORY_PER_CHILD = (
    500_000  # kB; drawing papers keeps a quarter of a MB each, and gives none back
)
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = "UTC"
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "celerybeat-schedule")
CELERY_BEAT_SCHEDULE = {
    # `expires`: ticks of a time without workers are dropped, not made up for.
    "relay-outbox": {
        "task": "workflows.tasks.relay_outbox",
        "schedule": 2.0,
        "options": {"expires": 10},
    },
    "relay-papers": {
        "task": "workflows.tasks.relay_papers",
        "schedule": 2.0,
        "options": {"expires": 10},
    },
    "run-sweeps": {
        "task": "workflows.tasks.run_sweeps",
        "schedule": 60.0,
        "options": {"expires": 60},
    },
}
READY_MAX_OUTBOX_LAG_SECONDS = 300

# --- Logs ---------------------------------------------------------------------------------------------------

configure_structlog()
LOGGING = logging_config(readable=DEBUG)
DJANGO_STRUCTLOG_CELERY_ENABLED = bool(REDIS_URL)
DJANGO_STRUCTLOG_STATUS_START_LOG_LEVEL = logging.DEBUG  # one line a request: how it ended
