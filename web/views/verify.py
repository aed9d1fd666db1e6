"""The public check of a document: anybody who holds a paper can see whether it is genuine and in force."""

from __future__ import annotations

import hashlib

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from web.forms.verify import CodeForm, PaperForm
from web.limits import limited
from web.presenters.verify import Comparison, SealFacts, paper_facts
from workflows.models import Paper, TermsOfReference
from workflows.seal.checking import seal_in
from workflows.selectors.papers import document_with_digest, is_seal_of_the_desk, owner_with_code


@login_not_required
@limited("verify")
@require_safe
def ask_for_code(request: HttpRequest) -> HttpResponse:
    """Let somebody type the code that stands on a paper."""
    form = CodeForm(request.GET if "code" in request.GET else None)
    if form.is_valid():
        return redirect("verify", code=form.cleaned_data["code"])
    return render(request, "pages/verify/ask.html", {"form": form})


# Nothing is changed or kept here and no session is looked at: there is nothing that a CSRF token would protect.
@csrf_exempt
@login_not_required
@never_cache
@limited("verify")
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest, code: str) -> HttpResponse:
    """Say what the code stands for; compare an uploaded file with the papers of that version."""
    owner = owner_with_code(code)
    if owner is None:
        return render(request, "pages/verify/unknown.html", {"form": CodeForm()}, status=404)
    context = {"paper": paper_facts(owner), "form": PaperForm()}
    if request.method == "POST":
        context["form"] = form = PaperForm(request.POST, request.FILES)
        if not form.is_valid():
            return render(request, "pages/verify/paper.html", context, status=422)
        context["comparison"] = _compare(owner, form)
    return render(request, "pages/verify/paper.html", context)


def _compare(owner: TermsOfReference | Paper, form: PaperForm) -> Comparison:
    """Compare by SHA-256 and look at the seal; the file goes away with the request."""
    content: bytes = form.cleaned_data["paper"].read()
    document = document_with_digest(owner, hashlib.sha256(content).hexdigest())
    found = seal_in(content)
    is_ours = found is not None and is_seal_of_the_desk(found.fingerprint)
    return Comparison.of(owner, document, SealFacts.of(found, is_ours=is_ours))
