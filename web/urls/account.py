"""The reader's own account, notifications; people and background work for those who look after them."""

from django.urls import path

from web.views import account, notifications, people, work
from web.views.invitations import accept

urlpatterns = [
    path("account/", account.AccountPage.as_view(), name="account"),
    path("account/profile/", account.ProfilePage.as_view(), name="account_profile"),
    path("account/delegations/new/", account.DelegatePage.as_view(), name="delegate"),
    path(
        "account/delegations/<int:delegation_id>/end/",
        account.EndDelegationPage.as_view(),
        name="delegation_end",
    ),
    path("account/tokens/new/", account.NewTokenPage.as_view(), name="token_new"),
    path("account/tokens/<int:token_id>/revoke/", account.RevokeTokenPage.as_view(), name="token_revoke"),
    path("account/notifications/", notifications.NotificationsPage.as_view(), name="notifications"),
    path(
        "account/notifications/<int:notification_id>/",
        notifications.NotificationPage.as_view(),
        name="notification",
    ),
    path("people/", people.PeoplePage.as_view(), name="people"),
    path("people/invitations/", people.InvitationsPage.as_view(), name="invitations"),
    path("people/invitations/new/", people.InvitePage.as_view(), name="invite"),
    path(
        "people/invitations/<int:invitation_id>/confirm/",
        people.ConfirmInvitationPage.as_view(),
        name="invitation_confirm",
    ),
    path(
        "people/invitations/<int:invitation_id>/refuse/",
        people.RefuseInvitationPage.as_view(),
        name="invitation_refuse",
    ),
    path(
        "people/accreditations/<int:accreditation_id>/end/",
        people.EndAccreditationPage.as_view(),
        name="accreditation_end",
    ),
    path("people/<int:user_id>/", people.PersonPage.as_view(), name="person"),
    path("people/<int:user_id>/accredit/", people.AccreditPage.as_view(), name="accredit"),
    path("people/<int:user_id>/role/", people.RolePage.as_view(), name="person_role"),
    path("people/<int:user_id>/close/", people.ClosePage.as_view(), name="person_close"),
    path("people/<int:user_id>/reopen/", people.ReopenPage.as_view(), name="person_reopen"),
    path("work/", work.WorkPage.as_view(), name="work"),
    path("work/<int:outbox_id>/try-again/", work.TryAgainPage.as_view(), name="work_try_again"),
    path("account/invitation/<str:token>/", accept, name="accept_invitation"),
]
