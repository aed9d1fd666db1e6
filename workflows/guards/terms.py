"""Whether terms of reference are ready for a move, and why not."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from core.guards import Move, guard


@guard("already_signed", gettext_lazy("A side has signed this text; make a new version to change it."))
def unsigned(move: Move) -> bool:
    return not move.instance.signatures.exists()


@guard("signed_by_your_side", gettext_lazy("Your side has signed; the other signature is awaited."))
def not_signed_by_side(move: Move) -> bool:
    return not move.instance.signatures.filter(role=move.actor.role).exists()
