"""All requests that a reader may know of, also those that have ended."""

from __future__ import annotations

from typing import Any

from core.actors import Role
from programme.models import Country
from web.forms.request_list import RequestListForm
from web.paging import stretch
from web.presenters.choices import theme_choices
from web.presenters.home import may_begin
from web.presenters.request_list import lines_for
from web.views.base import Page
from workflows.selectors.request_list import listed


class RequestsPage(Page):
    roles = frozenset({Role.FOCAL_POINT, Role.MANAGER, Role.STEERING})
    template_name = "pages/requests/list.html"

    def context(self) -> dict[str, Any]:
        form = RequestListForm(
            self.request.GET or {}, actor=self.actor, countries=self._countries(), themes=theme_choices()
        )
        rows = listed(form.wanted, actor=self.actor)
        page = stretch(self.request, rows, order=form.ordering)
        return {
            **super().context(),
            "form": form,
            "page": page,
            "lines": lines_for(page.rows, actor=self.actor, now=self.now),
            "may_begin": may_begin(self.actor),
            "of_office": self.actor.role == Role.MANAGER,
        }

    def _countries(self) -> list[tuple[str, str]]:
        """The countries to choose from; nobody is asked who speaks for a single one."""
        rows = Country.objects.all()
        if self.actor.role == Role.FOCAL_POINT:
            if len(self.actor.countries) < 2:
                return []
            rows = rows.filter(pk__in=self.actor.countries)
        return sorted(((row.pk, row.label) for row in rows), key=lambda named: named[1])
