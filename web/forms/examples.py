"""A real example for every answer of the request form, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from core.errors import Text

EXAMPLES: Mapping[str, Text] = {
    "institution": _("Directorate of Air and Border Police, Ministry of the Interior"),
    "unit_contact": _(
        "Awa Sarr, head of the statistics unit, Documentation and Statistics Division, "
        "awa.sarr@interieur.example, +221 33 123 45 67"
    ),
    "request_channel": _("Online form; or Official letter, where the original has gone by post as well."),
    "title": _("Training in the collection and analysis of statistics at border posts"),
    "text_language": _("French, if the texts below are in French: nobody has to translate anything."),
    "priority_theme": _("Migration data, for support to the statistics of border posts."),
    "objectives": _("The objective on knowledge of migration, for support to statistics."),
    "support_type": _("Training workshop, and Guidelines for what participants take home."),
    "background": _(
        "Since 2024, 23 border posts have recorded entries and exits in a common register. The data arrive in "
        "the capital but are not analysed: the unit has four people, none of them trained in statistics. The "
        "first national migration profile is due in December and needs these figures."
    ),
    "objective": _(
        "Six months after the support, the unit analyses the data of the border posts by itself and publishes "
        "a bulletin every quarter."
    ),
    "expected_results": _(
        "1. Twelve people trained, at least five of them women. 2. A handbook for coding and checking the data. "
        "3. The first quarterly bulletin, drafted during the training."
    ),
    "national_capacity": _("Both: people are trained, and the unit gets a procedure that stays."),
    "target_group": _("Twelve analysts and heads of post of the border police, at least five of them women."),
    "preferred_dates": _("Between 2 March and 29 May; not during Ramadan."),
    "urgency": _("Normal, unless something is lost when help comes two months later."),
    "urgency_reason": _("The election on 12 May closes two of the posts; the register has to work before."),
    "duration": _("8, for two workshops of four days."),
    "place": _("Dakar, training room of the Directorate; preparation at a distance."),
    "language": _("French, because the participants work in French."),
    "expertise": _("Migration statistics and data collection; Training design and facilitation."),
    "expertise_text": _("A statistician who has worked with the data of a border police, and trains adults."),
    "peer_country": _("Cabo Verde, whose border police publishes such a bulletin."),
    "related_support": _(
        "IOM equipped 10 posts in 2024 (project ended in June). No other support is planned."
    ),
    "own_contribution": _("A training room, a coordinator for the whole time, and the participants' travel."),
    "sustainability": _(
        "The Director signs the handbook as a service instruction in July; two of the trained analysts train "
        "the other posts by December."
    ),
    "endorsement": _("Ibrahima Fall, National Focal Point, Ministry of Foreign Affairs"),
    "letter": _("letter-ministry-2-march.pdf, or a clear photograph of the letter"),
}
