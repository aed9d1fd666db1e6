"""The words around the content: header, notes, signature block. In both languages, whichever is active."""

from __future__ import annotations

from collections.abc import Mapping

LABELS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "document": "Terms of reference",
        "subtitle": "Technical-support mission",
        "project": "Rabat Process · Support Project",
        "contents": "Contents",
        "difference": "Difference between two versions",
        "difference_of": "Version {old} of {old_date} and version {new} of {new_date}",
        "difference_legend": (
            "Struck through, [–…]: taken away. Underlined, [+…]: added. "
            "Clauses that say the same are left out."
        ),
        "difference_none": "The two versions say the same in this language.",
        "difference_count": "{removed} words taken away, {added} words added.",
        "clause_added": "New",
        "clause_removed": "Gone",
        "compared": "What was compared (SHA-256 of the content)",
        "version": "Version",
        "language": "English",
        "draft": "Draft: not signed, not in force",
        "original": "Text in the original language ({language})",
        "signatures": "Signatures",
        "signatures_intro": "These terms enter into force on the day of the last signature.",
        "focal_point": "For the beneficiary country: the National Focal Point",
        "manager": "For the Support Project: the programme manager",
        "name": "Name",
        "function": "Function",
        "date": "Date",
        "signature": "Signature",
        "signed_electronically": "Confirmed electronically",
        "verification": "Verification",
        "verification_intro": "This address tells whether the document is genuine and in force.",
        "code": "Code",
        "content_hash": "Content (SHA-256):",
        "qr": "Square code with the address of the verification",
    },
    "fr": {
        "document": "Termes de référence",
        "subtitle": "Mission d'appui technique",
        "project": "Processus de Rabat · Projet de soutien",
        "contents": "Table des matières",
        "difference": "Différence entre deux versions",
        "difference_of": "Version {old} du {old_date} et version {new} du {new_date}",
        "difference_legend": (
            "Barré, [–…] : supprimé. Souligné, [+…] : ajouté. Les clauses identiques sont omises."
        ),
        "difference_none": "Les deux versions disent la même chose dans cette langue.",
        "difference_count": "{removed} mots supprimés, {added} mots ajoutés.",
        "clause_added": "Nouveau",
        "clause_removed": "Supprimé",
        "compared": "Ce qui a été comparé (SHA-256 du contenu)",
        "version": "Version",
        "language": "Français",
        "draft": "Projet : non signé, sans effet",
        "original": "Texte dans la langue d'origine ({language})",
        "signatures": "Signatures",
        "signatures_intro": "Les présents termes prennent effet au jour de la dernière signature.",
        "focal_point": "Pour le pays bénéficiaire : le point focal national",
        "manager": "Pour le projet de soutien : le responsable du programme",
        "name": "Nom",
        "function": "Fonction",
        "date": "Date",
        "signature": "Signature",
        "signed_electronically": "Confirmé par voie électronique",
        "verification": "Vérification",
        "verification_intro": "Cette adresse indique si le document est authentique et en vigueur.",
        "code": "Code",
        "content_hash": "Contenu (SHA-256) :",
        "qr": "Code carré portant l'adresse de vérification",
    },
}

LANGUAGE_NAMES: Mapping[str, Mapping[str, str]] = {
    "en": {"ar": "Arabic", "en": "English", "es": "Spanish", "fr": "French", "pt": "Portuguese"},
    "fr": {"ar": "arabe", "en": "anglais", "es": "espagnol", "fr": "français", "pt": "portugais"},
}
