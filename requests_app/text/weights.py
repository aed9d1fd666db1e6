"""What a word is worth by the field of the request it stands in."""

from collections.abc import Mapping

# What is asked for says more than the story that leads to it.
_WEIGHTS: Mapping[str, float] = {
    "title": 2.0,
    "objective": 1.4,
    "objectives": 1.4,
    "expected_results": 1.1,
    "expertise": 1.0,
    "needed_expertise": 1.0,
    "background": 0.7,
    "institution": 0.5,
    "beneficiary_institution": 0.5,
}
_OTHER = 0.7


def field_weight(name: str) -> float:
    """The weight of a field; the sum is not one."""
    return _WEIGHTS.get(name, _OTHER)
