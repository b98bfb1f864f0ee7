"""What travels through Slack comes back as it went; whatever else comes back is nothing."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers import wire
from store.rules.figures import Sum

ANYTHING = st.text(max_size=200) | st.text(st.sampled_from('0123456789.:-{}[]"OPday٣²'), max_size=40)


@given(st.integers(1, 999999), st.integers(0, 99999999))
def test_what_was_seen_comes_back(number: int, entry: int) -> None:
    saw = wire.Seen(f"OP{number:06d}", entry)
    assert wire.seen(saw.packed()) == saw


@pytest.mark.parametrize(
    "value", ["", "OP000001", "OP000001.", "OP000001.x", "OP000001.-1", "OP1.٣", "OP1.²", "OP1.1.1"]
)
def test_an_entry_that_can_not_be_read_equals_none_there_is(value: str) -> None:
    assert wire.seen(value).entry == -1


@given(ANYTHING)
def test_any_value_is_read_without_complaint(value: str) -> None:
    assert isinstance(wire.seen(value).entry, int)
    assert wire.snoozed(value)[1] in (0, 1, 3, 7)
    wire.day_of(value)
    assert isinstance(wire.unpack(value), dict)


@given(st.dictionaries(st.text(min_size=1, max_size=9), st.none() | st.integers() | st.text(max_size=99), max_size=9))
def test_what_a_form_is_about_comes_back_without_what_was_not_said(about: dict[str, object]) -> None:
    assert wire.unpack(wire.pack(**about)) == {name: value for name, value in about.items() if value is not None}


@given(st.integers(1, 10**14), st.integers(1, 10**8), st.integers(0, 10**8))
def test_which_cycle_and_which_version_of_it_comes_back(cycle: int, version: int, stage: int) -> None:
    part = wire.Part(cycle, version, stage)
    assert wire.part(part.packed()) == part


@given(
    st.integers(1, 10**9 - 1),
    st.integers(0, 10**8),
    st.datetimes(timezones=st.just(UTC)),
    st.builds(Sum, st.integers(0, 10**6), st.decimals(0, 10**18, places=2), st.decimals(0, 10**18, places=2)),
)
def test_what_a_pack_saw_comes_back(person: int, version: int, until: datetime, pipeline: Sum) -> None:
    pack = wire.Pack(person, version, until, pipeline)
    assert wire.pack_of(pack.packed()) == pack


@given(ANYTHING | st.from_regex(r"\A1 1 [0-9-]{1,10}T[0-9:+]{1,15} 1 [0-9.]{1,5} [0-9.]{1,5}\Z"))
def test_a_pack_that_can_not_be_read_is_none_there_is(value: str) -> None:
    pack = wire.pack_of(value)
    assert pack is None or pack.until.tzinfo


@given(ANYTHING)
def test_what_names_no_cycle_is_none_there_is(value: str) -> None:
    assert wire.part(value).cycle == 0 or wire.part(value).packed()


@pytest.mark.parametrize("metadata", ["[]", "1", "null", '"x"', "{", "{'n': 1}", "\x00", "[" * 3000, '{"n":' * 500])
def test_metadata_of_another_shape_says_nothing(metadata: str) -> None:
    assert wire.unpack(metadata) == {}


def test_the_longest_response_address_fits_into_metadata() -> None:
    packed = wire.pack(n="OP999999999", s=99999999, v="activate", d="2026-01-01", r="https://x/" + "a" * 2000)
    assert len(packed) <= 3000 and json.loads(packed)["n"] == "OP999999999"


@pytest.mark.parametrize(
    "block", ["", "day", "day:", "day:x", "day:2026-02-31:1", "date:2026-01-01:1", "day:20260101x"]
)
def test_a_block_of_no_bundle_has_no_day(block: str) -> None:
    assert wire.day_of(block) is None
