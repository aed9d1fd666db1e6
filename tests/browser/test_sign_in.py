"""The way in, typed as people type it."""

from __future__ import annotations

import pytest

from tests.browser.conftest import PASSWORD
from tests.browser.desk import Desk
from tests.world import person


@pytest.mark.parametrize(("width", "scripts"), [(390, False), (1280, True)])
def test_a_person_signs_in_with_address_and_password_and_lands_at_home(desk: Desk, width: int, scripts: bool):
    manager = person("manager").user
    visitor = desk.enter(width=width, scripts=scripts)

    visitor.open()
    visitor.open("/accounts/login/")
    visitor.answer(login=manager.email, password=PASSWORD)
    visitor.page.locator("main button[type=submit]").click()
    visitor.look()

    assert visitor.page.url == f"{desk.url}/en/"
    visitor.sees(manager.full_name)
