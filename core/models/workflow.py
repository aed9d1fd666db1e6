from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from django.db import models
from django_fsm import ConcurrentTransition, ConcurrentTransitionMixin, FSMFieldMixin

from core.actors import Actor
from core.models.rows import update_row


class WorkflowModel(ConcurrentTransitionMixin, models.Model):
    """A row with a protected state field that is safe to refresh.

    django-fsm-2 4.2.4 lifts the protection on the class-level field while `refresh_from_db` runs: it stays lifted
    for the whole process when the row is gone, and races between threads. This reads past the descriptor instead.
    """

    class Meta:
        abstract = True

    @property
    def state_fields(self) -> tuple[FSMFieldMixin, ...]:
        """As in the library, which looks through all columns each time a row is read or saved."""
        return _state_fields(type(self))

    def refresh_from_db(
        self, using: str | None = None, fields: Iterable[str] | None = None, from_queryset: Any = None
    ) -> None:
        guarded = [field.attname for field in self.state_fields if field.protected]
        if fields is None:
            deferred = self.get_deferred_fields()
            wanted = [f.attname for f in self._meta.concrete_fields if f.attname not in deferred]
        else:
            wanted = list(fields)
        held = {name: self.__dict__.pop(name) for name in guarded if name in self.__dict__}
        done = False
        try:
            models.Model.refresh_from_db(self, using=using, fields=wanted, from_queryset=from_queryset)
            done = True
        finally:
            for name, value in held.items():
                if not done or name not in wanted:
                    self.__dict__[name] = value
        if any(name in wanted for name in guarded):
            self._update_initial_state()

    def state_label_for(self, actor: Actor) -> str:
        """The name of the state as this actor knows it."""
        return str(self.get_state_display())  # type: ignore[attr-defined]  # made by the state field

    def save_moved(self, names: Sequence[str], *, left: str) -> None:
        """Write the columns that a move touched; raises `ConcurrentTransition` unless the row is still in `left`."""
        if not update_row(self, names, state=left):
            raise ConcurrentTransition
        self._update_initial_state()


@cache
def _state_fields(model: type[models.Model]) -> tuple[FSMFieldMixin, ...]:
    return tuple(field for field in model._meta.fields if isinstance(field, FSMFieldMixin))
