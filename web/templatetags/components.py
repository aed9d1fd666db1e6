"""The parts that pages are composed of. Each has a declared signature and refuses what it does not know.

Blocks take the content between their tags: `{% panel _("Terms") %} … {% endpanel %}`. Text that people wrote reaches
them as a variable and is escaped like any other.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from typing import Any, Literal, get_args

from django import template
from django.forms import BoundField, Form
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils.html import format_html, linebreaks
from django.utils.safestring import SafeString

from core.errors import DeskError, Text
from web import kept
from web.forms.base import DeskForm, drawn_like_ours

register = template.Library()

Tone = Literal["plain", "good", "warn", "bad"]
Kind = Literal["primary", "secondary", "warning", "quiet"]


@register.simple_block_tag
def panel(content: str, heading: Text, *, anchor: str = "", level: int = 2) -> str:
    """A part of a page under its own heading; `anchor` lets links jump to it."""
    return _drawn("panel", content=content, heading=heading, anchor=anchor, tag=_heading(level))


@register.simple_block_tag
def notice(content: str, *, tone: Tone = "plain", heading: Text = "", live: bool = False) -> str:
    """Something the reader must know before they read on; `live` ones are read aloud when they appear."""
    return _drawn("notice", content=content, heading=heading, tone=_one_of(tone, Tone), live=live)


@register.simple_block_tag
def fold(content: str, summary: Text, *, is_open: bool = False) -> str:
    """Something that most readers skip, behind one line."""
    return _drawn("fold", content=content, summary=summary, is_open=is_open)


@register.simple_block_tag
def stage(content: str, heading: Text, *, anchor: str, at_work: Collection[str] = ()) -> str:
    """A part of a long page that stands open while it is at work; a link to its anchor opens it."""
    return _drawn("stage", content=content, heading=heading, anchor=anchor, is_open=anchor in at_work)


@register.simple_block_tag
def facts(content: str) -> str:
    """A list of names and values, made of `fact`s."""
    return format_html('<dl class="govuk-summary-list facts">{}</dl>', content)


@register.simple_block_tag
def fact(content: str, label: Text, *, lang: str | None = None) -> str:
    """One name with its value; `lang` where the value is free text of that language."""
    return _drawn("fact", content=content, label=label, lang=lang)


@register.simple_block_tag
def button_row(content: str) -> str:
    """Buttons and links that belong together."""
    return format_html('<div class="govuk-button-group">{}</div>', content)


@register.inclusion_tag("components/heading.html")
def page_heading(
    title: Text, *, caption: Text = "", lang: str | None = None, caption_lang: str | None = None
) -> dict[str, Any]:
    """The one first-level heading of a page."""
    return {"title": title, "caption": caption, "lang": lang, "caption_lang": caption_lang}


@register.inclusion_tag("components/link_button.html")
def link_button(label: Text, url: str, *, kind: Kind = "primary") -> dict[str, Any]:
    """A link that looks like what it leads to: the next thing to do."""
    return {"label": label, "url": url, "kind": _one_of(kind, Kind)}


@register.inclusion_tag("components/submit.html")
def submit(label: Text, *, kind: Kind = "primary", name: str = "", value: str = "") -> dict[str, Any]:
    """The button that sends a form; `name` and `value` tell several apart."""
    return {"label": label, "kind": _one_of(kind, Kind), "name": name, "value": value}


@register.inclusion_tag("components/state_tag.html")
def state_tag(label: Text, *, tone: Tone = "plain") -> dict[str, Any]:
    """A state in one word."""
    return {"label": label, "tone": _one_of(tone, Tone)}


@register.inclusion_tag("components/error_summary.html")
def error_summary(form: DeskForm | None = None, *, refusal: DeskError | None = None) -> dict[str, Any]:
    """Everything that is wrong, on top of the page, each line leading to its field."""
    lines = _problem_lines(form)
    reasons = refusal.reasons if refusal else ()
    heading = str(refusal.detail) if refusal and not lines else ""
    said = [reason.message for reason in reasons if str(reason.message) != heading]
    return {"lines": lines, "refusal": refusal, "reasons": said}


@register.inclusion_tag("components/faster.html")
def faster_notice(faster: Any) -> dict[str, Any]:
    """What a colleague did while the reader was typing, theirs beside yours."""
    return {"faster": faster}


@register.inclusion_tag("components/form_keys.html", takes_context=True)
def form_keys(context: template.Context, form: DeskForm | None = None) -> dict[str, Any]:
    """What every form that sends something carries: the proof of origin, its writer, its hidden fields."""
    request = context["request"]
    writer = kept.writer_mark(request.user.pk) if request.user.is_authenticated else ""
    return {"csrf_token": get_token(request), "writer": writer, "name": kept.WRITER, "form": form}


@register.simple_tag
def field(bound: BoundField) -> SafeString:
    """A field with its label, help, example and problems."""
    return bound.as_field_group()


@register.simple_tag
def foreign_fields(form: Form) -> SafeString:
    """The fields of a form that a library made, drawn like those of the desk's own."""
    return drawn_like_ours(form).render("forms/foreign.html")


@register.simple_tag
def free_text(text: str, *, lang: str | None = None) -> SafeString:
    """What somebody wrote, in its own language and with its own lines."""
    words = SafeString(linebreaks(text, autoescape=True))
    return (
        format_html('<div class="prose" lang="{}">{}</div>', lang, words)
        if lang
        else format_html('<div class="prose">{}</div>', words)
    )


@register.inclusion_tag("components/moment.html")
def moment(at: datetime | date | None, *, with_time: bool = True) -> dict[str, Any]:
    """A moment for people and machines; times are those of UTC and say so."""
    return {"at": at, "with_time": with_time and isinstance(at, datetime)}


@register.inclusion_tag("components/score.html")
def score(value: float, *, out_of: float = 100) -> dict[str, Any]:
    """Points as a bar and a number."""
    return {"value": float(value), "out_of": float(out_of)}


@register.inclusion_tag("components/empty.html")
def empty_state(text: Text, *, url: str = "", label: Text = "") -> dict[str, Any]:
    """What is said where a list is empty, and what to do about it."""
    return {"text": text, "url": url, "label": label}


@register.inclusion_tag("components/bars.html")
def bars(caption: Text, what: Text, rows: Sequence[Any]) -> dict[str, Any]:
    """Numbers as a table whose lines have bars (`web.presenters.insights.Bar`); `what` names the first column."""
    return {"caption": caption, "what": what, "rows": rows}


@register.inclusion_tag("components/pager.html")
def pager(paged: Any) -> dict[str, Any]:
    """The way to the other pages of a long list (`web.paging.Paged`)."""
    return {"paged": paged}


@register.inclusion_tag("components/timeline.html")
def timeline(entries: Iterable[Any]) -> dict[str, Any]:
    """What happened, each with its moment."""
    return {"entries": entries}


@register.inclusion_tag("components/action_bar.html")
def action_bar(actions: Sequence[Any]) -> dict[str, Any]:
    """What can be done now, and what cannot with every reason (`web.presenters.actions.ActionLink`)."""
    return {
        "possible": [action for action in actions if action.allowed],
        "blocked": [action for action in actions if not action.allowed],
    }


def _drawn(name: str, **context: Any) -> str:
    return render_to_string(f"components/{name}.html", context)


def _heading(level: int) -> str:
    if level not in (2, 3, 4):
        raise template.TemplateSyntaxError("a panel has a heading of level 2, 3 or 4")
    return f"h{level}"


def _one_of(value: str, kind: Any) -> str:
    if value not in get_args(kind):
        raise template.TemplateSyntaxError(f"{value!r} is none of {get_args(kind)}")
    return value


def _problem_lines(form: DeskForm | None) -> list[tuple[str, str]]:
    """(where, message) of every problem of a form, in the order of its fields."""
    if form is None or not form.is_bound:
        return []
    lines = [("", message) for message in form.non_field_errors()]
    for bound in form:
        lines += [(_anchor(bound), message) for message in bound.errors]
    return lines


def _anchor(bound: BoundField) -> str:
    """The id of the first control of a field: where the eye and the keyboard have to go."""
    first = next(iter(bound.subwidgets), None)
    own = first.data.get("attrs", {}).get("id") if first is not None and len(bound.subwidgets) > 1 else None
    return own or bound.id_for_label or bound.auto_id
