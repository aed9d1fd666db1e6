from experts.models.availability import AvailabilityWindow, Unavailability
from experts.models.competence import Competence, ExpertiseClaim, Level
from experts.models.country_experience import CountryExperience
from experts.models.document import ExpertDocument
from experts.models.exclusion import Exclusion
from experts.models.expert import Expert
from experts.models.language_skill import Cefr, LanguageSkill
from experts.models.roster_change import RosterChange
from experts.models.roster_import import RosterImport
from experts.models.weights import MatchingWeights

__all__ = [
    "AvailabilityWindow",
    "Cefr",
    "Competence",
    "CountryExperience",
    "Exclusion",
    "Expert",
    "ExpertDocument",
    "ExpertiseClaim",
    "LanguageSkill",
    "Level",
    "MatchingWeights",
    "RosterChange",
    "RosterImport",
    "Unavailability",
]
