"""The library of paragraphs in the administration; on this floor, since it tells which terms hold a text."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import ngettext

from programme.admin.base import ReferenceAdmin
from programme.models import Paragraph, ParagraphEdition
from programme.services.paragraphs import save_paragraph
from workflows.selectors.clauses import terms_holding

MOST_TOLD = 10  # references named in one message


class EarlierTexts(admin.TabularInline):  # type: ignore[type-arg]
    model = ParagraphEdition
    extra = 0
    can_delete = False
    fields = readonly_fields = ("version", "edition", "text_en", "text_fr", "kept_at")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True  # whoever may open the paragraph


@admin.register(Paragraph)
class ParagraphAdmin(ReferenceAdmin[Paragraph]):
    """Saving a text makes a new edition of it; terms hold the one they were composed with until composed again."""

    list_display = (
        *("code", "heading", "theme", "support_type", "modality"),
        *("label_of_version", "in_use", "locally_edited"),
    )
    list_filter = ("kind", "standard", "in_use", "modality", "theme", "locally_edited")
    list_select_related = ("heading", "theme", "support_type")
    search_fields = ("code", "text_en", "text_fr")
    fields = (
        *("code", "heading", "kind", "theme", "support_type", "modality"),
        *("text_en", "text_fr", "in_use", "label_of_version", "standard", "locally_edited", "loaded_at"),
    )
    readonly_fields = ("label_of_version", "standard")
    inlines = (EarlierTexts,)

    def get_readonly_fields(self, request: HttpRequest, obj: Paragraph | None = None) -> tuple[Any, ...]:
        """Of what the outline needs, only the words are an administrator's."""
        fixed = ("heading", "kind", "theme", "support_type", "modality") if obj and obj.standard else ()
        return (*super().get_readonly_fields(request, obj), *fixed)

    def save_model(self, request: HttpRequest, obj: Paragraph, form: Any, change: bool) -> None:
        save_paragraph(obj, now=timezone.now())  # noqa: TID251 - a door reads the clock
        held = terms_holding(obj.code)
        if held and {"text_en", "text_fr", "in_use"} & set(form.changed_data):
            told = ngettext(
                "The terms of %(count)d request hold this paragraph and are not signed: %(which)s. They show its "
                "clause as touched until they are composed again.",
                "The terms of %(count)d requests hold this paragraph and are not signed: %(which)s. They show its "
                "clause as touched until they are composed again.",
                len(held),
            )
            which = ", ".join(held[:MOST_TOLD]) + (" …" if len(held) > MOST_TOLD else "")
            self.message_user(request, told % {"count": len(held), "which": which}, messages.WARNING)
