"""Owns the sample cards about phone duty: the form of a week, what was saved, one's own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bot.cards.duty_form import DutyDayView, DutyFormView, DutyPartView, PostView, duty_form_card, most_posts
from bot.cards.duty_saved import DutySavedView, OwnDutyView, duty_saved_card, own_duty_card
from bot.texts.catalogue import Words
from tests.cards.sample_views import ANNA, HOSTILE, LONG_NAME

MEMBERS = (
    (ANNA, "Anna Svensson"),
    ("e5e5e5e5-0000-4000-8000-000000000018", "Bo Ek (inne 09–10)"),
    ("e5e5e5e5-0000-4000-8000-000000000019", "Åsa Berg (inte inne)"),
)
CARRIED = {"group": "bygglov", "from": "2026-11-30"}


def _post(name: str, label: str, *parts: DutyPartView, faults: tuple[str, ...] = ()) -> PostView:
    return PostView(id=name, label=label, parts=parts, choices=MEMBERS, faults=faults)


MONDAY = DutyDayView(
    label="mån 30 nov",
    posts=(
        _post(
            "20261130-0900-0",
            "09–11:30",
            DutyPartView(id="20261130-0900-0-0", person=ANNA),
            DutyPartView(id="20261130-0900-0-1", person=MEMBERS[1][0], at="10:00"),
        ),
        _post("20261130-1300-0", "13–15", DutyPartView(id="20261130-1300-0-0")),
    ),
    notes=("Bo Ek har tagit 13–14",),
)
TUESDAY = DutyDayView(
    label="tis 1 dec",
    posts=(
        _post(
            "20261201-0900-0",
            "09–11:30",
            DutyPartView(id="20261201-0900-0-0", person=ANNA),
            faults=("Samma person står på två ställen samtidigt. Ändra ett av dem.",),
        ),
    ),
)
FRIDAY = DutyDayView(label="fre 4 dec", notes=("Ingen telefontid",))
FORM = DutyFormView(
    title="Telefonpassning för Bygglov, vecka 49",
    intro="Välj vem som svarar. Inget gäller förrän du sparar.",
    days=(MONDAY, FRIDAY),
    keeps_roster=True,
    carried=CARRIED,
)
MANY = tuple(
    (f"e5e5e5e5-0000-4000-8000-{number:012}", f"Förnamn Efternamn-{number} (inte inne)") for number in range(40)
)


def _fullest(choices: int) -> DutyFormView:
    """As many posts as there is room for, with so many to choose from, in one day."""
    posts = tuple(
        PostView(
            id=f"20261130-0900-{number}",
            label=f"09–11:30, plats {number + 1}",
            parts=(DutyPartView(id=f"20261130-0900-{number}-0", person=MANY[0][0]),),
            choices=MANY[:choices],
        )
        for number in range(most_posts(choices))
    )
    return DutyFormView(
        title="Telefonpassning för Växeln, vecka 49",
        intro="Välj vem som svarar.",
        days=(DutyDayView(label="mån 30 nov", posts=posts),),
        keeps_roster=False,
        carried=CARRIED,
    )


DUTY_SAMPLES: dict[str, Callable[[Words], Mapping[str, Any]]] = {
    "duty-form": lambda words: duty_form_card(FORM, words),
    "duty-form-faults": lambda words: duty_form_card(
        DutyFormView(
            title=FORM.title,
            intro=FORM.intro,
            days=(TUESDAY,),
            keeps_roster=False,
            faults=("Något annat ändrades samtidigt, så jag hann inte spara. Försök igen.",),
            carried=CARRIED,
        ),
        words,
    ),
    "duty-form-few-to-choose": lambda words: duty_form_card(_fullest(3), words),
    "duty-form-many-to-choose": lambda words: duty_form_card(_fullest(40), words),
    "duty-form-hostile": lambda words: duty_form_card(
        DutyFormView(
            title=HOSTILE,
            intro=HOSTILE,
            days=(
                DutyDayView(
                    label="mån",
                    posts=(
                        PostView(id="x", label=HOSTILE, parts=(DutyPartView(id="x-0"),), choices=(("y", HOSTILE),)),
                    ),
                    notes=(HOSTILE,),
                ),
            ),
            keeps_roster=False,
        ),
        words,
    ),
    "duty-saved": lambda words: duty_saved_card(
        DutySavedView(
            title="Telefonpassningen för Bygglov är sparad",
            says="Vecka 49. Bara den som har passning svarar.",
            days=(
                ("mån 30 nov", "09–10 Anna · 10–11:30 Bo · 13–15 ingen"),
                ("tis 1 dec", f"09–11:30 {LONG_NAME}"),
            ),
            gaps="Det finns luckor: mån 30 nov 13–15.",
            told="Bo Ek får veta.",
            again={**CARRIED, "here": "here"},
            later={**CARRIED, "from": "2026-12-07", "here": "here"},
            week={"spot": "group:bygglov", "week": "2026-11-30", "below": "yes"},
        ),
        words,
    ),
    "duty-own": lambda words: own_duty_card(
        OwnDutyView(
            title="Din telefonpassning vecka 49, Bygglov",
            says="Planerad av Karin Lindqvist.",
            shifts=(("mån 30 nov", "09–11:30, 13–15"), ("tor 3 dec", "13–15")),
            week={"spot": "group:bygglov", "week": "2026-11-30", "below": "yes"},
        ),
        words,
    ),
    "duty-own-none": lambda words: own_duty_card(
        OwnDutyView(title=words("duty.mine.none"), says=words("duty.mine.no_group")), words
    ),
}
