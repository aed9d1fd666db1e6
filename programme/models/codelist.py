from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from programme.models.base import Bilingual, Shipped


class CodeList(Shipped):
    """A small closed list, ours or an outside standard's: `languages`, `cefr`, `iati.ActivityStatus`, ..."""

    code = models.CharField(max_length=60, primary_key=True)
    source = models.TextField(blank=True, default="")
    note = models.TextField(blank=True, default="")

    class Meta:
        verbose_name = _("code list")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.code


class CodeItem(Bilingual, Shipped):
    """A code of a list. `extra` keeps what only this list says, for example `working` for languages."""

    KEY: ClassVar[tuple[str, ...]] = ("code_list_id", "code")

    code_list = models.ForeignKey(CodeList, on_delete=models.PROTECT, related_name="items")
    code = models.CharField(max_length=120)
    order = models.PositiveSmallIntegerField()
    label_en = models.TextField()
    label_fr = models.TextField()
    extra = models.JSONField(default=dict, blank=True)

    class Meta:
        verbose_name = _("code")
        ordering = ["code_list", "order"]
        constraints = [models.UniqueConstraint(fields=["code_list", "code"], name="code_once_per_list")]
