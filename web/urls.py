"""Pages of the desk, under their language."""

from django.urls import URLPattern, URLResolver, path

from web.views.home import home
from web.views.invitations import accept

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home, name="home"),
    path("account/invitation/<str:token>/", accept, name="accept_invitation"),
]
