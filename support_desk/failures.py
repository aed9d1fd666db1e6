"""What a caller is told when the desk itself is at fault: that it is, and nothing else."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.defaults import server_error as server_error_page

from api.errors import CONTENT_TYPE, problem


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer with problem details under the API and with the plain page elsewhere."""
    if not request.path.startswith("/api/"):
        return server_error_page(request)
    detail = _("Something went wrong on our side. Nothing was changed; please try again later.")
    told = problem(HTTPStatus.INTERNAL_SERVER_ERROR, "server_error", detail)
    return JsonResponse(told, status=told["status"], content_type=CONTENT_TYPE)
