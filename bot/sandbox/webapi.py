"""The Web API over HTTP: tokens, bodies, and the planned faults."""

import asyncio
import json
from collections.abc import Sequence
from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.types import Message, Receive, Scope, Send

from bot.sandbox import api
from bot.sandbox.faults import Fault, Faults
from bot.sandbox.records import Json
from bot.sandbox.refusals import SlackError
from bot.sandbox.responding import respond
from bot.sandbox.sockets import Sockets
from bot.sandbox.world import World

BOT_TOKEN = "xoxb-000000000000-sandbox"  # noqa: S105 - a token of the stand-in opens nothing else
APP_TOKEN = "xapp-1-A00STAGEPOST-sandbox"  # noqa: S105 - nor does this one


class WebApi:
    """Answers `/api/<method>`."""

    def __init__(self, world: World, faults: Faults, sockets: Sockets | None, scopes: Sequence[str]) -> None:
        """`sockets` is None where the app is reached over HTTP only."""
        self._world = world
        self._faults = faults
        self._sockets = sockets
        self._scopes = scopes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Take one call."""
        request = Request(scope, receive)
        method = request.path_params["method"]
        body = await request.body()
        fault = self._faults.next(method)
        if fault and not fault.accepts:
            await _misbehave(fault, JSONResponse({}), scope, receive, send)
            return
        response = self._response(request, method, body)
        if fault:
            await _misbehave(fault, response, scope, receive, send)
        else:
            await response(scope, receive, send)

    def _response(self, request: Request, method: str, body: bytes) -> Response:
        headers = {"x-oauth-scopes": ",".join(self._scopes), "x-slack-req-id": self._world.new_id("R")}
        try:
            answer = self._answer(request, method, body)
            self._faults.took(method)
            return JSONResponse(answer, headers=headers)
        except SlackError as error:
            if error.code != "ratelimited":
                self._world.refuse(method, error)
            if error.retry_after:
                headers["retry-after"] = str(error.retry_after)
            return JSONResponse(error.answer(), error.status, headers)

    def _answer(self, request: Request, method: str, body: bytes) -> Json:
        given = _given(request, body)
        token = request.headers.get("authorization", "").removeprefix("Bearer ") or str(given.pop("token", ""))
        if not token:
            raise SlackError("not_authed")
        if token not in (BOT_TOKEN, APP_TOKEN):
            raise SlackError("invalid_auth")
        if (token == APP_TOKEN) != (method == "apps.connections.open"):
            raise SlackError("not_allowed_token_type")
        if method == "apps.connections.open":
            return self._connection(request)
        return api.answer(self._world, method, given, self._scopes)

    def _connection(self, request: Request) -> Json:
        if self._sockets is None:
            raise SlackError("socket_mode_not_enabled")
        address = f"ws://{request.url.netloc}/link/?ticket={self._sockets.new_ticket()}&app_id=sandbox"
        return {"ok": True, "url": address}


class Responses:
    """Answers `/response/<team>/<secret>`."""

    def __init__(self, world: World, faults: Faults) -> None:
        """Faults are planned under the name `response_url`."""
        self._world = world
        self._faults = faults

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Take one use."""
        request = Request(scope, receive)
        body = await request.body()
        fault = self._faults.next("response_url")
        response = self._response(request, body) if fault is None or fault.accepts else JSONResponse({})
        if fault:
            await _misbehave(fault, response, scope, receive, send)
        else:
            await response(scope, receive, send)

    def _response(self, request: Request, body: bytes) -> Response:
        try:
            said = _given(request, body)
            with self._world.changing():
                respond(self._world, request.path_params["secret"], said)
        except SlackError as error:
            self._world.refuse("response_url", error)
            headers = {"retry-after": str(error.retry_after)} if error.retry_after else None
            return JSONResponse(error.answer(), error.status if error.status != 200 else 400, headers)
        self._faults.took("response_url")
        return PlainTextResponse("ok")


def _given(request: Request, body: bytes) -> Any:
    """The arguments, from the address, a form or JSON."""
    given: Json = dict(request.query_params)
    text = body.decode("utf-8", "replace")
    if "json" not in request.headers.get("content-type", ""):
        return given | dict(parse_qsl(text, keep_blank_values=True))
    try:
        parsed = json.loads(text or "{}")
    except ValueError:
        raise SlackError("invalid_json") from None
    if not isinstance(parsed, dict):
        raise SlackError("json_not_object")
    return given | parsed


async def _misbehave(fault: Fault, response: Response, scope: Scope, receive: Receive, send: Send) -> None:
    """Answer, or fail to, as planned."""
    kind = fault.kind
    if kind == "delay":
        await asyncio.sleep(fault.seconds)
    elif kind == "ratelimited":
        response = JSONResponse(SlackError("ratelimited").answer(), 429, {"retry-after": str(fault.retry_after)})
    elif kind.endswith("500"):
        response = PlainTextResponse("server error", 500)
    elif kind.endswith("error"):
        response = JSONResponse(SlackError(fault.code).answer())
    elif kind == "accept_then_half":
        await _half(response, send)
        await _cut(scope, receive)
        return
    elif kind in ("refuse", "accept_then_cut"):
        await _cut(scope, receive)
        return
    else:  # deaf, silence
        await _until_they_give_up(receive)
        return
    await response(scope, receive, send)


async def _half(response: Response, send: Send) -> None:
    body = bytes(response.body)
    await send({"type": "http.response.start", "status": 200, "headers": response.raw_headers})
    await send({"type": "http.response.body", "body": body[: len(body) // 2], "more_body": True})


async def _cut(scope: Scope, receive: Receive) -> None:
    transport = scope["sandbox.transport"]
    transport.close() if transport.get_write_buffer_size() else transport.abort()
    await _until_they_give_up(receive)


async def _until_they_give_up(receive: Receive) -> None:
    message: Message = {"type": ""}
    while message["type"] != "http.disconnect":
        message = await receive()
