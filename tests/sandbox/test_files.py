"""Files that people share: how the app hears of them, and what it may know."""

import urllib.error
import urllib.request
from collections.abc import Callable
from typing import Any

import pytest

from bot.sandbox import Sandbox, people
from bot.sandbox.acting import Gone
from tests.sandbox.demo import Demo, client
from tests.sandbox.test_refusing import refused

ANA, SALES, GENERAL = people.ANA, people.SALES, people.GENERAL
SCOPES = ["chat:write", "im:write", "im:history", "channels:history", "files:read"]
EVENTS = ["message.im", "message.channels", "file_deleted"]


@pytest.fixture
def heard(make: Callable[..., Sandbox], demo_on: Callable[[Sandbox], Demo]) -> tuple[Sandbox, list[Any]]:
    """A sandbox with an app that hears of files, and what it heard."""
    demo, told = demo_on(make(scopes=SCOPES, events=EVENTS)), []
    demo.app.event("message")(lambda event: told.append(event))
    demo.app.event("file_deleted")(lambda event: told.append(event))
    return demo.sandbox, told


def test_a_shared_file_arrives_with_the_message_it_came_with(heard: tuple[Sandbox, list[Any]]) -> None:
    sandbox, told = heard
    sandbox.act.say(ANA, SALES, "The offer?")
    root = sandbox.world.messages[0].ts
    sandbox.act.share(ANA, SALES, {"Offer 7.pdf": b"%PDF"}, "here & now", root)
    assert sandbox.world.wait_until(lambda: len(told) == 2)
    event = next(one for one in told if one.get("subtype") == "file_share")
    assert (event["text"], event["thread_ts"], event["user"]) == ("here &amp; now", root, ANA)
    (file,) = event["files"]
    assert (file["name"], file["title"], file["size"], file["user"]) == ("Offer 7.pdf", "Offer 7.pdf", 4, ANA)
    assert (file["mimetype"], file["filetype"]) == ("application/pdf", "pdf")
    assert file["permalink"] == f"https://summit-traders.slack.com/files/{ANA}/{file['id']}/Offer%207.pdf"
    assert client(sandbox).files_info(file=file["id"])["file"]["channels"] == [SALES]


def test_a_file_in_a_direct_message_is_heard_too(heard: tuple[Sandbox, list[Any]]) -> None:
    sandbox, told = heard
    sandbox.act.share(ANA, sandbox.world.direct(ANA).id, {"a": b""})
    assert sandbox.world.wait_until(lambda: told)
    assert (told[0]["channel_type"], told[0]["files"][0]["filetype"], told[0]["text"]) == ("im", "binary", "")


def test_what_the_app_has_not_seen_it_can_not_ask_about(heard: tuple[Sandbox, list[Any]]) -> None:
    sandbox, told = heard
    sandbox.act.share(ANA, GENERAL, {"secret.txt": b"x"})
    (file_id,) = sandbox.world.files
    assert refused(client(sandbox).files_info, file=file_id)["error"] == "file_not_found"
    sandbox.act.delete_file(ANA, file_id)
    assert sandbox.sent == [] == told


def test_without_the_scope_a_file_is_hardly_more_than_its_id(
    make: Callable[..., Sandbox], demo_on: Callable[[Sandbox], Demo]
) -> None:
    demo, told = demo_on(make(scopes=SCOPES[:-1], events=EVENTS)), []
    demo.app.event("message")(lambda event: told.append(event))
    demo.sandbox.act.share(ANA, SALES, {"a.txt": b"x"})
    assert demo.sandbox.world.wait_until(lambda: told)
    assert set(told[0]["files"][0]) == {"id", "mode", "file_access"}
    assert refused(client(demo.sandbox).files_info, file="F1")["needed"] == "files:read"


def test_deleting_a_file_is_for_who_shared_it_and_is_heard(heard: tuple[Sandbox, list[Any]]) -> None:
    sandbox, told = heard
    sandbox.act.share(ANA, SALES, {"a.txt": b"x"})
    (file_id,) = sandbox.world.files
    with pytest.raises(Gone):
        sandbox.act.delete_file(people.MARC, file_id)
    sandbox.act.delete_file(ANA, file_id)
    assert sandbox.world.wait_until(lambda: any(one["type"] == "file_deleted" for one in told))
    assert refused(client(sandbox).files_info, file=file_id)["error"] == "file_deleted"
    told_now = client(sandbox).conversations_history(channel=SALES)["messages"][0]
    assert told_now["files"] == [{"id": file_id, "mode": "tombstone"}]


def test_a_private_address_opens_with_the_token_only(heard: tuple[Sandbox, list[Any]]) -> None:
    sandbox, _ = heard
    sandbox.act.share(ANA, SALES, {"a b.txt": b"inside"})
    (file_id,) = sandbox.world.files
    address = client(sandbox).files_info(file=file_id)["file"]["url_private"]
    with pytest.raises(urllib.error.HTTPError) as caught:
        urllib.request.urlopen(address)  # noqa: S310 - loopback
    assert caught.value.code == 403
    caught.value.close()
    token = {"authorization": f"Bearer {sandbox.environment()['SLACK_BOT_TOKEN']}"}
    asked = urllib.request.Request(address, headers=token)  # noqa: S310 - loopback
    with urllib.request.urlopen(asked) as answer:  # noqa: S310 - loopback
        assert answer.read() == b"inside"


def test_nothing_and_too_much_are_not_shared(sandbox: Sandbox) -> None:
    for files in ({}, {"large.bin": b"x" * 1_000_001}, {"": b"x"}):
        with pytest.raises(Gone):
            sandbox.act.share(ANA, SALES, files)
    assert sandbox.world.messages == []
