"""Matching: positions, shortlists, the reserve and the offers of a request; the weights of the ranking."""

from django.urls import path

from web.views import matching, offers_office, planning, positions, shortlists, weights

POSITION = "matching/<int:request_id>/positions/<int:position_id>/"

urlpatterns = [
    path("matching/", matching.MatchingListPage.as_view(), name="matching_list"),
    path("matching/plan/", planning.PlanPage.as_view(), name="plan"),
    path("matching/weights/", weights.WeightsPage.as_view(), name="weights"),
    path("matching/<int:request_id>/", matching.MatchingPage.as_view(), name="matching"),
    path("matching/<int:request_id>/offers/", matching.OffersPart.as_view(), name="matching_offers"),
    path(
        "matching/<int:request_id>/positions/add/", positions.AddPositionPage.as_view(), name="add_position"
    ),
    path(POSITION, shortlists.ShortlistPage.as_view(), name="shortlist"),
    path(f"{POSITION}rank/", shortlists.MakeShortlist.as_view(), name="make_shortlist"),
    path(f"{POSITION}edit/", positions.EditPositionPage.as_view(), name="edit_position"),
    path(f"{POSITION}remove/", positions.RemovePositionPage.as_view(), name="remove_position"),
    path(
        "matching/<int:request_id>/objection/",
        offers_office.SettleObjectionPage.as_view(),
        name="settle_objection",
    ),
    path(
        "matching/offers/<int:offer_id>/retract/",
        offers_office.RetractOfferPage.as_view(),
        name="retract_offer",
    ),
    path(
        "matching/offers/<int:offer_id>/release/",
        offers_office.ReleaseExpertPage.as_view(),
        name="release_expert",
    ),
    path(
        "matching/offers/<int:offer_id>/lift/",
        offers_office.LiftCoolDownPage.as_view(),
        name="lift_cool_down",
    ),
    path(
        "requests/<int:request_id>/send-offers/",
        offers_office.SendOffersPage.as_view(),
        name="request_send_offers",
    ),
]
