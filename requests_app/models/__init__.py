from requests_app.models.exchange import Attachment, Message, Question
from requests_app.models.position import Position
from requests_app.models.support_request import RequestTheme, SupportRequest

__all__ = ["Attachment", "Message", "Position", "Question", "RequestTheme", "SupportRequest"]
