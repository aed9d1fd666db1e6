"""Reading and signing the terms of reference of a mission, by either side."""

from __future__ import annotations

from typing import Any

from allauth.core import ratelimit
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from web.forms.base import DeskForm
from web.forms.signing import SignForm
from web.identity import identity_of
from web.limits import too_many_calls
from web.presenters.documents import Version, documents_for
from web.presenters.signing import hash_groups, readings_of
from web.views.base import Difference, FormPage, RequestActionPage
from workflows.models import TermsOfReference
from workflows.services.terms import sign_terms
from workflows.states import TermsState


class Signing(FormPage):
    """A page on which somebody signs: they prove afresh that it is they, and may try it only so often."""

    form_class = SignForm

    def form_options(self) -> dict[str, Any]:
        return {"identity": identity_of(self.request)}

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if "password" in request.POST and not ratelimit.consume(
            request, action="reauthenticate", user=request.user
        ):
            return too_many_calls(request)
        return super().post(request, **kwargs)


class SignTermsPage(Signing, RequestActionPage):
    """The first signatures, a step of the request: the whole content to read, then an explicit yes to it."""

    action, service = "sign_terms", sign_terms
    template_name = "pages/signing/sign.html"
    done = _("You have signed. The paper with your signature is being made; it appears among the documents.")

    @property
    def terms(self) -> TermsOfReference | None:
        """What is to be signed, read afresh each time: somebody may have changed it meanwhile."""
        rows = self.support_request.terms.filter(state=TermsState.IN_REVIEW).prefetch_related("signatures")
        return rows.first()

    def initial(self) -> dict[str, Any]:
        terms = self.terms
        return {"content_hash": terms.content_hash if terms else ""}

    def differences(self, form: DeskForm) -> list[Difference]:
        return []

    def show(self, *, form: SignForm | None = None, status: int = 200, **more: Any) -> HttpResponse:
        terms = self.terms
        if terms is None:
            return super().show(form=form, status=status, **more)
        if form is not None:
            form.ask_again(terms.content_hash)
        return super().show(
            form=form,
            status=status,
            terms=terms,
            readings=readings_of(terms, self.actor),
            hash_groups=hash_groups(terms),
            version=self._version(terms),
            **more,
        )

    def _version(self, terms: TermsOfReference) -> Version:
        found = documents_for(self.support_request, self.actor)
        return next(version for version in found.versions if version.number == terms.number)
