"""Logging: one JSON object a line in production, readable lines for a developer, the request's id on each."""

import re
from typing import Any

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

# A link's token is as good as a password: it must not outlive its deadline in a log file.
SECRET_PATHS = re.compile(
    r"(/(?:offer|roster|invitation|accounts/password/reset/key|accounts/confirm-email)/)[^/\s?]+"
)


def hide_secret_paths(logger: WrappedLogger, method_name: str, event: EventDict) -> EventDict:
    """Replace the tokens of secret links in all text values of a log event."""
    for key, value in event.items():
        if isinstance(value, str):
            event[key] = SECRET_PATHS.sub(r"\1***", value)
    return event


def shared_processors() -> list[Processor]:
    """Return what happens to every event, ours and other packages', before it is rendered."""
    return [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.stdlib.PositionalArgumentsFormatter(),
        structlog.processors.StackInfoRenderer(),
        hide_secret_paths,
    ]


def configure_structlog() -> None:
    """Send structlog's events through the standard library, so that one handler writes everything."""
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared_processors(),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )


def renderers(*, readable: bool) -> list[Processor]:
    """Return the last processors: colours for people, JSON for machines."""
    clean: Processor = structlog.stdlib.ProcessorFormatter.remove_processors_meta
    if readable:
        return [clean, structlog.dev.ConsoleRenderer()]
    return [
        clean,
        structlog.processors.format_exc_info,
        structlog.processors.JSONRenderer(),
    ]


def logging_config(*, readable: bool) -> dict[str, Any]:
    """Return Django's LOGGING."""
    formatter = {
        "()": structlog.stdlib.ProcessorFormatter,
        "processors": renderers(readable=readable),
        "foreign_pre_chain": shared_processors(),
    }
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"desk": formatter},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "desk"}},
        "root": {"handlers": ["console"], "level": "INFO"},
        "loggers": {
            # Level and handler of their own in Django's defaults: give them back to the root.
            "django": {"level": "INFO", "handlers": [], "propagate": True},
            "django.server": {"level": "INFO", "handlers": [], "propagate": True},
            # Ticks every two seconds would drown the rest; failures are still told.
            "celery.app.trace": {"level": "WARNING"},
            "celery.worker.strategy": {"level": "WARNING"},
            "django_structlog.celery": {"level": "WARNING"},
            # Fonts and their subsetting speak at length.
            "fontTools": {"level": "WARNING"},
            "pikepdf": {"level": "WARNING"},
            "weasyprint": {"level": "WARNING"},
        },
    }
