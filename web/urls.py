"""Pages of the desk, under their language."""

from django.urls import URLPattern, URLResolver, path

from web.views.home import home
from web.views.invitations import accept
from web.views.requests import request_page

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home, name="home"),
    path("requests/<int:request_id>/", request_page, name="request"),
    path("account/invitation/<str:token>/", accept, name="accept_invitation"),
]
