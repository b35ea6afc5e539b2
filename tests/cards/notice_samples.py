"""Owns the sample cards of notices to the switchboard. Everyone in them is invented, and so are their numbers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.cards.action_names import ActionName
from bot.cards.hours_preview import HoursPreview, hours_preview_card
from bot.cards.notice_forms import (
    NoticeFormView,
    duties_form,
    hours_day_form,
    hours_week_form,
    leaving_form,
    members_form,
    new_employee_form,
)
from bot.cards.pick_rows import PickRow, pick_card
from bot.cards.switchboard_notice import (
    NoticeCardView,
    NoticeList,
    NoticeListView,
    NoticeRow,
    Tone,
    notice_list_card,
    switchboard_notice_card,
)
from bot.texts.catalogue import Words
from tests.cards.sample_views import HOSTILE, LONG_NAME

PLACE = {"notice": "a1b2c3"}
PEOPLE = (("p1", "Anna Svensson"), ("p2", "Bo Ek"), ("p3", LONG_NAME), ("p4", "Åsa Berg"))
MANY = tuple((f"{person}{number}", f"{name} {number}") for number in range(5) for person, name in PEOPLE)
LATE = "Anmälan kommer sent: växeln får 2 arbetsdagar på sig och ska ha minst 5. Den tas emot ändå."
HOURS = (
    ("Tisdag", "09:00–11:30, 13:00–15:00 → 09:00–12:00 (2), 13:00–15:00"),
    ("Fredag", "09:00–11:30 → stängt"),
)
WEEK = {
    "from_date": "2026-12-07",
    "mon": "09:00–11:30, 13:00–15:00",
    "tue": "09:00–11:30, 13:00–15:00",
    "wed": "09:00–11:30, 13:00–15:00",
    "thu": "09:00–11:30, 13:00–15:00",
    "fri": "09:00–11:30",
    "minimum": "1",
}
GAPS = ("tis 8 dec 11:30–12:00: ingen kan svara", "tis 15 dec 11:30–12:00: 1 av 2 kan svara", "Och 3 luckor till.")


def notice(**changed: Any) -> NoticeCardView:
    """New phone hours as their sender sees them, but for what is changed."""
    plain: dict[str, Any] = {
        "place": PLACE,
        "title": "Ny telefontid: Bygglov",
        "stands": "Anmält 10:15. Ingen i växeln har kvitterat än.",
        "tone": Tone.WAITS,
        "facts": (("Gäller från", "mån 7 dec"), ("Framförhållning", "10 arbetsdagar"), ("Enhet", "Bygg")),
        "changes": HOURS,
        "note": "Ny handläggare, därför längre tid.",
        "may_change": True,
        "may_withdraw": True,
        "list": NoticeList.MINE,
    }
    return NoticeCardView(**{**plain, **changed})


ROWS = (
    NoticeRow(
        what="Lisa Berg-Nilsson slutar", stands="Bygg · imorgon · väntar på kvittens", place=PLACE, is_pressing=True
    ),
    NoticeRow(what="Ny telefontid: Bygglov", stands="Bygg · mån 7 dec · väntar på kvittens", place=PLACE),
    NoticeRow(what=f"Nyanställd: {LONG_NAME}", stands="Kultur och fritid · gäller sedan igår", place=PLACE),
    NoticeRow(what=HOSTILE[:60], stands="Bygg · mån 9 nov · återtagen", place=PLACE),
)

NOTICE_SAMPLES: dict[str, Callable[[Words], Any]] = {
    "notice-sent": lambda words: switchboard_notice_card(notice(), words),
    "notice-received": lambda words: switchboard_notice_card(
        notice(stands="Vera Åkesson i växeln kvitterade 10:20. Det börjar gälla mån 7 dec.", tone=Tone.DONE), words
    ),
    "notice-to-receive": lambda words: switchboard_notice_card(
        notice(
            title="Nyanställd: Lisa Berg",
            stands="Karin Lindqvist anmälde det 10:15. Ingen har kvitterat än.",
            late=LATE,
            facts=(
                ("Gäller från", "ons 25 nov"),
                ("Framförhållning", "2 arbetsdagar"),
                ("Enhet", "Bygg"),
                ("Titel", "Bygglovshandläggare"),
                ("Anknytning", "4542"),
                ("Telefon", "070-174 06 40"),
                ("Svarar på", "parkeringstillstånd och rivningslov"),
            ),
            changes=(),
            note="",
            hint="Från den dagen hittar växeln och alla andra personen här, och kan läsa upp numret.",
            may_receive=True,
            may_change=False,
            may_withdraw=False,
            list=NoticeList.QUEUE,
        ),
        words,
    ),
    "notice-overdue": lambda words: switchboard_notice_card(
        notice(
            stands="Ingen i växeln har kvitterat. Det börjar gälla imorgon.",
            tone=Tone.OVERDUE,
            between="Mohammed Al-Sayed hann före och kvitterade 11:52.",
        ),
        words,
    ),
    "notice-withdrawn": lambda words: switchboard_notice_card(
        notice(
            stands="Karin Lindqvist tog tillbaka anmälan 10:30. Den gäller inte.", may_change=False, may_withdraw=False
        ),
        words,
    ),
    "notice-hostile": lambda words: switchboard_notice_card(
        notice(title=HOSTILE, stands=HOSTILE, facts=(("Enhet", HOSTILE),), changes=(("Nya", HOSTILE),), note=HOSTILE),
        words,
    ),
    "notices-mine": lambda words: notice_list_card(NoticeListView(kind=NoticeList.MINE, rows=ROWS), words),
    "notices-queue": lambda words: notice_list_card(NoticeListView(kind=NoticeList.QUEUE, rows=ROWS * 4), words),
    "notices-none": lambda words: notice_list_card(NoticeListView(kind=NoticeList.QUEUE), words),
    "notice-start": lambda words: pick_card(
        words("notice.start.title"),
        [
            PickRow(
                name=words("notice.start.new_employee"),
                says=words("notice.start.new_employee_says"),
                action=ActionName.NOTICE_FORM,
                values={"kind": "new_employee"},
            ),
            PickRow(name=words("notice.start.hours"), says="", action=ActionName.HOURS_PICK),
            PickRow(
                name=words("notice.start.members"),
                says=words("notice.start.members_says"),
                action=ActionName.MEMBERS_PICK,
            ),
        ],
        words,
    ),
    "hours-week": lambda words: hours_week_form(
        NoticeFormView(
            about="Bygglov",
            hint="Skriv tiderna som 09:00–11:30, 13:00–15:00. Lämna tomt när det är stängt.",
            values=WEEK,
            others=((ActionName.HOURS_FORM, "Bara en dag", {"group": "bygglov", "on": "2026-12-07"}),),
        ),
        words,
    ),
    "hours-week-faults": lambda words: hours_week_form(
        NoticeFormView(
            about=LONG_NAME,
            values={**WEEK, "tue": HOSTILE, "minimum": "9"},
            faults={
                "from": ("Den dagen har varit. Välj en dag framåt.",),
                "tue": ("Det går inte att läsa tiderna. Skriv dem som 09:00–11:30, 13:00–15:00.",),
                "minimum": ("Så många är de inte: 3 svarar för gruppen då.",),
                "elsewhere": ("Något annat ändrades samtidigt, så jag hann inte spara. Försök igen.",),
            },
            changes=True,
        ),
        words,
    ),
    "hours-day": lambda words: hours_day_form(
        NoticeFormView(about="Bygglov", values={"from_date": "2026-11-27", "hours": "09:00–11:30", "minimum": "1"}),
        words,
    ),
    "hours-preview": lambda words: hours_preview_card(
        HoursPreview(
            about="Bygglov",
            when="Gäller från tis 8 dec.",
            changes=HOURS,
            warnings=("Telefontiden är publicerad sedan mån 17 aug. Växeln får veta, men webben måste ändras.", LATE),
            gaps=GAPS,
        ),
        words,
    ),
    "members-preview": lambda words: hours_preview_card(
        HoursPreview(
            about="Bygglov",
            when="Gäller från tis 1 dec.",
            changes=(("Svarar inte längre", "Bo Ek"),),
            gaps=GAPS[:1],
            values={"group": "bygglov", "from_date": "2026-12-01", "members": "p1"},
            confirm=ActionName.MEMBERS_CONFIRM,
            mend=ActionName.MEMBERS_MEND,
        ),
        words,
    ),
    "members": lambda words: members_form(
        NoticeFormView(
            about="Bygglov", choices=PEOPLE, values={"from_date": "2026-12-01", "members": "p1,p2", "roster": "false"}
        ),
        words,
    ),
    "members-many": lambda words: members_form(
        NoticeFormView(
            about="Kontaktcenter",
            choices=MANY,
            values={"from_date": "2026-12-01", "members": "p10,p20"},
            faults={"members": ("Välj minst en som svarar.",)},
        ),
        words,
    ),
    "new-employee": lambda words: new_employee_form(
        NoticeFormView(
            choices=(("bygg", "Bygg"), ("plan", "Plan")),
            values={"name": "Lisa Berg", "unit": "bygg", "from_date": "2026-12-01"},
            hint="Växeln får veta det nu. Personen går att hitta från sin första dag.",
            faults={"job": ("Skriv en titel.",)},
        ),
        words,
    ),
    "leaving": lambda words: leaving_form(
        NoticeFormView(values={"person": "Anna Svensson", "from_date": "2026-12-31"}), words
    ),
    "duties": lambda words: duties_form(
        NoticeFormView(values={"person": "Anna Svensson", "matters": "bygglov, parkeringstillstånd"}), words
    ),
}
