"""The languages in which people are served, and the one in which the desk can really speak to them."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from core.errors import Text

LANGUAGES: dict[str, Text] = {"en": _("English"), "fr": _("French"), "pt": _("Portuguese")}

_NEXT_BEST = {"pt": "fr"}


def interface_language(preferred: str) -> str:
    """The language of pages and mails for somebody who prefers `preferred`.

    French stands in for Portuguese while the pages are not translated: the Portuguese-speaking countries of
    the dialogue lie among French-speaking ones.
    """
    spoken = dict(settings.LANGUAGES)
    choices = (preferred, _NEXT_BEST.get(preferred, ""))
    return next((language for language in choices if language in spoken), settings.LANGUAGE_CODE)
