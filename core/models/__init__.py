from core.models.chained import ChainedModel
from core.models.idempotency import IdempotencyRecord
from core.models.journal import JournalEvent
from core.models.outbox import OutboxMessage
from core.models.reference import ReferenceCounter
from core.models.workflow import WorkflowModel

__all__ = [
    "ChainedModel",
    "IdempotencyRecord",
    "JournalEvent",
    "OutboxMessage",
    "ReferenceCounter",
    "WorkflowModel",
]
