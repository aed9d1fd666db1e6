"""The reader's own account, notifications; people and background work for those who look after them."""

from django.urls import path

from web.views.invitations import accept

urlpatterns = [
    path("account/invitation/<str:token>/", accept, name="accept_invitation"),
]
