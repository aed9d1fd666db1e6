"""The OpenAPI document, and a page that shows it without a script."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from django.contrib.auth.views import redirect_to_login
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.views import SpectacularAPIView
from rest_framework.exceptions import NotAuthenticated
from rest_framework.renderers import JSONRenderer, TemplateHTMLRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from api.views import DeskView

METHODS = ("get", "post", "put", "patch", "delete")


class SchemaView(DeskView, SpectacularAPIView):
    """The OpenAPI document of this API."""


class DocsView(DeskView):
    """A page that lists every operation with what it reads and answers."""

    schema = None
    renderer_classes = [TemplateHTMLRenderer, JSONRenderer]
    template_name = "api/docs.html"

    def get(self, request: Request) -> Response:
        schema = SchemaGenerator().get_schema(request=None, public=True)
        return Response({"info": schema["info"], "areas": dict(areas_of(schema))})

    def handle_exception(self, exc: Exception) -> Any:
        """A browser is shown the way in; a program is told that it has none."""
        wants_page = isinstance(getattr(self.request, "accepted_renderer", None), TemplateHTMLRenderer)
        if wants_page and isinstance(exc, NotAuthenticated):
            return redirect_to_login(self.request.get_full_path())
        return super().handle_exception(exc)


def areas_of(schema: Mapping[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """The operations by area, in the order of the document."""
    areas: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for address, methods in schema["paths"].items():
        for method in METHODS:
            if method in methods:
                operation = methods[method]
                areas[operation["tags"][0]].append(
                    {
                        "method": method.upper(),
                        "address": address,
                        "name": operation["operationId"],
                        "description": operation.get("description", ""),
                        "parameters": operation.get("parameters", []),
                        "body": list(_fields(schema, operation)),
                        "answers": [
                            (status, answer.get("description", ""))
                            for status, answer in operation["responses"].items()
                        ],
                    }
                )
    return areas


def _fields(schema: Mapping[str, Any], operation: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The fields of the body: name, type, whether it is required."""
    for media in operation.get("requestBody", {}).get("content", {}).values():
        name = media.get("schema", {}).get("$ref", "").rpartition("/")[2]
        body = schema["components"]["schemas"].get(name, {})
        for field, told in body.get("properties", {}).items():
            yield {
                "name": field,
                "type": told.get("type", ""),
                "required": field in body.get("required", ()),
                "description": told.get("description", ""),
            }
