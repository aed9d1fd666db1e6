from __future__ import annotations

from programme.models import CodeItem


def codes_of(code_list: str) -> tuple[str, ...]:
    """The codes of a list (`languages`, `iati.AidType`, ...) in order; none if it is unknown. One query."""
    return tuple(
        CodeItem.objects.filter(code_list_id=code_list).order_by("order").values_list("code", flat=True)
    )


def items_of(code_list: str) -> list[CodeItem]:
    """The items of a list with their labels, in its order. One query."""
    return list(CodeItem.objects.filter(code_list_id=code_list).order_by("order"))


def working_languages() -> tuple[str, ...]:
    """The languages in which partners may work with the Support Project. One query."""
    return tuple(item.code for item in items_of("languages") if item.extra.get("working"))
