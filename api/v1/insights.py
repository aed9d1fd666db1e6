"""The desk in numbers, for managers and the Steering Committee."""

from __future__ import annotations

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.serializers.insights import OutputOverview, OutputReadiness, OutputThemeScores
from api.views import DeskView
from core.actors import Actor, Role
from core.errors import NotAllowed
from requests_app.form import working_languages
from workflows.selectors.insights import ALWAYS, overview, submitted_in
from workflows.selectors.readiness import readiness
from workflows.selectors.theme_scores import theme_scores

READERS = frozenset({Role.MANAGER, Role.STEERING})


class OverviewView(DeskView):
    @extend_schema(operation_id="insights_overview", responses=OutputOverview)
    def get(self, request: Request) -> Response:
        """Counts by state, country and theme, and how often the theme check was right."""
        refuse_others(self.actor)
        return Response(OutputOverview(overview()).data)


class ThemeScoresView(DeskView):
    @extend_schema(operation_id="insights_theme_check", responses=OutputThemeScores)
    def get(self, request: Request) -> Response:
        """How far officers agree with the theme check, by month and version, and by theme: counts only."""
        refuse_others(self.actor)
        return Response(OutputThemeScores(theme_scores(submitted_in(ALWAYS))).data)


def refuse_others(actor: Actor) -> None:
    if actor.role not in READERS:
        raise NotAllowed(_("Only programme managers and the Steering Committee can see these numbers."))


class ReadinessView(DeskView):
    @extend_schema(operation_id="insights_readiness", responses=OutputReadiness)
    def get(self, request: Request) -> Response:
        """By theme, language and month: how many vetted people are free, and where there are fewer than two."""
        if self.actor.role not in READERS:
            raise NotAllowed(_("Only programme managers and the Steering Committee can see these numbers."))
        return Response(OutputReadiness(readiness(sorted(working_languages()), now=self.now)).data)
