from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from accounts.models import ApiToken, User
from accounts.selectors import actor_for
from accounts.services.tokens import authenticate_token, issue_token, revoke_token
from core.actors import Actor
from core.errors import Blocked, InvalidInput, NotAllowed
from core.models import JournalEvent

pytestmark = pytest.mark.django_db


def test_token_is_kept_as_a_digest_only(awa: User, now: datetime) -> None:
    token, plain = issue_token(user=awa, name="laptop", now=now)

    row = ApiToken.objects.values().get()
    assert (plain[:4], len(plain)) == ("tsd_", 47)
    assert row["digest"] == token.digest == hashlib.sha256(plain.encode()).hexdigest()
    assert plain not in map(str, row.values())
    assert plain not in str(list(JournalEvent.objects.values()))


def test_token_stands_for_its_owner_and_notes_its_use(awa: User, now: datetime) -> None:
    token, plain = issue_token(user=awa, name="laptop", now=now)

    assert authenticate_token(plain, now) == awa

    token.refresh_from_db()
    assert token.last_used_at == now


def test_use_is_written_at_most_once_a_minute(awa: User, now: datetime, django_assert_num_queries) -> None:
    _token, plain = issue_token(user=awa, name="laptop", now=now)
    authenticate_token(plain, now)

    with django_assert_num_queries(1):
        authenticate_token(plain, now + timedelta(seconds=59))
    with django_assert_num_queries(2):
        authenticate_token(plain, now + timedelta(seconds=60))


@pytest.mark.parametrize("plain", ["", "tsd_", "tsd_wrong", "x" * 10_000, "\x00", "\ud800", "é"])
def test_unknown_token_is_nobody_at_the_same_price(
    awa: User, now: datetime, django_assert_num_queries, plain: str
) -> None:
    issue_token(user=awa, name="laptop", now=now)

    with django_assert_num_queries(1):
        assert authenticate_token(plain, now) is None


def test_token_is_nobody_from_the_moment_it_expires(awa: User, now: datetime) -> None:
    end = now + timedelta(days=30)
    _token, plain = issue_token(user=awa, name="laptop", now=now, expires_at=end)

    assert authenticate_token(plain, end - timedelta(seconds=1)) == awa
    assert authenticate_token(plain, end) is None


def test_token_of_a_closed_account_is_nobody(awa: User, now: datetime) -> None:
    _token, plain = issue_token(user=awa, name="laptop", now=now)
    assert authenticate_token(plain, now) == awa

    User.objects.filter(pk=awa.pk).update(is_active=False)

    assert authenticate_token(plain, now) is None


def test_revoked_token_is_nobody_and_the_other_one_lives(awa: User, now: datetime) -> None:
    token, plain = issue_token(user=awa, name="laptop", now=now)
    _other, other_plain = issue_token(user=awa, name="server", now=now)

    for _twice in range(2):
        revoke_token(token=token, actor=actor_for(awa, now=now), now=now)

    assert authenticate_token(plain, now) is None
    assert authenticate_token(other_plain, now) == awa
    verbs = JournalEvent.objects.of(awa.chain).order_by("sequence").values_list("verb", flat=True)
    assert list(verbs) == ["token.issued", "token.issued", "token.revoked"]


def test_tokens_of_somebody_else_are_refused(awa: User, manager: Actor, now: datetime) -> None:
    token, plain = issue_token(user=awa, name="laptop", now=now)

    with pytest.raises(NotAllowed):
        issue_token(user=awa, name="mine", actor=manager, now=now)
    with pytest.raises(NotAllowed):
        revoke_token(token=token, actor=manager, now=now)

    assert authenticate_token(plain, now) == awa


def test_token_needs_a_name_and_a_future(awa: User, now: datetime) -> None:
    with pytest.raises(InvalidInput) as nameless:
        issue_token(user=awa, name="", now=now)
    with pytest.raises(InvalidInput) as ended:
        issue_token(user=awa, name="laptop", now=now, expires_at=now)

    assert (list(nameless.value.errors), list(ended.value.errors)) == (["name"], ["expires_at"])


def test_closed_account_gets_no_token(make_user, now: datetime) -> None:
    with pytest.raises(Blocked):
        issue_token(user=make_user("gone", is_active=False), name="laptop", now=now)


def test_command_prints_the_token_and_nothing_else(awa: User) -> None:
    out = StringIO()

    call_command("issue_token", "AWA@example.org", "--name", "script", stdout=out)

    assert authenticate_token(out.getvalue().removesuffix("\n"), timezone.now()) == awa
    assert ApiToken.objects.get().name == "script"


def test_command_refuses_unknown_and_closed_accounts(make_user) -> None:
    make_user("gone", is_active=False)

    with pytest.raises(CommandError, match="no account with the address"):
        call_command("issue_token", "nobody@example.org")
    with pytest.raises(CommandError, match="is closed"):
        call_command("issue_token", "gone@example.org")
