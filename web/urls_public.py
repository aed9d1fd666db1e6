"""Pages without sign-in and without language prefix: an offer, the check of a document, the choice of language."""

from django.urls import URLPattern, URLResolver, path

from web.views.home import choose_language
from web.views.offers import answer_offer, offer_paper, offer_terms
from web.views.roster_check import roster_check
from web.views.verify import ask_for_code, verify

urlpatterns: list[URLPattern | URLResolver] = [
    path("offer/<str:token>/", answer_offer, name="offer"),
    path("offer/<str:token>/terms.pdf", offer_terms, name="offer_terms"),
    path("offer/<str:token>/paper.pdf", offer_paper, name="offer_paper"),
    path("roster/<str:token>/", roster_check, name="roster_check"),
    path("verify/", ask_for_code, name="verify_ask"),
    path("verify/<str:code>/", verify, name="verify"),
    path("language/<str:code>/", choose_language, name="choose_language"),
]
