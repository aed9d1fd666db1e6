"""People: accounts, invitations that one proposes and another confirms, and who speaks for which country."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import FocalPoint, Invitation, User
from accounts.roles import OFFICE, ROLES
from accounts.selectors import accounts_visible_to
from accounts.services.accreditation import accredit_focal_point, end_accreditation
from accounts.services.invitations import LINK_LASTS, confirm_invitation, decline_invitation, invite_user
from accounts.services.users import deactivate_user, reactivate_user, set_role
from core.actors import Role
from core.errors import NotFound, Text
from experts.models import Expert
from web.forms.base import DeskForm
from web.forms.people import AccreditationForm, InvitationForm, LastDayForm, RefusalForm, RoleForm
from web.paging import paged
from web.presenters.people import Filters, invited, people_list, person_facts
from web.views.asking import AskPage
from web.views.base import Page


class PeoplePage(Page):
    roles = OFFICE
    template_name = "pages/people/people.html"

    def context(self) -> dict[str, Any]:
        filters = Filters.read(self.request.GET)
        waiting = Invitation.objects.waiting_for_confirmation().exclude(proposed_by=self.actor.user_id)
        return {
            **super().context(),
            "filters": filters,
            "roles": [(code, label, code == filters.role) for code, label in ROLES.items()],
            "sees_all": self.actor.role == Role.ADMIN,
            "page": paged(self.request, people_list(self.actor, filters, now=self.now)),
            "to_confirm": waiting.count(),
        }


class InvitationsPage(Page):
    roles = OFFICE
    template_name = "pages/people/invitations.html"

    def context(self) -> dict[str, Any]:
        rows = Invitation.objects.select_related("proposed_by", "confirmed_by", "country")
        page = paged(self.request, rows)
        found = invited(page.rows, self.actor, now=self.now)
        return {**super().context(), "page": page, "invitations": found}


class InvitePage(AskPage):
    roles = OFFICE
    form_class = InvitationForm
    heading = _("Invite a person")
    submit_label = _("Propose the invitation")
    back_to = "invitations"
    back_label = _("Invitations")
    done = _("The invitation is proposed. A colleague confirms it; then the link is mailed.")

    def initial(self) -> dict[str, Any]:
        """What the roster knows of the expert in the address; nothing for anybody else."""
        number = self.request.GET.get("expert", "")
        rows = Expert.objects.visible_to(self.actor).filter(user=None)
        expert = rows.filter(pk=int(number)).first() if re.fullmatch("[0-9]{1,18}", number) else None
        if expert is None:
            return {}
        return {
            "full_name": expert.name,
            "email": expert.email,
            "role": Role.EXPERT,
            "language": expert.language,
        }

    def explained(self) -> list[Text]:
        return [_("You propose, a colleague confirms: nobody lets people in alone.")]

    def act(self, form: DeskForm) -> Any:
        return invite_user(**form.answers, actor=self.actor, now=self.now)


class OfInvitation(AskPage):
    roles = OFFICE
    back_to = "invitations"
    back_label = _("Invitations")

    @cached_property
    def invitation(self) -> Invitation:
        rows = Invitation.objects.select_related("proposed_by", "country")
        found = rows.filter(pk=self.kwargs["invitation_id"]).first()
        if found is None:
            raise NotFound
        return found

    def explained(self) -> list[Text]:
        row = self.invitation
        said = {
            "name": row.full_name,
            "email": row.email,
            "role": row.get_role_display(),
            "by": row.proposed_by,
        }
        who = _("%(name)s (%(email)s), %(role)s, proposed by %(by)s.") % said
        return [f"{who} {row.country.label}." if row.country else who]


class ConfirmInvitationPage(OfInvitation):
    heading = _("Confirm an invitation")
    submit_label = _("Confirm and send the link")
    done = _("The invitation is confirmed; the link is on its way.")

    def explained(self) -> list[Text]:
        lasts = _("The link is mailed at once and works for %(days)s days.") % {"days": LINK_LASTS.days}
        return [*super().explained(), lasts]

    def act(self, form: DeskForm) -> Any:
        return confirm_invitation(invitation=self.invitation, actor=self.actor, now=self.now)


class RefuseInvitationPage(OfInvitation):
    form_class = RefusalForm
    heading = _("Withdraw an invitation")
    submit_label = _("Withdraw it")
    submit_kind = "warning"
    done = _("The invitation is withdrawn; its link opens nothing.")

    def act(self, form: DeskForm) -> Any:
        return decline_invitation(invitation=self.invitation, **form.answers, actor=self.actor, now=self.now)


class PersonPage(Page):
    roles = OFFICE
    template_name = "pages/people/person.html"

    @cached_property
    def person(self) -> User:
        return person_visible_to(self)

    def context(self) -> dict[str, Any]:
        return {**super().context(), "person": self.person, "facts": person_facts(self.person, self.actor)}


class OfPerson(AskPage):
    roles = OFFICE
    back_label = _("Back to the person")

    @cached_property
    def person(self) -> User:
        return person_visible_to(self)

    def back_url(self) -> str:
        return reverse("person", args=[self.person.pk])

    def explained(self) -> list[Text]:
        return [f"{self.person.full_name} ({self.person.email})"]


class AccreditPage(OfPerson):
    form_class = AccreditationForm
    heading = _("Accredit for a country")
    submit_label = _("Accredit")
    done = _("The accreditation is recorded.")

    def initial(self) -> dict[str, Any]:
        return {"starts_on": self.now.date()}

    def act(self, form: DeskForm) -> Any:
        return accredit_focal_point(user=self.person, **form.answers, actor=self.actor, now=self.now)


class EndAccreditationPage(OfPerson):
    form_class = LastDayForm
    heading = _("End an accreditation")
    submit_label = _("Set the last day")
    done = _("The accreditation has its last day.")

    @cached_property
    def accreditation(self) -> FocalPoint:
        rows = FocalPoint.objects.visible_to(self.actor).select_related("user", "country")
        found = rows.filter(pk=self.kwargs["accreditation_id"]).first()
        if found is None:
            raise NotFound
        return found

    @cached_property
    def person(self) -> User:
        return self.accreditation.user

    def explained(self) -> list[Text]:
        return [*super().explained(), self.accreditation.country.label]

    def initial(self) -> dict[str, Any]:
        return {"ends_on": self.accreditation.ends_on or self.now.date()}

    def act(self, form: DeskForm) -> Any:
        return end_accreditation(
            accreditation=self.accreditation, **form.answers, actor=self.actor, now=self.now
        )


class RolePage(OfPerson):
    roles = frozenset({Role.ADMIN})
    form_class = RoleForm
    heading = _("Give another role")
    submit_label = _("Give this role")
    done = _("The role is changed, from the next page they open.")

    def initial(self) -> dict[str, Any]:
        return {"role": self.person.role}

    def act(self, form: DeskForm) -> Any:
        return set_role(user=self.person, **form.answers, actor=self.actor, now=self.now)


class ClosePage(OfPerson):
    roles = frozenset({Role.ADMIN})
    heading = _("Close the account")
    submit_label = _("Close it")
    submit_kind = "warning"
    done = _("The account is closed.")

    def explained(self) -> list[Text]:
        what = _("They are signed out everywhere, their tokens stop working, and what they lent ends.")
        return [*super().explained(), what]

    def act(self, form: DeskForm) -> Any:
        return deactivate_user(user=self.person, actor=self.actor, now=self.now)


class ReopenPage(OfPerson):
    roles = frozenset({Role.ADMIN})
    heading = _("Open the account again")
    submit_label = _("Open it")
    done = _("The account is open again.")

    def act(self, form: DeskForm) -> Any:
        return reactivate_user(user=self.person, actor=self.actor, now=self.now)


def person_visible_to(page: Page) -> User:
    """The account that the address names; for whoever may not know of it, it does not exist."""
    found = accounts_visible_to(page.actor).filter(pk=page.kwargs["user_id"]).first()
    if found is None:
        raise NotFound
    return found
