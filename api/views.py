"""What every view of the API has: the actor, the clock, the language, and one way to answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, ClassVar

from django.urls import URLPattern, path
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers
from django.utils.translation.trans_real import parse_accept_lang_header
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer
from rest_framework.views import APIView

from accounts.selectors import acting_for, actor_for
from api.concurrency import expected_version
from api.errors import UnknownAddress
from api.idempotency import answer_once
from api.identity import proof_of_identity
from api.parsers import CleanJSONParser
from api.serializers.base import SignedInput, VersionedInput
from core.actors import Actor
from core.errors import NotFound
from requests_app.models import SupportRequest


class DeskView(APIView):
    """A view that knows who asks (`actor`), when (`now`, read once) and in which language.

    The language is the one of `Accept-Language` where the desk speaks it, else the person's own.
    """

    parser_classes = [CleanJSONParser]

    @cached_property
    def now(self) -> datetime:
        return timezone.now()

    @cached_property
    def actor(self) -> Actor:
        return actor_for(self.request.user, now=self.now, language=translation.get_language())

    def perform_authentication(self, request: Request) -> None:
        super().perform_authentication(request)
        own = getattr(request.user, "interface_language", None)
        if language := requested_language(request) or own:
            translation.activate(language)

    def finalize_response(self, request: Request, response: Response, *args: Any, **kwargs: Any) -> Response:
        answered: Response = super().finalize_response(request, response, *args, **kwargs)
        patch_vary_headers(answered, ("Authorization", "Accept-Language"))
        return answered

    def read(self, serializer: type[Serializer], data: Any = None, **options: Any) -> dict[str, Any]:
        """What was sent in the body (or `data`), checked; the problems of all fields are told at once."""
        parsed = serializer(
            data=self.request.data if data is None else data,
            context={"request": self.request, "view": self},
            **options,
        )
        parsed.is_valid(raise_exception=True)
        return dict(parsed.validated_data)

    def read_query(self, serializer: type[Serializer]) -> dict[str, Any]:
        """The query parameters, checked; unknown ones are ignored."""
        sent = {name: value for name, value in self.request.query_params.items() if value != ""}
        return self.read(serializer, data=sent)

    def once(self, answer: Callable[[], Response]) -> Response:
        """The answer, under the caller's `Idempotency-Key` where one was sent."""
        return answer_once(self.request, answer, now=self.now)


class OfRequest(DeskView):
    """A view of something that belongs to one request, named in the address."""

    @cached_property
    def support_request(self) -> SupportRequest:
        """The request, where the caller may know of it; then `actor` is right for its country."""
        found = SupportRequest.objects.visible_to(self.actor).filter(pk=self.kwargs["request_id"]).first()
        if found is None:
            raise NotFound
        self.actor = acting_for(self.actor, country=found.country_id, now=self.now)
        return found


@dataclass(frozen=True, slots=True)
class ActionCall:
    """What the door does for an action: read `reads`, call `service`.

    The service takes the subject by the view's name for it, what was read, `actor`, `now` and, where it is
    `versioned`, `expected_version`.
    """

    service: Callable[..., Any]
    reads: type[VersionedInput] = VersionedInput
    versioned: bool = True


class ActionView(DeskView):
    """One action on one thing; subclasses say which thing, and how it is shown afterwards.

    Each action has its own address, made by `action_paths`, so that each has its own body in the documentation.
    Where the call is a signature (`SignedInput`), the service is told how the caller proved who they are.
    """

    call: ClassVar[ActionCall]
    subject_name: ClassVar[str]

    def subject(self) -> Any:
        """The row that the caller acts on; raises `NotFound` where they may not know of it."""
        raise NotImplementedError

    def show(self, row: Any) -> Response:
        raise NotImplementedError

    def post(self, request: Request, **kwargs: Any) -> Response:
        return self.once(self._act)

    def _act(self) -> Response:
        subject = self.subject()
        values = self.read(self.call.reads)
        if issubclass(self.call.reads, SignedInput):
            values["proof"] = proof_of_identity(self.request, values.pop("password", ""))
        if self.call.versioned:
            values["expected_version"] = expected_version(self.request)
        row = self.call.service(**{self.subject_name: subject}, **values, actor=self.actor, now=self.now)
        return self.show(row)


def requested_language(request: Request) -> str | None:
    """The first language of `Accept-Language` that the desk speaks, if any."""
    for code, _quality in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        try:
            return translation.get_supported_language_variant(code)
        except LookupError:
            continue
    return None


def action_paths(
    prefix: str, view: type[ActionView], calls: Mapping[str, ActionCall], *, answers: Any, noun: str
) -> list[URLPattern]:
    """An address for each action: `<prefix>actions/<name>/`; `answers` documents what comes back."""
    paths = []
    for name, call in calls.items():
        described = extend_schema(
            operation_id=f"{noun}_{name}",
            request=call.reads,
            responses={200: answers},
            description=(call.service.__doc__ or "").strip(),
        )
        own = type(f"{name.title().replace('_', '')}{view.__name__}", (view,), {"call": call})
        paths.append(
            path(
                f"{prefix}actions/{name}/",
                extend_schema_view(post=described)(own).as_view(),
                name=f"{noun}-{name}",
            )
        )
    return paths


class UnknownAddressView(DeskView):
    """Answers for every address under this API that is none."""

    schema = None

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        raise UnknownAddress
