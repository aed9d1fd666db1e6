from datetime import UTC, datetime

import pytest

from core.actors import Actor, Role
from experts.services.profiles import register_expert
from programme.models import Country, Expertise, Phase, Theme

NOW = datetime(2015, 1, 15, 9, 0, tzinfo=UTC)


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def manager() -> Actor:
    return Actor(kind="user", role=Role.MANAGER, user_id=11)


@pytest.fixture
def reference(db):
    """The few reference rows that profiles name."""
    phase = Phase.objects.create(
        code="PH3", kind="support_project_phase", label_en="Phase", label_fr="Phase", certainty="confirmed"
    )
    for number, label in enumerate(("Data", "Borders", "Crises"), start=1):
        Theme.objects.create(
            code=f"PH3-T{number}",
            phase=phase,
            order=number,
            kind="priority_theme",
            label_en=label,
            label_fr=label,
            certainty="confirmed",
            origin_en="source",
            origin_fr="translation",
        )
    Country.objects.create(
        iso2="SN",
        iso3="SEN",
        m49_code="686",
        name_en="Senegal",
        name_fr="Sénégal",
        name_pt="Senegal",
        region="Western Africa",
        region_fr="Afrique occidentale",
        m49_region_code="011",
        process_region="west_africa",
        role="beneficiary",
        role_certainty="confirmed",
        working_languages=["fr"],
        official_languages=["fr"],
        ecowas="yes",
        eu="no",
    )
    Expertise.objects.create(
        code="EX-BOR-02",
        order=1,
        label_en="Border checks",
        label_fr="Contrôles aux frontières",
        family="BOR",
        family_en="Borders",
        family_fr="Frontières",
        dac_code="15190",
        origin="own",
        origin_fr="own",
    )


@pytest.fixture
def values():
    """A complete profile, as a door would hand it in."""
    return {
        "name": "Awa Ndiaye",
        "email": "Awa@Experts.example",
        "headline": "Border police trainer",
        "category": "public_official",
        "home_country_code": "SN",
        "daily_fee": None,
        "cv_summary": "Trains patrols.",
        "languages": [{"code": "fr", "cefr_speaking": "C2"}, {"code": "en", "cefr_speaking": "B1"}],
        "competences": [{"theme": "PH3-T2", "level": 3, "years": 12}],
        "expertise": [{"code": "EX-BOR-02", "level": 3}],
        "expertise_areas": ["joint patrols"],
        "country_experience": ["SN", "GM"],
    }


@pytest.fixture
def expert(reference, values, manager, now):
    return register_expert(values=values, code="EXP-001", actor=manager, now=now)


@pytest.fixture
def oneself(expert) -> Actor:
    return Actor(kind="user", role=Role.EXPERT, user_id=21, expert_id=expert.pk)


@pytest.fixture
def stranger(expert) -> Actor:
    return Actor(kind="user", role=Role.EXPERT, user_id=22, expert_id=expert.pk + 1)
