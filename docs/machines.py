"""The machines of the desk as Markdown, made from the code: `python -m docs.machines` prints them.

With `--write` the parts of `docs/architecture.md` between its markers are made anew. A test keeps the two equal.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import django

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "support_desk.settings")
    django.setup()

from core.transitions import Action
from requests_app import states
from requests_app.models import SupportRequest
from requests_app.states import RequestState
from workflows import actions
from workflows.models import (
    Consultation,
    Deployment,
    JointSide,
    MissionReport,
    Offer,
    Publication,
    TermsOfReference,
)

PAGE = Path(__file__).with_name("architecture.md")
MARKED = re.compile(r"(<!-- begin (?P<name>[a-z-]+) -->\n).*?(<!-- end (?P=name) -->)", re.DOTALL)

# The groups of states that the pages speak of, the widest first; each holds the next one.
GROUPS = {
    "OPEN": states.OPEN,
    "ACTIVE": states.ACTIVE,
    "BEFORE_DEPLOYED": states.BEFORE_DEPLOYED,
    "UNDER_REVIEW": states.UNDER_REVIEW,
}

WHO = {
    "is_of_the_country": "focal point of the country",
    "is_manager": "a manager",
    "is_officer": "the officer",
    "is_own": "the expert concerned",
    "is_system": "the desk itself",
    "may_run_the_case": "the officer or the desk itself",
}


@dataclass(frozen=True, slots=True)
class Step:
    """One move of a machine with all states it leaves and all it may reach; reaching none means staying."""

    name: str
    sources: tuple[str, ...]
    targets: tuple[str, ...]


def steps_of(model: Any) -> dict[str, Step]:
    """The moves of a model's machine by name, as django-fsm knows them."""
    steps: dict[str, Step] = {}
    order = [str(state) for state, _label in model._meta.get_field("state").choices]
    for move in model._meta.get_field("state").get_all_transitions(model):
        before = steps.get(move.name, Step(move.name, (), ()))
        steps[move.name] = Step(
            move.name,
            tuple(sorted({*before.sources, str(move.source)}, key=order.index)),
            tuple(sorted({*before.targets, *_targets(move.target)}, key=order.index)),
        )
    return steps


def _targets(target: Any) -> Iterable[str]:
    if target is None:
        return ()
    return [str(state) for state in getattr(target, "allowed_states", [target])]


def table(model: Any, policies: Sequence[Action]) -> str:
    """Each action: from where, to where, who may, which guards are asked, and what it is called in the journal."""
    steps = steps_of(model)
    lines = ["| action | from | to | who | guards | journal |", "|---|---|---|---|---|---|"]
    for policy in policies:
        step = steps[policy.name]
        cells = (
            f"`{policy.name}`",
            _named(step.sources),
            _named(step.targets) or "stays",
            who_may(policy),
            ", ".join(f"`{guard.__name__}`" for guard in policy.guards) or "none",
            f"`{policy.verb}`",
        )
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def who_may(policy: Action) -> str:
    """The predicate of an action in words."""
    named = re.findall(r"\w+", policy.who.name)
    return " or ".join(WHO[name] for name in named)


def _named(found: Iterable[str]) -> str:
    """The states, the widest group that they contain named instead of its members."""
    left, names = list(found), []
    for name, group in GROUPS.items():
        if set(group) <= set(left):
            names.append(f"*{name}*")
            left = [state for state in left if state not in group]
    return ", ".join([*names, *(f"`{state}`" for state in left)])


def groups() -> str:
    """The groups of states that the table names."""
    return "\n".join(
        f"- *{name}*: {', '.join(f'`{state}`' for state in group)}" for name, group in GROUPS.items()
    )


def diagram() -> str:
    """The machine of a request as a Mermaid state diagram; a group of states is drawn as a box around them."""
    lines = ["```mermaid", "stateDiagram-v2", "    [*] --> draft"]
    lines += _boxes(list(GROUPS.items()), "    ")
    steps = steps_of(SupportRequest)
    for policy in actions.REQUEST_ACTIONS:
        lines += [
            f"    {source} --> {target}: {policy.name}" for source, target in _edges(steps[policy.name])
        ]
    left = {source for step in steps.values() for source in step.sources}
    lines += [f"    {state} --> [*]" for state in RequestState.values if state not in left]
    return "\n".join([*lines, "```"])


def _boxes(nested: list[tuple[str, Sequence[str]]], indent: str) -> list[str]:
    if not nested:
        return []
    (name, group), *rest = nested
    inside = rest[0][1] if rest else ()
    return [
        f"{indent}state {name.lower()} {{",
        *_boxes(rest, indent + "    "),
        *(f"{indent}    {state}" for state in group if state not in inside),
        f"{indent}}}",
    ]


def _edges(step: Step) -> Iterator[tuple[str, str]]:
    for source in _ends(step.sources):
        for target in _ends(step.targets):
            yield source, target


def _ends(found: tuple[str, ...]) -> list[str]:
    """A group of states as its box, the others one by one."""
    return [name.strip("`*").lower() for name in _named(found).split(", ") if name]


SECTIONS = {
    "request-table": lambda: table(SupportRequest, actions.REQUEST_ACTIONS),
    "request-groups": groups,
    "request-diagram": diagram,
    "offer-table": lambda: table(Offer, actions.OFFER_ACTIONS),
    "consultation-table": lambda: table(Consultation, actions.CONSULTATION_ACTIONS),
    "terms-table": lambda: table(TermsOfReference, actions.TERMS_ACTIONS),
    "deployment-table": lambda: table(Deployment, actions.DEPLOYMENT_ACTIONS),
    "publication-table": lambda: table(Publication, actions.PUBLICATION_ACTIONS),
    "joint-table": lambda: table(JointSide, actions.JOINT_ACTIONS),
    "report-table": lambda: table(MissionReport, actions.REPORT_ACTIONS),
}


def made_anew(page: str) -> str:
    """The page with every marked part made from the code."""
    return MARKED.sub(lambda part: f"{part[1]}{SECTIONS[part['name']]()}\n{part[3]}", page)


if __name__ == "__main__":
    if "--write" in sys.argv:
        PAGE.write_text(made_anew(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
    else:
        sys.stdout.write("\n\n".join(f"{name}\n{make()}" for name, make in SECTIONS.items()) + "\n")
