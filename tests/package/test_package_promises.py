"""The bot does what the manifest offers: each line that Teams puts in the box, in each language and scope, and the
search with what Teams sends for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from aiohttp.test_utils import TestClient, TestServer

from app import build_app
from bot.texts.catalogue import words_for
from bot.turn import Scope, Turn
from bot.understanding import Intent, understand
from bot.wire.activities import text_and_mention
from infra.teams.manifest import COMMANDS
from settings import Settings
from tests.bot.house import House
from tests.bot.talk import Someone
from tests.cards_seen import words_on
from tests.package.built import shown_in

LANGUAGES = ("sv", "en")
MORNING = datetime(2026, 11, 24, 9, 0, tzinfo=ZoneInfo("Europe/Stockholm"))
SCOPES = {"personal": Scope.PERSONAL, "team": Scope.CHANNEL, "groupChat": Scope.GROUP}
PROMISED: Mapping[str, tuple[Intent, str, str]] = {
    "lunch": (Intent.DIVERSION_SET, "Du är hänvisad till 11:15", "You are diverted until 11:15"),
    "divert": (Intent.DIVERSION_SET, "Skäl", "Reason"),
    "back": (Intent.DIVERSION_CLEAR, "Du är inte längre hänvisad", "You are no longer diverted"),
    "status": (Intent.MY_STATUS, "Växeln säger nu", "The switchboard now says"),
    "colleague": (Intent.AVAILABILITY_QUERY, "Anna Svensson är inne", "Anna Svensson is in"),
    "whom": (Intent.WHO_HANDLES_QUERY, "Bygglov: koppla till", "Bygglov: connect to"),
    "message": (Intent.LEAVE_MESSAGE, "Till vem?", "To whom?"),
    "promise": (Intent.CALLBACK_LOG, "Vem ska ringas upp?", "Who is to be called?"),
    "script": (Intent.GREETING_SCRIPT, "Så kan du säga", "This is what you can say"),
    "duty": (Intent.COVERAGE_QUERY, "Telefontid", "Phone hours"),
    "present": (Intent.COVERAGE_QUERY, "Inne på Bygg", "In at Bygg"),
    "policy": (Intent.POLICY_QUERY, "Tryck på ett ämne", "Tap a subject"),
    "help": (Intent.HELP, "hjälpa dig med", "help you with"),
}
"""What each command is understood as, and what of its answer somebody in Bygg sees, in Swedish and in English."""
EXAMPLES = (
    *(Intent.DIVERSION_SET, Intent.AVAILABILITY_QUERY, Intent.WHO_HANDLES_QUERY, Intent.CALLBACK_LOG, Intent.HELP),
)
"""What the examples in the app's description are understood as, in their order."""
IN_COMPANY = {"help": ("Nämn mig och fråga", "Mention me and ask")}

Offered = tuple[str, str, str, str]


def _offered() -> Iterator[Offered]:
    """Each command that Teams shows: the language, the scope, the command's name and what it puts in the box."""
    for language in LANGUAGES:
        for listed in shown_in(language)["bots"][0]["commandLists"]:
            (scope,) = listed["scopes"]
            for name, command in zip(COMMANDS[scope], listed["commands"], strict=True):
                yield language, scope, name, command["title"]


OFFERED = tuple(_offered())


@pytest.fixture
def house() -> Iterator[House]:
    """An ordinary Monday morning in the example municipality."""
    built = House()
    yield built
    for errand in built.soon:
        errand.close()


async def _answered(house: House, who: Someone, offered: Offered) -> str:
    """What somebody who has just come sees when they choose a command; where others read along, with the mention."""
    language, scope, _, line = offered
    who.chat.language = language
    said = _as_teams_sends_it(line, scope)
    turn = Turn(
        activity_id="-".join(offered),
        person=who.id,
        conversation=scope,
        scope=SCOPES[scope],
        now=house.clock.now,
        text=said,
    )
    who.reply = await house.router(turn, who.chat)
    return who.sight


def _as_teams_sends_it(line: str, scope: str) -> str:
    """The text as the wire reads it: in company the bot is mentioned before it."""
    if scope == "personal":
        return line
    mention = {"mentioned": {"id": "28:bot"}, "text": "<at>Växelvis</at>"}
    text, is_mentioned = text_and_mention(_Activity(f"<at>Växelvis</at>&nbsp;{line}", mention))
    assert is_mentioned
    return text


class _Activity:
    """As much of an activity as the text is read from."""

    def __init__(self, text: str, mention: Mapping[str, Any]) -> None:
        self.text = text
        self.recipient = _Named(id="28:bot")
        self.entities = [_Named(type="mention", additional_properties=mention)]


class _Named:
    def __init__(self, **values: object) -> None:
        self.__dict__.update(values)


def test_something_is_promised_of_every_command() -> None:
    """Each that is offered, and none that isn't."""
    assert set(PROMISED) == {name for _, _, name, _ in OFFERED}


@pytest.mark.parametrize("offered", OFFERED, ids="-".join)
def test_a_command_is_understood_as_what_it_promises(offered: Offered) -> None:
    """By somebody whose language isn't known yet, too: Teams shows the client's, the bot hears the line's."""
    _, _, name, line = offered
    for locale in LANGUAGES:
        assert understand(line, now=MORNING, locale=locale).intent is PROMISED[name][0], locale


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_description_gives_as_examples_is_understood(language: str) -> None:
    """Some try those first, before they have seen any other line."""
    shown = shown_in(language)
    lines = re.findall(r"^- [”“](.+?)”", shown["description"]["full"], re.MULTILINE)
    assert tuple(understand(line, now=MORNING, locale=language).intent for line in lines) == EXAMPLES
    for listed in shown["bots"][0]["commandLists"]:
        for command in listed["commands"]:
            example = re.search(r": (.+)$", command["description"])
            if example is not None:
                meant = {
                    understand(line, now=MORNING, locale=language).intent for line in (example[1], command["title"])
                }
                assert len(meant) == 1, command


@pytest.mark.parametrize("offered", OFFERED, ids="-".join)
async def test_whoever_chooses_a_command_gets_what_it_promises(house: House, offered: Offered) -> None:
    """As it stands, with nothing filled in; who says that they are back had gone to lunch."""
    language, scope, name, _ = offered
    _, *answers = PROMISED[name]
    if scope != "personal":
        answers = list(IN_COMPANY.get(name, answers))
    bo = house.someone("Bo Ek")
    if name == "back":
        await _answered(house, bo, (language, scope, "lunch", "lunch"))
    assert answers[LANGUAGES.index(language)] in await _answered(house, bo, offered)


async def test_nobody_who_chooses_a_command_in_company_is_sent_away(house: House) -> None:
    """In any unit, with an answer group or without: never as if it weren't understood, nor to their own chat."""
    people = {person.unit: person for person in house.directory.municipality.people.values()}.values()
    words = words_for("sv")
    not_understood = words("chat.not_understood", first="", second="", third="").split(".")[0]
    refusals = (not_understood, words("chat.in_private"))
    for offered in OFFERED:
        if offered[:2] != ("sv", "team"):
            continue
        for person in people:
            seen = await _answered(house, house.someone_there(person.name), offered)
            assert seen, (offered, person.name)
            assert not any(refusal in seen for refusal in refusals), (offered, person.name, seen)


async def test_a_search_by_the_manifest_is_answered(tmp_path: Path) -> None:
    """V1: from what Teams sends for the command, first before anything is typed, then for an extension, to the row."""
    (command,) = shown_in("sv")["composeExtensions"][0]["commands"]
    (parameter,) = command["parameters"]
    assert (command["type"], command["initialRun"]) == ("query", True)
    opened = {"name": "initialRun", "value": "true"}
    typed = {"name": parameter["name"], "value": "4536"}
    examples = [{**typed, "value": text} for text in re.split(r", | eller ", parameter["description"])]
    async with TestClient(TestServer(build_app(Settings(sqlite_path=tmp_path / "store.db")))) as client:
        for asked, where in ((opened, "personal"), (typed, "channel"), *((one, "personal") for one in examples)):
            value = {"commandId": command["id"], "parameters": [asked], "queryOptions": {"skip": 0, "count": 25}}
            answer = await (await client.post("/api/messages", json=_search(value, where))).json()
            rows = answer["composeExtension"]["attachments"]
            titles = [row["preview"]["content"]["title"] for row in rows]
            if asked is opened:
                assert len(titles) > 1
            else:
                assert asked["value"].casefold() in titles[0].casefold()
            if asked is typed:
                assert titles == ["Anna Svensson, 4536"]
                assert "070-174 06 05" in words_on(rows[0]["content"])


def _search(value: Mapping[str, Any], where: str) -> dict[str, Any]:
    return {
        "type": "invoke",
        "name": "composeExtension/query",
        "id": f"{where}-{value['parameters'][0]['name']}",
        "channelId": "msteams",
        "serviceUrl": "http://127.0.0.1:1/",
        "from": {"id": "29:vera", "aadObjectId": "e5e5e5e5-0000-4000-8000-000000000003"},
        "recipient": {"id": "28:bot"},
        "conversation": {"id": f"19:{where}", "conversationType": where},
        "value": value,
    }
