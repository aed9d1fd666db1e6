from accounts.models.api_token import ApiToken
from accounts.models.delegation import Delegation
from accounts.models.focal_point import FocalPoint
from accounts.models.invitation import Invitation
from accounts.models.user import User

__all__ = ["ApiToken", "Delegation", "FocalPoint", "Invitation", "User"]
