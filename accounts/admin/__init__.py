from accounts.admin.accreditation import DelegationAdmin, FocalPointAdmin
from accounts.admin.invitations import InvitationAdmin
from accounts.admin.tokens import ApiTokenAdmin
from accounts.admin.users import UserAdmin

__all__ = ["ApiTokenAdmin", "DelegationAdmin", "FocalPointAdmin", "InvitationAdmin", "UserAdmin"]
