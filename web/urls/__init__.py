"""Pages of the desk, under their language: one list of addresses for each area."""

from django.urls import URLPattern, URLResolver, path

from web.urls import (
    account,
    deployments,
    drafts,
    experts,
    insights,
    matching,
    offers,
    papers,
    relations,
    requests,
    results,
    terms,
    themes,
    triage,
)
from web.views.home import home

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home, name="home"),
    *drafts.urlpatterns,
    *requests.urlpatterns,
    *results.urlpatterns,
    *triage.urlpatterns,
    *matching.urlpatterns,
    *offers.urlpatterns,
    *relations.urlpatterns,
    *terms.urlpatterns,
    *papers.urlpatterns,
    *themes.urlpatterns,
    *experts.urlpatterns,
    *deployments.urlpatterns,
    *insights.urlpatterns,
    *account.urlpatterns,
]
