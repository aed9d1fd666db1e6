"""Addresses of the whole desk; each door keeps its own beneath."""

from allauth.account.decorators import secure_admin_login
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView

from web.views.health import healthz, readyz

# Administrators sign in at the same door as everybody: its limits and second factor hold for them too.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

handler400 = "support_desk.failures.bad_request"
handler429 = "web.limits.too_many_calls"
handler500 = "support_desk.failures.server_error"

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("api/v1/", include("api.v1.urls")),
    path("accounts/email/", RedirectView.as_view(pattern_name="account")),  # the office's to change
    path("accounts/", include("allauth.urls")),
    path("admin/", admin.site.urls),
    path("", include("web.urls_public")),
    *i18n_patterns(path("", include("web.urls"))),
]
