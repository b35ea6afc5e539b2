"""The table of what docs/pictures shows: each story, line by line, with its pictures. `make pictures` takes them.

Every name and number is invented. A story begins in an empty town, so what it needs it lets happen first.
"""

from __future__ import annotations

from tests.pictures.script import Picture, Presses, Says, Story

ANNA = "Anna Svensson"
KARIN = "Karin Lindqvist"
VERA = "Vera Åkesson"
BO = "Bo Ek"

STAFF = (
    Story(
        at="2026-11-24 11:40",
        people=(ANNA, VERA),
        steps=(
            Picture("welcome", of=ANNA, last=1),
            Says(ANNA, "lunch till 13"),
            Picture("lunch", of=ANNA),
            Says(VERA, "är Anna inne?"),
            Picture("lunch-answer", of=VERA),
            Presses(ANNA, "Ångra"),
            Says(ANNA, "vab imorgon"),
            Picture("why", of=ANNA),
            Says(VERA, "är Anna inne imorgon?"),
            Picture("why-answer", of=VERA),
            Says(ANNA, "utbildning på fredag"),
            Says(ANNA, "min status"),
            Picture("status", of=ANNA),
        ),
    ),
    Story(
        at="2026-11-24 10:40",
        people=(ANNA,),
        steps=(
            Presses(ANNA, "Hänvisa"),
            Picture("form", of=ANNA, last=1),
            Says(ANNA, "avbryt"),
            Says(ANNA, "vad ska jag säga?"),
            Picture("greeting", of=ANNA),
            Says(ANNA, "mina uppgifter"),
            Picture("details", of=ANNA),
            Says(ANNA, "vad säger policyn om privata samtal?"),
            Picture("policy", of=ANNA),
        ),
    ),
)
PROMISES = (
    Story(
        at="2026-11-24 10:40",
        people=(ANNA, VERA),
        steps=(
            Says(ANNA, "ring upp Kalle Persson 070-174 06 12 om bygglov senast imorgon 10"),
            Picture("promise", of=ANNA),
            Says(VERA, "hälsa Anna Svensson att Eva Lind 070-174 06 13 vill bli uppringd om attefallshus"),
            Picture("message", of=VERA),
            Picture("message-promise", of=ANNA, last=1),
            Says(ANNA, "mina löften"),
            Picture("promises", of=ANNA),
        ),
    ),
)
ORDERS = (
    Story(
        at="2026-11-24 10:40",
        people=(ANNA, KARIN, VERA),
        steps=(
            Says(ANNA, "beställ headset"),
            Picture("order-form", of=ANNA),
            Presses(
                ANNA,
                "Skicka",
                {
                    "Vad vill du ha?": "Trådlöst headset (Tystnad 20) · 1 450 kr",
                    "Varför behövs det?": "Mitt gamla surrar.",
                    "Det jag får är kommunens egendom och ett arbetsredskap.": "ja",
                },
            ),
            Picture("order-approve", of=KARIN, last=1),
            Presses(KARIN, "Godkänn"),
            Picture("order-place", of=VERA, last=1),
            Presses(VERA, "Beställd", {"Leverantörens ordernummer": "L-4712"}),
            Picture("order", of=ANNA, last=3),
            Says(ANNA, "jag har tappat bort mobilen"),
            Picture("lost", of=ANNA),
        ),
    ),
)
GAPS = (
    Story(
        at="2026-11-23 10:15",
        people=(ANNA, KARIN, BO),
        steps=(
            Says(KARIN, "Åsa Berg är sjuk imorgon"),
            Says(BO, "möte imorgon 8-10"),
            Says(ANNA, "utbildning imorgon 8-12"),
            Picture("gap-warned", of=ANNA),
            Presses(ANNA, "Spara ändå"),
            Picture("gap", of=KARIN, last=1),
            Presses(KARIN, "Utse"),
            Picture("gap-whom", of=KARIN, last=1),
        ),
    ),
)
SWITCHBOARD = (
    Story(
        at="2026-11-24 10:40",
        people=(ANNA, KARIN, VERA),
        steps=(
            Says(VERA, "kunden undrar om attefallshus"),
            Picture("whom", of=VERA),
            Says(VERA, "är Åsa inne?"),
            Picture("which", of=VERA),
            Says(KARIN, "Bo Ek är sjuk idag"),
            Says(KARIN, "Åsa Berg är sjuk idag"),
            Says(ANNA, "möte till 14"),
            Presses(ANNA, "Spara ändå"),
            Says(VERA, "kunden undrar om attefallshus"),
            Picture("whom-nobody", of=VERA),
            Presses(VERA, "Meddelande till Anna Svensson"),
            Picture("message-form", of=VERA, last=1),
            Presses(VERA, "Spara", {"Vem ska ringas upp?": "Kalle Persson", "Nummer": "070-174 06 12"}),
            Says(VERA, "fel kopplat: sophämtning"),
            Picture("misdirected", of=VERA),
            Says(KARIN, "bygglov stänger 10 på fredag"),
            Presses(KARIN, "Anmäl"),
            Picture("notice-shown", of=KARIN),
            Presses(KARIN, "Spara ändå"),
            Picture("notice-told", of=KARIN, last=1),
            Says(VERA, "bordet"),
            Picture("desk", of=VERA),
            Says(VERA, "lämna över passet"),
            Picture("shift", of=VERA),
        ),
    ),
)
UNIT = (
    Story(
        at="2026-11-24 10:40",
        people=(KARIN, ANNA),
        steps=(
            Says(KARIN, "Anna Svensson är sjuk idag"),
            Picture("for-another", of=KARIN),
            Picture("for-another-told", of=ANNA, last=1),
            Says(KARIN, "mina enheter"),
            Picture("units", of=KARIN),
            Says(KARIN, "Bo Ek är på utbildning på torsdag"),
            Says(KARIN, "Åsa Berg är på tjänsteresa på torsdag"),
            Says(KARIN, "Anna Svensson är på möte på torsdag 9-10"),
            Presses(KARIN, "Spara ändå"),
            Says(KARIN, "hur ser veckan ut?"),
            Picture("week", of=KARIN),
            Says(KARIN, "hur ligger vi till?"),
            Picture("report", of=KARIN),
            Says(KARIN, "planera telefonpassning vecka 49"),
            Presses(KARIN, "Fyll i rättvist"),
            Picture("duty", of=KARIN),
        ),
    ),
)
STORIES = (*STAFF, *PROMISES, *ORDERS, *GAPS, *SWITCHBOARD, *UNIT)
