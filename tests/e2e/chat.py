"""One person's chat with the bot, without a browser: what they say and press, and what they then see.

Every message must be seen by the test: one that is left unread fails it, whoever got it.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import aiohttp

from examples.playground.client import Window
from tests.cards_seen import buttons_of, fields_of, required_fields_of, without_markdown, words_on

CARD = "application/vnd.microsoft.card.adaptive"
TOLD_AT_THE_CARD = "application/vnd.microsoft.activity.message"
PATIENCE = 10.0
LATE_MESSAGES = 0.5
"""How long a message that nobody expects is given to come, in seconds."""


class Unexpected(AssertionError):
    """The bot said something else than the test says it should, or something more, or nothing."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A message as it stands in the chat. `changed`: it took the place of an earlier one with the same id."""

    id: str
    text: str
    card: dict[str, Any] | None
    changed: bool = False

    @property
    def words(self) -> str:
        """All that can be read of it."""
        return "\n".join(part for part in (without_markdown(self.text), words_on(self.card or {})) if part)


class Chat:
    """A person at their window. Get one from `open_chat`."""

    def __init__(self, window: Window, http: aiohttp.ClientSession) -> None:
        self._window = window
        self._http = http
        self._unread: asyncio.Queue[Seen] = asyncio.Queue()

    @property
    def name(self) -> str:
        """Whose chat it is."""
        return self._window.seat.person.name

    async def says(self, text: str) -> None:
        """Type the line and send it; everything up to now must have been seen."""
        self._require_all_seen(f"before saying {text!r}")
        conversation = self._window.conversation
        message = {"type": "text", "text": text, "textFormat": "plain", "from": self._sender}
        await self._post(f"/_conversation/v1/conversations/{conversation}/messages", message)

    async def sees(self, *phrases: str) -> Seen:
        """The next message, with every phrase somewhere in it."""
        return await self._next(phrases, changed=False)

    async def sees_changed(self, *phrases: str) -> Seen:
        """The next change of an earlier message, with every phrase in what it is now."""
        return await self._next(phrases, changed=True)

    async def presses(self, title: str, on: Seen, **filled_in: str) -> None:
        """Press the card's button, with its fields as they were save for those filled in."""
        self._require_all_seen(f"before pressing {title!r}")
        card = on.card or {}
        button = buttons_of(card).get(title)
        if button is None:
            raise Unexpected(f"{self.name} finds no button {title!r} on:\n{on.words}")
        data = {**button.get("data", {}), **self._inputs(card, button, filled_in)}
        if button["type"] == "Action.Submit":
            await self._post("/_conversation/v1/submit", {**self._place(on), "value": data})
        else:
            await self._execute(on, button, data)

    async def sees_no_more(self) -> None:
        """Nothing is unread, and nothing comes late."""
        await asyncio.sleep(LATE_MESSAGES)
        self._require_all_seen("at the end")

    async def listen(self, stream: aiohttp.ClientWebSocketResponse) -> None:
        """Take in what the bot says, until cancelled."""
        async for frame in stream:
            event = json.loads(frame.data)
            if event["action"] in ("createMessage", "updateMessage"):
                self._unread.put_nowait(_seen(event["message"], changed=event["action"] == "updateMessage"))

    @property
    def _sender(self) -> dict[str, str]:
        return {"id": f"29:{self._window.seat.person.id}"}

    def _place(self, on: Seen) -> dict[str, Any]:
        return {"conversation": {"id": self._window.conversation}, "replyToId": on.id, "from": self._sender}

    @staticmethod
    def _inputs(card: dict[str, Any], button: Any, filled_in: dict[str, str]) -> dict[str, str]:
        fields = fields_of(card)
        if unknown := filled_in.keys() - fields.keys():
            raise Unexpected(f"the card has no field {', '.join(sorted(unknown))}; it has {', '.join(fields)}")
        if button.get("associatedInputs") == "none":
            return {}
        inputs = {**fields, **filled_in}
        if empty := [name for name in required_fields_of(card) if not inputs[name]]:
            raise Unexpected(f"the client lets nobody press while {', '.join(empty)} is empty")
        return inputs

    async def _execute(self, on: Seen, button: Any, data: dict[str, Any]) -> None:
        action = {"type": "Action.Execute", "verb": button.get("verb", ""), "data": data}
        invoke = {"name": "adaptiveCard/action", "value": {"action": action, "trigger": "manual"}}
        answer = await self._post("/_conversation/v1/invoke", {**self._place(on), **invoke})
        if answer["type"] == CARD:
            self._unread.put_nowait(Seen(on.id, "", answer["value"], changed=True))
        elif answer["type"] == TOLD_AT_THE_CARD:
            self._unread.put_nowait(Seen(on.id, answer["value"], None, changed=True))
        else:
            raise Unexpected(f"{self.name}'s button was answered with an error: {answer}")

    async def _next(self, phrases: tuple[str, ...], *, changed: bool) -> Seen:
        try:
            async with asyncio.timeout(PATIENCE):
                seen = await self._unread.get()
        except TimeoutError:
            raise Unexpected(f"{self.name} waited {PATIENCE:.0f} s for {phrases} and saw nothing") from None
        missing = [phrase for phrase in phrases if phrase not in seen.words]
        if missing or seen.changed is not changed:
            what = "a changed message" if seen.changed else "a new message"
            raise Unexpected(f"{self.name} misses {missing or 'the other kind'} in {what}:\n{seen.words}")
        return seen

    def _require_all_seen(self, when: str) -> None:
        if not self._unread.empty():
            unread = [self._unread.get_nowait().words for _ in range(self._unread.qsize())]
            raise Unexpected(f"{self.name} has unread messages {when}:\n" + "\n---\n".join(unread))

    async def _post(self, path: str, body: dict[str, Any]) -> Any:
        async with self._http.post(self._window.address + path, json=body) as answer:
            text = await answer.text()
            if not answer.ok:
                raise Unexpected(f"{path} answered {answer.status}: {text}")
            return json.loads(text) if text.startswith("{") else text


@asynccontextmanager
async def open_chat(window: Window, http: aiohttp.ClientSession) -> AsyncIterator[Chat]:
    """A chat that listens from now on; when it closes, nothing may be unread."""
    chat = Chat(window, http)
    async with http.ws_connect(f"{window.address}/_ws_conversation/v1/conversations/stream") as stream:
        listening = asyncio.create_task(chat.listen(stream))
        try:
            yield chat
            await chat.sees_no_more()
        finally:
            listening.cancel()


def _seen(message: dict[str, Any], *, changed: bool) -> Seen:
    cards = [a["content"] for a in message.get("attachments", ()) if a["contentType"] == CARD]
    return Seen(message["messageId"], message.get("text") or "", cards[0] if cards else None, changed=changed)
