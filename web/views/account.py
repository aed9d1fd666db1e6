"""The reader's own account: who they are here, how they sign in, who acts for them, and their keys to the API."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from accounts.models import ApiToken, Delegation
from accounts.roles import ROLES
from accounts.services.delegation import delegate, end_delegation
from accounts.services.tokens import issue_token, revoke_token
from accounts.services.users import update_profile
from core.actors import Role
from core.errors import NotFound, Text
from programme.models import Country
from web.forms.account import DelegationForm, ProfileForm, TokenForm
from web.forms.base import DeskForm
from web.presenters.account import account_facts, own_countries
from web.views.asking import AskPage
from web.views.base import Page


class AccountPage(Page):
    template_name = "pages/account/account.html"

    def context(self) -> dict[str, Any]:
        user = self.request.user
        facts = account_facts(user, self.actor, now=self.now)
        return {**super().context(), "role": ROLES[user.role], "facts": facts}


class OfAccount(AskPage):
    back_to = "account"
    back_label = _("My account")


class ProfilePage(OfAccount):
    form_class = ProfileForm
    heading = _("About you")
    submit_label = _("Save")
    done = _("Your account is up to date.")

    def initial(self) -> dict[str, Any]:
        return {name: getattr(self.request.user, name) for name in ProfileForm.base_fields if name in PROFILE}

    def act(self, form: DeskForm) -> Any:
        return update_profile(user=self.request.user, actor=self.actor, now=self.now, **form.answers)


PROFILE = ("full_name", "function", "organisation", "phone", "language")


class DelegatePage(OfAccount):
    roles = frozenset({Role.FOCAL_POINT})
    form_class = DelegationForm
    heading = _("Let somebody act for you")
    submit_label = _("Let them act for me")
    done = _("They can act for you in that time; whatever they do is recorded as done on your behalf.")

    def explained(self) -> list[Text]:
        return [
            _("For some days, such as those of a journey, another focal point can do all that you may do.")
        ]

    def form_options(self) -> dict[str, Any]:
        return {"countries": own_countries(self.request.user, now=self.now)}

    def initial(self) -> dict[str, Any]:
        return {"starts_on": self.now.date(), "country": ""}

    def act(self, form: DeskForm) -> Any:
        answers = form.answers
        code = answers.pop("country", "")
        country = Country.objects.get(pk=code) if code else None
        return delegate(
            from_user=self.request.user, country=country, actor=self.actor, now=self.now, **answers
        )


class EndDelegationPage(OfAccount):
    roles = frozenset({Role.FOCAL_POINT})
    heading = _("Take your delegation back")
    submit_label = _("Take it back now")
    done = _("The delegation is over.")

    @cached_property
    def delegation(self) -> Delegation:
        given = Delegation.objects.filter(from_user=self.request.user).select_related("to_user", "from_user")
        found = given.filter(pk=self.kwargs["delegation_id"]).first()
        if found is None:
            raise NotFound
        return found

    def explained(self) -> list[Text]:
        return [_("%(name)s will no longer act for you, from now on.") % {"name": self.delegation.to_user}]

    def act(self, form: DeskForm) -> Any:
        return end_delegation(delegation=self.delegation, actor=self.actor, now=self.now)


@method_decorator(never_cache, name="dispatch")
class NewTokenPage(OfAccount):
    """Answers with the token itself and leads nowhere: it is kept nowhere, not even in the session."""

    form_class = TokenForm
    heading = _("A new token")
    submit_label = _("Make the token")

    def explained(self) -> list[Text]:
        return [_("A program that sends this token does everything in your name. Give it to nobody.")]

    def act(self, form: TokenForm) -> tuple[ApiToken, str]:
        name, ends = form.cleaned_data["name"], form.expires_at(self.now)
        return issue_token(user=self.request.user, name=name, now=self.now, actor=self.actor, expires_at=ends)

    def answer(self, result: tuple[ApiToken, str]) -> HttpResponse:
        token, plain = result
        return render(self.request, "pages/account/token.html", {"token": token, "plain": plain}, status=201)


class RevokeTokenPage(OfAccount):
    heading = _("Revoke a token")
    submit_label = _("Revoke it")
    submit_kind = "warning"
    done = _("The token does not work any more.")

    @cached_property
    def token(self) -> ApiToken:
        own = ApiToken.objects.filter(user=self.request.user).select_related("user")
        found = own.filter(pk=self.kwargs["token_id"]).first()
        if found is None:
            raise NotFound
        return found

    def explained(self) -> list[Text]:
        return [_("What uses “%(name)s” is refused from now on.") % {"name": self.token.name}]

    def act(self, form: DeskForm) -> ApiToken:
        return revoke_token(token=self.token, actor=self.actor, now=self.now)
