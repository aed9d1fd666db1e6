"""What goes into a theme check and what comes out of it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Term:
    """A word or phrase that speaks for a theme, or against it.

    `weight` runs from 1 (a hint) to 10 (says it all). A word that ends in `*` matches every word
    beginning so ("biometri*"); plurals and feminines match without it.
    """

    text: str
    language: str
    weight: int
    against: bool = False


@dataclass(frozen=True, slots=True)
class ThemeDefinition:
    """A priority theme of a phase with the vocabulary that shows it, and the learnt subjects it covers."""

    code: str
    label_en: str
    label_fr: str
    cross_cutting: bool
    terms: tuple[Term, ...]
    subjects: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OutsideSubject:
    """A neighbouring subject that the phase leaves out: the reason for 'outside the phase'."""

    slug: str
    label_en: str
    label_fr: str
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class PhaseDefinition:
    """Everything the check must know about a phase. Equal definitions share one compiled form."""

    code: str
    themes: tuple[ThemeDefinition, ...]
    outside: tuple[OutsideSubject, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """A quotation from the request: `quote` is exactly `fields[field][start:end]`."""

    field: str
    quote: str
    start: int
    end: int
    weight: float


@dataclass(frozen=True, slots=True)
class Proposal:
    """A theme that the request seems to serve, with the words that say so, strongest first."""

    code: str
    score: float
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class OutsideFinding:
    """A subject outside the phase that the request speaks about."""

    slug: str
    label_en: str
    label_fr: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class ThemeCheck:
    """The answer for one request.

    `proposals` holds only the themes proposed, best first; the first is the main theme.
    `unsure` says that a person should look twice: a theme is close to the line, or the text
    says next to nothing. `outside` is filled whether or not the request is in scope.
    """

    proposals: tuple[Proposal, ...]
    in_scope: bool
    unsure: bool
    outside: tuple[OutsideFinding, ...]
    engine: str
