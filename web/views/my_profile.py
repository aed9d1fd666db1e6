"""An expert's own profile: read as a whole, changed in parts, confirmed once a year."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from experts.services.consent import renewed_until
from experts.services.profiles import confirm_profile
from web.forms.my_profile import ExclusionForm
from web.forms.profile_reading import decided_by_the_desk, parts_of
from web.presenters.availability import periods_of
from web.presenters.expert_documents import papers_of
from web.presenters.experts import needs_confirming, vetting_tone
from web.views.availability import OfOneself
from web.views.exclusions import ExclusionsPage, exclusions_of
from web.views.profiles import ProfilePartPage


class MyProfilePage(OfOneself):
    """The whole profile, with what is to be confirmed and what only the office changes."""

    template_name = "pages/profile/profile.html"

    def context(self) -> dict[str, Any]:
        row, today = self.expert, self.now.date()
        return {
            **super().context(),
            "expert": row,
            "vetting_tone": vetting_tone(row),
            "parts": parts_of(row),
            "decided": decided_by_the_desk(row),
            "periods": [period for period in periods_of(row) if period.end >= today],
            "exclusions": exclusions_of(row),
            "papers": [(paper, "") for paper in papers_of(row, self.actor, today=today)],
            "to_confirm": needs_confirming(row, self.now),
            "consent_renewed_until": renewed_until(today),
        }


class ConfirmProfilePage(OfOneself):
    """The yearly "this is still right"."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return redirect("my_profile")

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        confirm_profile(expert=self.expert, actor=self.actor, now=self.now)
        messages.success(request, _("Thank you: your profile is confirmed."))
        return HttpResponse(status=303, headers={"Location": reverse("my_profile")})


class MyProfilePartPage(OfOneself, ProfilePartPage):
    """One part of it as a form."""

    own = True
    done = gettext_lazy("Your profile is changed.")

    def go_on(self, result: Any) -> str:
        return reverse("my_profile")

    def context(self) -> dict[str, Any]:
        return {**super().context(), "back": reverse("my_profile")}


class MyExclusionsPage(OfOneself, ExclusionsPage):
    """What the person is never asked for."""

    form_class = ExclusionForm
    template_name = "pages/profile/exclusions.html"
    done = gettext_lazy("Your exclusions are changed.")

    def go_on(self, result: Any) -> str:
        return reverse("my_exclusions")
