"""A part of an expert's profile as a page: the office edits anybody's, a person their own."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from core.errors import NotFound
from experts.models import Expert
from experts.services.profiles import update_profile
from web.forms.profile_lists import MORE, ProfileForm, with_more_lines
from web.forms.profiles import PARTS
from web.views.base import FormPage


class LinesPage(FormPage):
    """A page whose form may hold lines: it can be asked for more of them without sending it off."""

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if MORE in request.POST:
            return self.show(
                form=self.form_class.refilled(with_more_lines(request.POST), **self.form_options())
            )
        return super().post(request, **kwargs)


class ProfilePartPage(LinesPage):
    """A part of a profile, named in the address by `part`; subclasses say whose (`expert`) and where to go on."""

    template_name = "pages/experts/part.html"
    own = False  # the person themself: what the office decides is not asked
    done = _("The profile is changed.")

    @cached_property
    def expert(self) -> Expert:
        """Whose profile it is."""
        raise NotImplementedError

    @property
    def form_class(self) -> type[ProfileForm]:  # type: ignore[override]
        if self.kwargs["part"] not in PARTS:
            raise NotFound
        return PARTS[self.kwargs["part"]]

    def form_options(self) -> dict[str, Any]:
        return {"own": self.own}

    def initial(self) -> dict[str, Any]:
        return self.form_class.initial_of(self.expert)

    def subject(self) -> Expert:
        return self.expert

    def act(self, form: Any) -> Expert:
        return update_profile(
            expert=self.expert,
            values=form.values,
            actor=self.actor,
            now=self.now,
            expected_version=form.cleaned_data.get("version"),
        )

    def context(self) -> dict[str, Any]:
        return {
            **super().context(),
            "expert": self.expert,
            "heading": self.form_class.heading,
            "own": self.own,
        }
