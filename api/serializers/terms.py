"""Terms of reference: their content, papers and signatures."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.serializers.base import TEXT, Query, SignedInput, VersionedInput
from api.serializers.common import OutputRequestShort
from workflows.models import Signature, TermsOfReference
from workflows.selectors.papers import PAPER_LANGUAGES, papers_of, verification_url, without_persons
from workflows.states import DocumentState, TermsState


class PaperQuery(Query):
    lang = serializers.ChoiceField(
        PAPER_LANGUAGES, required=False, help_text=_("`en` or `fr`; without it, the caller's language.")
    )


class TranslationsField(serializers.DictField):
    """Texts in both languages, by field of the request."""

    child = serializers.DictField(child=serializers.CharField(allow_blank=True, max_length=TEXT))
    default_error_messages = {"unknown_language": _("Terms are written in en and fr.")}

    def to_internal_value(self, data: Any) -> Any:
        parsed: dict[str, dict[str, str]] = super().to_internal_value(data)
        wrong = [field for field, texts in parsed.items() if texts.keys() - set(PAPER_LANGUAGES)]
        if wrong:
            detail = serializers.ErrorDetail(
                str(self.error_messages["unknown_language"]), code="unknown_language"
            )
            raise serializers.ValidationError({field: [detail] for field in wrong})
        return parsed


class InputTranslations(VersionedInput):
    translations = TranslationsField(
        help_text=_("By field (`background`, `title`, `position:1`, ...), then by language (`en`, `fr`).")
    )


class InputClause(VersionedInput):
    """Other words for one clause of unsigned terms."""

    key = serializers.CharField(max_length=200, help_text=_("As `clauses/` names it."))
    texts = serializers.DictField(
        child=serializers.CharField(allow_blank=True, max_length=TEXT),
        help_text=_("By language (`en`, `fr`); an empty one says again what was composed."),
    )
    same = serializers.BooleanField(default=False, help_text=_("Both languages say the same."))

    def validate_texts(self, texts: dict[str, str]) -> dict[str, str]:
        if texts.keys() - set(PAPER_LANGUAGES):
            raise serializers.ValidationError(_("Terms are written in en and fr."), code="unknown_language")
        return texts


class OutputClause(serializers.Serializer[Any]):
    """One clause, where it comes from, and what an officer should know of it."""

    key = serializers.CharField()
    heading = serializers.CharField(source="heading_number")
    kind = serializers.CharField()
    source = serializers.CharField()
    text = serializers.JSONField(help_text=_("By language, in the form of its kind."))
    edited = serializers.BooleanField()
    behind = serializers.CharField(
        help_text=_("The language that has not followed the other; empty for none.")
    )
    outdated = serializers.BooleanField(help_text=_("Its source has changed since it was edited."))
    touched = serializers.BooleanField(help_text=_("It would read otherwise if it were composed now."))


class DifferenceQuery(PaperQuery):
    version = serializers.IntegerField(
        required=False,
        min_value=1,
        help_text=_("The number of the earlier version; without it, the last before."),
    )


class OutputChange(serializers.Serializer[Any]):
    change = serializers.ChoiceField(["kept", "removed", "added"])
    text = serializers.CharField()


class OutputClauseChange(serializers.Serializer[Any]):
    key = serializers.CharField()
    source = serializers.CharField()
    change = serializers.ChoiceField(["kept", "removed", "added"])
    lines = serializers.ListField(child=OutputChange(many=True))


class OutputSectionChange(serializers.Serializer[Any]):
    number = serializers.CharField()
    label = serializers.CharField()
    clauses = OutputClauseChange(many=True)


class OutputDifference(serializers.Serializer[Any]):
    """What differs between two versions, section by section; what is the same is left out."""

    old = serializers.IntegerField()
    new = serializers.IntegerField()
    language = serializers.CharField()
    sections = OutputSectionChange(many=True)


class InputSignedContent(SignedInput):
    content_hash = serializers.CharField(
        max_length=64, help_text=_("The hash of the content that you read and sign.")
    )


class OutputSignature(serializers.Serializer[Any]):
    role = serializers.CharField()
    name = serializers.CharField()
    signed_at = serializers.DateTimeField()
    content_hash = serializers.CharField(help_text=_("What was signed."))
    proof = serializers.CharField(
        help_text=_("How the signer proved who they are; empty where none was asked.")
    )


class OutputPaper(serializers.Serializer[Any]):
    """The PDF in one language; `url` answers 202 until it is ready."""

    language = serializers.ChoiceField(PAPER_LANGUAGES)
    state = serializers.ChoiceField(DocumentState.choices)
    sha256 = serializers.CharField(allow_blank=True)
    size = serializers.IntegerField()
    made_at = serializers.DateTimeField(allow_null=True)
    url = serializers.CharField()


class OutputTermsRow(serializers.Serializer[Any]):
    """A version of the terms, without its content."""

    id = serializers.IntegerField()
    version = serializers.IntegerField(help_text=_("Of this row, for `If-Match`."))
    number = serializers.IntegerField(help_text=_("Of the terms: 1, 2, ..."))
    state = serializers.ChoiceField(TermsState.choices)
    state_label = serializers.CharField(source="get_state_display")
    content_hash = serializers.CharField()
    created_at = serializers.DateTimeField()
    signed_at = serializers.DateTimeField(allow_null=True)


class OutputTerms(OutputTermsRow):
    request = OutputRequestShort(source="support_request")
    content = serializers.DictField()
    translations = serializers.DictField(child=serializers.DictField(child=serializers.CharField()))
    signatures = OutputSignature(many=True)
    documents = serializers.SerializerMethodField()
    verification_code = serializers.CharField()
    verification_url = serializers.SerializerMethodField()

    @extend_schema_field(OutputPaper(many=True))
    def get_documents(self, terms: TermsOfReference) -> Any:
        found = papers_of(terms)
        return [
            {
                "language": language,
                "state": document.state if document else DocumentState.PENDING,
                "sha256": document.sha256 if document else "",
                "size": document.size if document else 0,
                "made_at": document.made_at if document else None,
                "url": f"/api/v1/terms/{terms.pk}/pdf/?lang={language}",
            }
            for language, document in found.items()
        ]

    def get_verification_url(self, terms: TermsOfReference) -> str:
        return verification_url(terms)


class OutputSignatureUnnamed(OutputSignature):
    """A signature as the Committee reads it: which side, and when."""

    name = serializers.SerializerMethodField()

    def get_name(self, signature: Signature) -> str:
        return ""


class OutputTermsWithoutPersons(OutputTerms):
    """The terms as the Committee reads them: without the clauses that tell who is to be met, and who signed."""

    content = serializers.SerializerMethodField()
    signatures = OutputSignatureUnnamed(many=True)

    @extend_schema_field(serializers.DictField())
    def get_content(self, terms: TermsOfReference) -> Any:
        return without_persons(terms)


class OutputPaperState(serializers.Serializer[Any]):
    state = serializers.ChoiceField(DocumentState.choices)
    detail = serializers.CharField()
