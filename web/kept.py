"""Words that somebody typed and that could not be taken yet: kept in the session until the page is shown again.

Two things interrupt typing: a session that ends, and a change of language. Both lead back to the same page, which
then shows what was typed. Files are not kept; a page says so where it has any.
"""

from __future__ import annotations

from django.core import signing
from django.http import HttpRequest, QueryDict

SLOT = "kept_words"
LONGEST = 200_000  # characters in all; what is longer is not kept
LONG_ENOUGH_TO_MISS = 20  # characters; shorter answers are quickly typed again
WRITER = "_writer"  # the field of a form that names, signed, whom it was shown to
NOT_WORDS = frozenset({"csrfmiddlewaretoken", WRITER})
_SALT = "web.kept.writer"


def writer_mark(user_id: int) -> str:
    """What a form carries so that its words are shown again to nobody else."""
    return signing.dumps(user_id, salt=_SALT)


def keep(request: HttpRequest, *, path: str) -> bool:
    """Keep what was posted for the page at `path`; only forms that this desk showed to somebody are kept."""
    try:
        writer = signing.loads(request.POST.get(WRITER, ""), salt=_SALT)
    except signing.BadSignature:
        return False
    words = {name: values for name, values in request.POST.lists() if _is_word(name)}
    if sum(len(value) for values in words.values() for value in values) > LONGEST:
        return False
    request.session[SLOT] = {"path": path, "writer": writer, "words": words}
    return True


def take(request: HttpRequest) -> QueryDict | None:
    """What the reader had typed on this page before, once."""
    kept = request.session.get(SLOT)
    if not kept or kept["path"] != request.path:
        return None
    del request.session[SLOT]
    if kept["writer"] != request.user.pk:
        return None
    words = QueryDict(mutable=True)
    for name, values in kept["words"].items():
        words.setlist(name, values)
    return words


def typed_words(request: HttpRequest) -> list[str]:
    """The longer texts in what was posted, to be shown where it could not be taken."""
    return [
        value
        for name, values in request.POST.lists()
        for value in values
        if _is_word(name) and len(value) > LONG_ENOUGH_TO_MISS
    ]


def _is_word(name: str) -> bool:
    """A password is nothing to keep or to show again."""
    return name not in NOT_WORDS and "password" not in name
