"""The files people have shared: for the app with its token, for people on the page."""

import base64
from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from bot.sandbox import answers
from bot.sandbox.records import File
from bot.sandbox.refusals import SlackError
from bot.sandbox.webapi import BOT_TOKEN
from bot.sandbox.world import World

PICTURES = ("image/png", "image/jpeg", "image/gif", "image/webp")  # shown; everything else is only handed out
SAFE = {"x-content-type-options": "nosniff", "content-security-policy": "default-src 'none'; sandbox"}


class Shelf:
    """Hands out files."""

    def __init__(self, world: World, scopes: Sequence[str]) -> None:
        """`scopes` are those of the app's token."""
        self._world = world
        self._scopes = scopes

    def routes(self) -> list[BaseRoute]:
        """Where files are."""
        return [
            Route("/files/{file}/{name}", self.shown),
            Route("/files-pri/{file}/{name}", self.private),
            Route("/files-pri/{file}/download/{name}", self.private),
        ]

    def shown(self, request: Request) -> Response:
        """A file as a person opens it."""
        return self._content(request.path_params["file"])

    def private(self, request: Request) -> Response:
        """A file as the app reads it: with its token and the scope."""
        token = request.headers.get("authorization", "").removeprefix("Bearer ")
        if token != BOT_TOKEN or "files:read" not in self._scopes:
            return PlainTextResponse("Sign in.", 403)
        return self._content(request.path_params["file"].partition("-")[2])

    def _content(self, file_id: str) -> Response:
        try:
            with self._world.changes:
                found = self._world.file(file_id)
        except SlackError as error:
            return PlainTextResponse(error.code, 404)
        return _response(found)


def _response(file: File) -> Response:
    kind = str(answers.file(file, "")["mimetype"])
    headers = SAFE if kind in PICTURES else SAFE | {"content-disposition": "attachment"}
    return Response(base64.b64decode(file.content), media_type=kind, headers=headers)
