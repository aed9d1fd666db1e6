"""The addresses of the desk, and some that go wrong as a fault of the desk would."""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views import View

from core.errors import TooLarge
from support_desk import urls

handler400, handler429, handler500 = urls.handler400, urls.handler429, urls.handler500


@login_not_required
def broken(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("a fault of the desk")


@login_not_required
def suspicious(request: HttpRequest) -> HttpResponse:
    raise SuspiciousOperation("not readable")


@login_not_required
def refused(request: HttpRequest) -> HttpResponse:
    raise TooLarge("This file is too large.")


class GetOnly(View):
    def get(self, request: HttpRequest) -> HttpResponse:
        return HttpResponse("read")


urlpatterns = [
    path("en/broken/", broken),
    path("fr/broken/", broken),
    path("api/v1/broken/", broken),
    path("fr/suspicious/", suspicious),
    path("fr/refused/", refused),
    path("fr/get-only/", login_not_required(GetOnly.as_view())),
    *urls.urlpatterns,
]
