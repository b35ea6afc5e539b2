"""Owns the card itself, what stands around its body, and the action that opens a card within the card."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from adaptivecards.adaptivecard import AdaptiveCard

from bot.cards.actions import Action, Execute, SelectAction
from bot.cards.containers import BackgroundImage
from bot.cards.elements import Element, Vertical
from bot.cards.part import Part, Plain, Prose

MOST_ACTIONS = 6
"""Teams shows no more on a card (Teams' documentation for Adaptive Cards)."""


class Refresh(Part):
    """How a client fetches the card anew for `user_ids` (at most 60); `expires` is an ISO instant."""

    action: Execute
    user_ids: Sequence[str] | None = None
    expires: str | None = None


class TokenExchangeResource(Part):
    """Where single sign-on gets its token."""

    id: str
    uri: str
    provider_id: str


class AuthCardButton(Part):
    """A button of the sign-in prompt; `type` is "signin"."""

    type: str
    value: str
    title: Plain | None = None
    image: str | None = None


class Authentication(Part):
    """What the client needs to sign someone in for the card."""

    text: Plain | None = None
    connection_name: str | None = None
    token_exchange_resource: TokenExchangeResource | None = None
    buttons: Sequence[AuthCardButton] | None = None


class Mentioned(Part):
    """The person that a mention names."""

    id: str
    name: str


class Mention(Part):
    """A mention; `text` stands in the card's text, letter for letter, as `<at>name</at>`."""

    type_name = "mention"
    text: str
    mentioned: Mentioned


class Teams(Part):
    """What Teams alone reads of a card. On buttons it is not used: the local Teams client breaks on it."""

    width: Literal["full"] | None = None
    entities: Sequence[Mention] | None = None


class Card(Part, AdaptiveCard):
    """An Adaptive Card, version 1.5: the newest that Teams shows everywhere.

    `speak` is read aloud by screen readers; `fallback_text` is shown where the version is too new.
    """

    type_name = "AdaptiveCard"
    schema: str = "http://adaptivecards.io/schemas/adaptive-card.json"
    version: Literal["1.5"] = "1.5"
    body: Sequence[Element]
    actions: Sequence[Action] | None = None
    lang: str | None = None
    speak: Plain | None = None
    fallback_text: Prose | None = None
    select_action: SelectAction | None = None
    refresh: Refresh | None = None
    authentication: Authentication | None = None
    msteams: Teams | None = None
    rtl: bool | None = None
    min_height: str | None = None
    vertical_content_alignment: Vertical | None = None
    background_image: BackgroundImage | str | None = None
    metadata: Mapping[str, Any] | None = None


class ShowCard(Action):
    """Opens a card within the card, under its buttons."""

    type_name = "Action.ShowCard"
    card: Card
