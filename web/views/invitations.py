"""The page on which an invited person chooses a password and begins."""

from __future__ import annotations

from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts.services.invitations import find_invitation
from core.errors import DeskError, InvalidInput
from web.forms.invitations import PasswordForm
from web.limits import limited
from workflows.services.welcome import welcome


@login_not_required
@never_cache
@sensitive_post_parameters("password", "repeated")
@limited("invitation")
@require_http_methods(["GET", "HEAD", "POST"])
def accept(request: HttpRequest, token: str) -> HttpResponse:
    """Show who is invited to what, or make the account and sign the person in."""
    try:
        invitation = find_invitation(token=token, now=timezone.now())
    except DeskError as refusal:
        return render(request, "pages/invitations/closed.html", {"refusal": refusal}, status=404)
    form = PasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            user = welcome(
                token=token,
                password=form.cleaned_data["password"],
                language=translation.get_language(),
                now=timezone.now(),
            )
        except InvalidInput as refusal:
            for problem in [found for problems in refusal.errors.values() for found in problems]:
                form.add_error("password", str(problem.message))
        except DeskError as refusal:
            return render(request, "pages/invitations/closed.html", {"refusal": refusal}, status=409)
        else:
            login(request, user, backend="allauth.account.auth_backends.AuthenticationBackend")
            return redirect("home")
    status = 422 if request.method == "POST" else 200
    return render(
        request, "pages/invitations/accept.html", {"invitation": invitation, "form": form}, status=status
    )
