"""Which errand each line of the short guides is, for the test that what they have people type does what they say."""

from __future__ import annotations

from collections.abc import Mapping

from bot.understanding.result import Intent

LINES: Mapping[Intent, tuple[str, ...]] = {
    Intent.HELP: (
        "hej",
        "hjälp",
    ),
    Intent.DIVERSION_SET: (
        "lunch till 13",
        "möte 14-15.30",
        "sjuk idag",
        "vab imorgon",
        "semester v. 28-30",
        "möte på torsdag 9-12",
        "åter 16",
        "sjuk tills vidare",
        "ledig på fredag",
        "hänvisa mig till Bo Ek 10-12",
        "Anna Svensson är sjuk idag",
        "sätt Anna Svensson på möte till 15",
    ),
    Intent.DIVERSION_CLEAR: (
        "jag är tillbaka",
        "Anna Svensson är tillbaka",
    ),
    Intent.CALLBACK_LOG: (
        "ring upp Kalle 070-174 06 05 om bygglov senast imorgon",
        "ring upp Kalle Persson 070-174 06 12 om bygglov senast imorgon 10",
    ),
    Intent.CALLBACK_DONE: (
        "har ringt Kalle",
        "ringt Kalle, inte klart, nytt besked fredag 14",
    ),
    Intent.AVAILABILITY_QUERY: (
        "är Anna Svensson inne?",
        "är Anna inne?",
        "Anna eller Bo?",
        "är Anna inne kl 15?",
    ),
    Intent.GREETING_RECORDED: ("har läst in hälsning",),
    Intent.PHONE_REQUEST: (
        "beställ ett headset",
        "jag har tappat bort mobilen",
        "ny telefon",
    ),
    Intent.MY_STATUS: ("min status",),
    Intent.CANCEL: (
        "ångra",
        "avbryt",
    ),
    Intent.DETAILS_SHOW: ("mina uppgifter",),
    Intent.GREETING_SCRIPT: ("vad ska jag säga?",),
    Intent.CALLBACK_TRIED: ("Kalle svarade inte",),
    Intent.CALLBACK_HAND_OVER: ("lämna över Kalle till Bo Ek",),
    Intent.CALLBACK_LIST: ("mina löften",),
    Intent.WHO_HANDLES_QUERY: (
        "vem svarar på bygglov?",
        "kunden undrar om attefallshus",
    ),
    Intent.LEAVE_MESSAGE: ("hälsa Anna Svensson att Eva Lind 070-174 06 13 vill bli uppringd om attefallshus",),
    Intent.ORDER_LIST: ("mina beställningar",),
    Intent.COVERAGE_TAKE: (
        "jag tar det",
        "jag kan ta 13-13.30",
    ),
    Intent.DUTY_MINE: ("när har jag telefonpassning?",),
    Intent.POLICY_QUERY: (
        "vad säger policyn om privata samtal?",
        "telefonpolicyn",
    ),
    Intent.MY_FIGURES: ("mina siffror",),
    Intent.PRIVACY_EXPORT: ("vad vet du om mig?",),
    Intent.PRIVACY_ERASE: ("glöm mig",),
    Intent.COVERAGE_GAPS: ("vilka luckor har vi?",),
    Intent.HOURS_CHANGE: (
        "bygglov stänger 10 på fredag",
        "vi har stängt 28 dec",
        "ändra telefontiden för bygglov",
    ),
    Intent.NOTICE_NEW: ("Lisa Berg börjar 1 december",),
    Intent.NOTICE_LEAVING: ("Anna slutar 31 december",),
    Intent.NOTICE_DUTIES: ("Anna tar över parkeringstillstånd",),
    Intent.MEMBERS_CHANGE: ("ändra medlemmar i bygglov",),
    Intent.NOTICE_LIST: ("mina anmälningar",),
    Intent.ORDER_QUEUE: (
        "vad ska jag godkänna?",
        "beställningskön",
    ),
    Intent.UNIT_REPORT: ("hur ligger vi till?",),
    Intent.MONTH_REPORT: ("månadens siffror",),
    Intent.REPORT_CARD: ("sluta med måndagskortet",),
    Intent.COVERAGE_WEEK: ("hur ser veckan ut?",),
    Intent.DUTY_PLAN: ("planera telefonpassning vecka 49",),
    Intent.MY_UNITS: ("mina enheter",),
    Intent.MISDIRECTED: ("fel kopplat: sophämtning",),
    Intent.DESK: ("bordet",),
    Intent.MESSAGES_LEFT: (
        "olästa meddelanden",
        "vad blev det av mina meddelanden?",
    ),
    Intent.GREETING_REPORTED: ("testringde Anna Svensson: fel hälsning",),
    Intent.MEND_ADD: ("synonym: sopor = sophämtning",),
    Intent.DESK_HAND_OVER: ("lämna över passet",),
}
MEANT: Mapping[str, Intent] = {line: intent for intent, lines in LINES.items() for line in lines}
