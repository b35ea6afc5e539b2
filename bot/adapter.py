"""Owns the door: Bot Framework's CloudAdapter, with the parts that cost most or fail exchanged for our own.

What stays the SDK's: the pipeline, ActivityHandler's dispatch, sending through a TurnContext, the Activity model. What
is ours: authentication (`bot.wire.channel_tokens`), the connector client (`bot.wire.connector`), reading and writing
of Activities (`bot.wire.model_codec`), and a TurnContext that copies no deeper than it must. Only public classes are
subclassed. It must not know what a turn is about.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web
from botbuilder import schema
from botbuilder.core import Bot, TurnContext
from botbuilder.core.invoke_response import InvokeResponse
from botbuilder.integration.aiohttp import CloudAdapter
from botbuilder.schema import Activity, ActivityTypes, DeliveryModes, ResourceResponse
from botframework.connector.auth import (
    AuthenticateRequestResult,
    AuthenticationConstants,
    BotFrameworkAuthentication,
    ClaimsIdentity,
    ConnectorFactory,
)

from bot.wire.activities import tenants_of
from bot.wire.channel_tokens import (
    Caller,
    ChannelTokens,
    check_loopback,
    check_teams,
    check_tenant,
    check_this_machine,
    check_vouched_for,
)
from bot.wire.connector import Address, Connector
from bot.wire.http_client import HttpClient, origin_of
from bot.wire.metrics import WireMetrics
from bot.wire.model_codec import ModelCodec, WrongShape
from bot.wire.refusals import BadActivity, Refused
from bot.wire.request_body import JSON_TYPE, read_json_object
from bot.wire.response_headers import say_nothing_of_the_machine

log = logging.getLogger(__name__)

MESSAGES_PATH = "/api/messages"
OUTCOME_KEY = "outcome"
"""Where a bot leaves an InvokeResponse for an activity that is no invoke: its HTTP status."""

# The SDK's own map reads the tenant from a key that no channel sends.
CODEC = ModelCodec(vars(schema), keys={("ConversationAccount", "tenant_id"): "tenantId"})
Logic = Callable[[TurnContext], Awaitable[None]]


class Conversations:
    """What the SDK calls to reach a conversation, over our Connector; a deadline for all sends of one turn."""

    def __init__(self, connector: Connector, service_url: str) -> None:
        self._connector = connector
        self._service_url = service_url
        self._first_deadline: float | None = None

    async def send_to_conversation(self, conversation: str, activity: Activity) -> ResourceResponse:
        """Post a new activity. Raises SendFailed."""
        return await self._post(conversation, None, activity)

    async def reply_to_activity(self, conversation: str, reply_to: str, activity: Activity) -> ResourceResponse:
        """Post a new activity in answer to another. Raises SendFailed."""
        return await self._post(conversation, reply_to, activity)

    async def update_activity(self, conversation: str, activity_id: str, activity: Activity) -> ResourceResponse:
        """Write over an activity. Raises SendFailed."""
        address = Address(self._service_url, conversation)
        written = CODEC.write(activity)
        return ResourceResponse(id=await self._connector.put(address, activity_id, written, deadline=self._deadline()))

    async def delete_activity(self, conversation: str, activity_id: str) -> None:
        """Take back an activity. Raises SendFailed."""
        await self._connector.delete(Address(self._service_url, conversation), activity_id, deadline=self._deadline())

    async def _post(self, conversation: str, reply_to: str | None, activity: Activity) -> ResourceResponse:
        address = Address(self._service_url, conversation)
        sent = await self._connector.post(address, CODEC.write(activity), reply_to=reply_to, deadline=self._deadline())
        return ResourceResponse(id=sent)

    def _deadline(self) -> float:
        """Counted from the first send: what a turn took before that, and waited for, is not the connector's."""
        if self._first_deadline is None:
            self._first_deadline = self._connector.deadline()
        return self._first_deadline


class TurnConnector:
    """The connector client of one turn, as far as the SDK uses one."""

    def __init__(self, conversations: Conversations) -> None:
        self.conversations = conversations


class TurnConnectors(ConnectorFactory):
    """Makes connector clients that all share one Connector."""

    def __init__(self, connector: Connector) -> None:
        self._connector = connector

    async def create(self, service_url: str, audience: str) -> Any:
        """A connector client for a service address."""
        return TurnConnector(Conversations(self._connector, service_url))


class ChannelAuthentication(BotFrameworkAuthentication):
    """Lets in the channel and no one else. Without `tokens` anyone on this machine, and answers stay on it."""

    def __init__(self, connector: Connector, *, tokens: ChannelTokens | None, tenant_id: str = "") -> None:
        self._connectors = TurnConnectors(connector)
        self._tokens = tokens
        self._tenant_id = tenant_id

    async def let_in(self, auth_header: str) -> Caller | None:
        """Who calls; None is anyone on this machine. Raises Refused."""
        return await self._tokens.validate(auth_header) if self._tokens is not None else None

    def vouch(self, caller: Caller | None, activity: Activity) -> AuthenticateRequestResult:
        """What the SDK wants to know of a caller whose activity this is; raises Refused."""
        result = AuthenticateRequestResult()
        result.connector_factory = self._connectors
        result.audience = AuthenticationConstants.TO_CHANNEL_FROM_BOT_OAUTH_SCOPE
        if caller is None:
            check_loopback(origin_of(activity.service_url or "").host)
            result.claims_identity = ClaimsIdentity({}, True, AuthenticationConstants.ANONYMOUS_AUTH_TYPE)
        else:
            check_vouched_for(caller, service_url=activity.service_url, channel=activity.channel_id)
            check_teams(service_url=activity.service_url, channel=activity.channel_id)
            result.claims_identity = ClaimsIdentity(dict(caller.claims), True)
        if self._tenant_id:
            check_tenant(tenants_of(activity), ours=self._tenant_id)
        return result

    async def authenticate_request(self, activity: Activity, auth_header: str) -> AuthenticateRequestResult:
        """Both of the above in one. Raises Refused."""
        return self.vouch(await self.let_in(auth_header or ""), activity)

    async def authenticate_channel_request(self, auth_header: str) -> ClaimsIdentity:
        """Who calls, as the SDK says it. Raises Refused."""
        caller = await self.let_in(auth_header or "")
        return ClaimsIdentity(dict(caller.claims) if caller is not None else {}, True)

    async def authenticate_streaming_request(self, auth_header: str, channel_id_header: str) -> Any:
        """Streaming is not offered. Raises Refused."""
        raise Refused(405, "streaming is not offered")

    def create_connector_factory(self, claims_identity: ClaimsIdentity) -> ConnectorFactory:
        """The factory that every turn uses."""
        return self._connectors

    async def create_user_token_client(self, claims_identity: ClaimsIdentity) -> Any:
        """None: nobody signs in through the bot, so the client that the SDK makes each turn is never used."""


class LightTurnContext(TurnContext):
    """A TurnContext that copies what is sent one level deep, where the SDK copies all of every card."""

    async def send_activities(self, activities: list[Activity]) -> list[ResourceResponse]:
        """Send the activities as answers to the turn's own; gives their ids."""
        output = [self._addressed(activity) for activity in activities]
        handlers: Any = self._on_send_activities
        if handlers:
            emit: Any = self._emit
            return list(await emit(handlers, output, self._send(output)))
        return await self._send(output)

    async def _send(self, output: list[Activity]) -> list[ResourceResponse]:
        if self.activity.delivery_mode == DeliveryModes.expect_replies:
            self.buffered_reply_activities.extend(output)
            responses = [ResourceResponse() for _ in output]
        else:
            responses = await self.adapter.send_activities(self, output)
        if any(activity.type != ActivityTypes.trace for activity in output):
            self.responded = True
        return responses

    def _addressed(self, activity: Activity) -> Any:
        received = self.activity
        # What copy.copy does by way of __reduce_ex__, at a tenth of its cost.
        sent: Any = Activity.__new__(type(activity))
        sent.__dict__.update(activity.__dict__)
        sent.type = sent.type or ActivityTypes.message
        sent.id = None
        sent.channel_id = received.channel_id
        sent.service_url = received.service_url
        sent.conversation = received.conversation
        sent.from_property = received.recipient
        sent.recipient = received.from_property
        sent.reply_to_id = received.id if received.type != ActivityTypes.conversation_update else None
        return sent


class TeamsAdapter(CloudAdapter):
    """The CloudAdapter of `POST /api/messages`."""

    def __init__(self, authentication: ChannelAuthentication, *, metrics: WireMetrics) -> None:
        super().__init__(authentication)
        self._authentication = authentication
        self._metrics = metrics

    async def process(
        self, request: web.Request, bot: Bot, ws_response: web.WebSocketResponse | None = None
    ) -> web.Response:
        """The HTTP answer to one request; bad ones get their status, and a log line that quotes nothing of them."""
        try:
            caller = await self._authentication.let_in(_authorization(request))
            if caller is None:
                check_this_machine(request.remote)
            activity = _read_activity(await read_json_object(request))
            admitted = self._authentication.vouch(caller, activity)
        except Refused as refused:
            self._metrics.refused(refused.status)
            log.warning("request refused", extra={"status": refused.status, "reason": refused.reason})
            return web.Response(status=refused.status)
        answer = await self.process_activity(admitted, activity, bot.on_turn)
        if answer is None:
            return web.Response()
        if answer.body is None:
            return web.Response(status=answer.status)
        return web.Response(status=answer.status, body=CODEC.write(answer.body), content_type=JSON_TYPE)

    def _create_turn_context(
        self,
        activity: Activity,
        claims_identity: ClaimsIdentity,
        oauth_scope: str,
        connector_client: Any,
        user_token_client: Any,
        logic: Logic,
        connector_factory: ConnectorFactory,
    ) -> TurnContext:
        context = LightTurnContext(self, activity)
        context.turn_state.update(
            {
                self.BOT_IDENTITY_KEY: claims_identity,
                self.BOT_CONNECTOR_CLIENT_KEY: connector_client,
                self.BOT_CALLBACK_HANDLER_KEY: logic,
                self.CONNECTOR_FACTORY_KEY: connector_factory,
                self.BOT_OAUTH_SCOPE_KEY: oauth_scope,
            }
        )
        return context

    def _process_turn_results(self, context: TurnContext) -> Any:
        if context.activity.delivery_mode == DeliveryModes.expect_replies:
            return InvokeResponse(200, {"activities": context.buffered_reply_activities})
        outcome = context.turn_state.get(OUTCOME_KEY)
        if outcome is not None:
            return outcome
        return super()._process_turn_results(context)


def add_routes(app: web.Application, *, adapter: TeamsAdapter, bot: Bot, client: HttpClient) -> None:
    """Mount `POST /api/messages`; the client's connections are let go of after the last turn, at shutdown."""

    async def messages(request: web.Request) -> web.Response:
        return await adapter.process(request, bot)

    async def close_connections(_app: web.Application) -> None:
        client.close()

    say_nothing_of_the_machine(app)
    app.router.add_post(MESSAGES_PATH, messages)
    app.on_cleanup.append(close_connections)


def _read_activity(body: dict[str, Any]) -> Activity:
    try:
        activity = CODEC.read(Activity, body)
        origin_of(activity.service_url or "")
    except WrongShape as wrong:
        raise BadActivity(f"not an activity: {wrong}") from None
    except ValueError:
        raise BadActivity("not an activity: serviceUrl is missing or no address") from None
    if not activity.type:
        raise BadActivity("not an activity: no type")
    if activity.conversation is None or not activity.conversation.id:
        raise BadActivity("not an activity: no conversation")
    if activity.from_property is None or not activity.from_property.id:
        raise BadActivity("not an activity: no sender")
    return activity


def _authorization(request: web.Request) -> str:
    """The Authorization header; nothing where there are two, of which another reader might have taken the other."""
    shown = request.headers.getall("Authorization", [])
    return shown[0] if len(shown) == 1 else ""
