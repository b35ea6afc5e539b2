"""Owns the Chat: what is remembered of talking with one person, as plain JSON in one document.

It must not know the wire nor the store: the wire loads it once when a turn starts and saves it once when it ends, and
dialogs read and change it in between. Every part of it has a bound, so that the document stays small.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Self

MOST_OUTCOMES = 16
MOST_BODIES = 4
"""How many of the newest outcomes keep their body: a card is up to 25 KB, and a resend comes within seconds."""
OUTCOME_SECONDS = 15 * 60
"""Teams resends a turn that took more than 15 seconds, a few times; nothing comes again after this long."""
OF_TURNS_SECONDS = 24 * 60 * 60
"""What tells of turns, and what was left open, is let go of so long after the latest."""
MOST_REFERENCES = 8
MOST_DRAFTS = 8

INSTANT = "%Y-%m-%dT%H:%M:%S.000000Z"
"""As instants are stored, so that the store can find what is due."""

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Outcome:
    """How an activity was answered, to be given again if it comes again; `body` is an invoke's, plain JSON."""

    status: int
    body: Any = None


@dataclass(slots=True)
class Chat:
    """What is remembered of one person. Dialogs change `language`, `heard` and `drafts`; the rest is the wire's."""

    language: str | None = None
    """The person's own choice; None until they make one."""
    heard: str | None = None
    """The language of the line they wrote last."""
    greeted: bool = False
    """Whether the bot has introduced itself, which it does once however often a client says that it is new."""
    greeted_in: dict[str, bool] = field(default_factory=dict)
    """The group chats and channels that it has introduced itself in, on being taken in there by the person."""
    drafts: dict[str, Any] = field(default_factory=dict)
    """What each conversation's open dialog has so far, by conversation."""
    references: dict[str, Json] = field(default_factory=dict)
    """How to reach each conversation, the newest last: service_url, channel, tenant, bot, user, scope."""
    personal: str | None = None
    """The conversation that is the person's own with the bot."""
    outcomes: dict[str, Json] = field(default_factory=dict)
    """How recent activities were answered, by activity, the newest last: status, body, at (seconds since 1970)."""
    in_doubt: Json | None = None
    """The turn that failed last, and may have been carried out: `bot.second_tries` reads and writes it."""
    begun: Json | None = None
    """The turn begun last, where several processes share the store: `bot.begun` reads and writes it."""
    waiting: dict[str, float] = field(default_factory=dict)
    """The activities that wait for that, in the order in which they came: since when each does."""
    next_look: int = 0
    """When it is looked through (seconds since 1970) where nothing tells of a turn any more; 0 is soon."""

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        """What was stored; a new Chat when nothing was."""
        return cls(
            language=stored.get("language"),
            heard=stored.get("heard"),
            greeted=bool(stored.get("greeted")),
            greeted_in=dict.fromkeys(stored.get("greeted_in", ()), True),
            drafts=dict(stored.get("drafts", ())),
            references=dict(stored.get("references", ())),
            personal=stored.get("personal"),
            outcomes=dict(stored.get("outcomes", ())),
            in_doubt=stored.get("in_doubt"),
            begun=stored.get("begun"),
            waiting=dict(stored["waiting"]) if "waiting" in stored else {},
            next_look=0 if stored.get("outcomes") else _seconds(stored.get("look_again_at")),
        )

    def to_json(self) -> dict[str, Any]:
        """Plain JSON, which `from_json` reads back."""
        stored: dict[str, Any] = {
            "language": self.language,
            "heard": self.heard,
            "greeted": self.greeted,
            "greeted_in": list(_newest(self.greeted_in, MOST_REFERENCES)),
            "drafts": _newest(self.drafts, MOST_DRAFTS),
            "references": self.references,
            "personal": self.personal,
            "outcomes": self.outcomes,
            "look_again_at": datetime.fromtimestamp(self.look_again_at, UTC).strftime(INSTANT),
        }
        if self.in_doubt is not None:
            stored["in_doubt"] = self.in_doubt
        if self.begun is not None:
            stored["begun"] = self.begun
        if self.waiting:
            stored["waiting"] = [list(one) for one in self.waiting.items()]
        return stored

    @property
    def look_again_at(self) -> int:
        """When it is to be looked through, in seconds since 1970."""
        latest = max((kept["at"] for kept in self.outcomes.values()), default=None)
        return self.next_look if latest is None else int(latest) + OF_TURNS_SECONDS

    @property
    def has_own(self) -> bool:
        """Whether the way to the person's own conversation is known."""
        return self.personal in self.references

    def outcome(self, activity: str, *, now: datetime) -> Outcome | None:
        """How the activity was answered, if it was, recently."""
        kept = self.outcomes.get(activity)
        if kept is None or now.timestamp() - kept["at"] >= OUTCOME_SECONDS:
            return None
        return Outcome(kept["status"], kept["body"])

    def acted_as(self, activity: str) -> str:
        """The activity under which that one's act is known: an earlier one's, where it was a second try."""
        kept = self.in_doubt
        return str(kept["activity"]) if kept is not None and kept.get("settled_as") == activity else activity

    def remember_outcome(self, activity: str, outcome: Outcome, *, now: datetime) -> None:
        """Keep how an activity was answered, and let go of what is too old to come again."""
        self.keep_outcome(activity, {"status": outcome.status, "body": outcome.body, "at": now.timestamp()})

    def keep_outcome(self, activity: str, outcome: Json) -> None:
        """Keep it as it is stored, and let go of what is too old to come again."""
        at = outcome["at"]
        self.outcomes[activity] = outcome
        while True:
            oldest, kept = next(iter(self.outcomes.items()))
            if len(self.outcomes) <= MOST_OUTCOMES and at - kept["at"] < OUTCOME_SECONDS:
                break
            del self.outcomes[oldest]
        self._drop_old_bodies()

    def remember_reference(self, conversation: str, reference: Json, *, personal: bool) -> None:
        """Keep how to reach a conversation; the personal one is never crowded out by others, and there is only one."""
        if personal:
            if self.personal not in (None, conversation):
                self.references.pop(self.personal, None)
            self.personal = conversation
        if self.references.get(conversation) == reference:
            return
        self.references.pop(conversation, None)
        self.references[conversation] = reference
        self._bound_references()

    def forget(self) -> None:
        """Let go of all but the way to the person's conversations, and that the bot has introduced itself."""
        self.language = None
        self.heard = None
        self.drafts = {}
        self.outcomes = {}
        self.in_doubt = None

    def let_go_of_turns(self, *, next_look: datetime) -> None:
        """Let go of what tells of turns and of what was left open: it can hold a reason, or somebody to call."""
        self.drafts = {}
        self.outcomes = {}
        self.in_doubt = None
        self.next_look = int(next_look.timestamp())

    def drop_conversation(self, conversation: str) -> None:
        """Forget a conversation that is no more: the bot was uninstalled from it, or blocked."""
        self.references.pop(conversation, None)
        self.drafts.pop(conversation, None)
        self.greeted_in.pop(conversation, None)
        if self.personal == conversation:
            self.personal = None
            self.greeted = True  # Whoever had a chat knows the bot: that there is none now was their own choice.

    def merged_into(self, stored: Chat) -> Chat:
        """This Chat, saved after another turn of the same person saved `stored`.

        Ours wins for the language and for drafts; the references and outcomes of both are kept.
        """
        both = Chat(
            language=self.language,
            heard=self.heard,
            greeted=self.greeted or stored.greeted,
            greeted_in={**stored.greeted_in, **self.greeted_in},
            drafts=self.drafts,
            references={**stored.references, **self.references},
            personal=self.personal or stored.personal,
            outcomes=_newest({**stored.outcomes, **self.outcomes}, MOST_OUTCOMES),
            in_doubt=self.in_doubt or stored.in_doubt,
            next_look=max(self.next_look, stored.next_look),
        )
        both._bound_references()
        return both

    def keep_bounds(self) -> None:
        """Let go of the oldest where putting two Chats together has made too much of something."""
        self.outcomes = _newest(self.outcomes, MOST_OUTCOMES)
        self._drop_old_bodies()
        self._bound_references()

    def _drop_old_bodies(self) -> None:
        if len(self.outcomes) <= MOST_BODIES:
            return
        for name in list(self.outcomes)[:-MOST_BODIES]:
            if self.outcomes[name]["body"] is not None:
                self.outcomes[name] = {**self.outcomes[name], "body": None}

    def _bound_references(self) -> None:
        own = self.references.get(self.personal) if self.personal else None
        kept = _newest(self.references, MOST_REFERENCES)
        if self.personal and own is not None and self.personal not in kept:
            kept = {self.personal: own, **_newest(kept, MOST_REFERENCES - 1)}
        self.references = kept


def _seconds(instant: str | None) -> int:
    return 0 if instant is None else int(datetime.fromisoformat(instant).timestamp())


def _newest(kept: dict[str, Any], most: int) -> dict[str, Any]:
    """The last `most` entries; dicts keep the order in which things came."""
    return kept if len(kept) <= most else dict(list(kept.items())[-most:])
