"""Small things that pages ask for."""

from __future__ import annotations

from urllib.parse import urlencode

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation

register = template.Library()


@register.simple_tag(takes_context=True)
def language_links(context: template.Context) -> list[dict[str, str]]:
    """The other languages of this page, each with its own name and the address that leads there."""
    request: HttpRequest | None = context.get("request")
    here = request.get_full_path() if request else "/"
    active = translation.get_language()
    return [
        {
            "code": code,
            "name": translation.get_language_info(code)["name_local"].capitalize(),
            "url": f"{reverse('choose_language', args=[code])}?{urlencode({'next': here})}",
        }
        for code, _name in settings.LANGUAGES
        if code != active
    ]
