from __future__ import annotations

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from programme.models import Country, Holiday, Phase, Shipped, SupportType

pytestmark = pytest.mark.usefixtures("loaded")

SHIPPED = [model for model in apps.get_app_config("programme").get_models() if issubclass(model, Shipped)]


def signed_in(role: str) -> Client:
    user = get_user_model().objects.create(email=f"{role}@example.org", full_name=role, role=role)
    client = Client()
    client.force_login(user)
    return client


def page(model: type, name: str, *args: str) -> str:
    return reverse(f"admin:programme_{model.__name__.lower()}_{name}", args=args)


@pytest.mark.parametrize("model", SHIPPED, ids=[model.__name__ for model in SHIPPED])
def test_administrator_sees_list_and_form_of_every_reference_table(model: type[Shipped]) -> None:
    client = signed_in("admin")
    row = model._default_manager.first()

    listed = client.get(
        page(model, "changelist"), {"q": "a"} if admin.site._registry[model].search_fields else {}
    )
    added = client.get(page(model, "add"))

    assert (listed.status_code, added.status_code) == (200, 200)
    if row is not None:
        assert client.get(page(model, "change", str(row.pk))).status_code == 200


@pytest.mark.parametrize("role", ["focal_point", "manager", "expert", "steering"])
def test_other_roles_are_kept_out(role: str) -> None:
    assert signed_in(role).get(page(Country, "changelist")).status_code in {302, 403, 404}


def test_saved_row_is_marked_as_edited_here() -> None:
    client, row = signed_in("admin"), SupportType.objects.get(code="TS-TRN")
    columns = ("order", "label_en", "group", "origin", "origin_fr", "certainty", "note")
    form = {name: getattr(row, name) for name in columns} | {"label_fr": "Formation", "parent": ""}

    answer = client.post(page(SupportType, "change", row.pk), form)

    row.refresh_from_db()
    assert answer.status_code == 302
    assert (row.label_fr, row.locally_edited) == ("Formation", True)


def test_row_can_follow_the_files_again() -> None:
    SupportType.objects.filter(code="TS-TRN").update(locally_edited=True)
    chosen = {"action": "take_back_shipped", "_selected_action": "TS-TRN"}

    signed_in("admin").post(page(SupportType, "changelist"), chosen)

    assert not SupportType.objects.get(code="TS-TRN").locally_edited


def test_reference_row_cannot_be_deleted_but_an_exception_of_the_calendar_can() -> None:
    client = signed_in("admin")
    holiday = Holiday.objects.create(country_id="SN", date="2026-03-19", label_en="Korité", label_fr="Korité")

    refused = client.post(page(Country, "delete", "SN"), {"post": "yes"})
    client.post(page(Holiday, "delete", str(holiday.pk)), {"post": "yes"})

    assert refused.status_code == 403
    assert not Holiday.objects.exists()


def test_administrator_makes_a_phase_current_from_the_list() -> None:
    chosen = {"action": "make_current", "_selected_action": "MRK2018"}

    signed_in("admin").post(page(Phase, "changelist"), chosen)

    current = Phase.objects.current()
    assert current is not None
    assert current.code == "MRK2018"


@pytest.mark.parametrize("codes", [["GCM"], ["MRK2018", "CDZ2022"]])
def test_external_framework_and_two_phases_at_once_are_refused_with_a_message(codes: list[str]) -> None:
    chosen = {"action": "make_current", "_selected_action": codes}

    answer = signed_in("admin").post(page(Phase, "changelist"), chosen, follow=True)

    assert [message.level_tag for message in answer.context["messages"]] == ["error"]
    assert Phase.objects.get(code="PH3").is_current
