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
