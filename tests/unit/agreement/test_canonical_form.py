"""The canonical form is RFC 8785 and nothing else: one sequence of bytes for one meaning."""

import json
from typing import Any
from unicodedata import is_normalized, normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreement.snapshot import canonical_bytes

texts = st.text(alphabet=st.characters(codec="utf-8"), max_size=12)
integers = st.integers(-(2**53) + 1, 2**53 - 1)


def data_of(strings: st.SearchStrategy[str]) -> st.SearchStrategy[Any]:
    """JSON data of all that a snapshot may hold."""
    return st.recursive(
        strings | integers | st.booleans(),
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(strings, inner, max_size=4),
        max_leaves=12,
    )


normal_data = data_of(texts.map(lambda text: normalize("NFC", text)))


def sorted_as_utf_16(value: Any) -> Any:
    """Return data with the names of objects in the order of RFC 8785, 3.2.3."""
    if isinstance(value, dict):
        names = sorted(value, key=lambda name: name.encode("utf-16-be"))
        return {name: sorted_as_utf_16(value[name]) for name in names}
    return [sorted_as_utf_16(one) for one in value] if isinstance(value, list) else value


@given(normal_data)
def test_bytes_that_are_read_and_written_again_are_the_same(data: Any) -> None:
    written = canonical_bytes(data)
    assert json.loads(written) == data
    assert canonical_bytes(json.loads(written)) == written


@given(normal_data)
def test_another_way_to_write_the_canonical_form_gives_the_same_bytes(data: Any) -> None:
    ordered = sorted_as_utf_16(data)
    told = json.dumps(ordered, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    assert canonical_bytes(data) == told.encode()


@given(data_of(texts))
def test_every_text_is_in_the_composed_form(data: Any) -> None:
    try:
        written = canonical_bytes(data)
    except ValueError as refusal:
        assert "differ in Unicode's form alone" in str(refusal)  # noqa: PT017
    else:
        assert is_normalized("NFC", written.decode())


@given(st.dictionaries(texts, integers, min_size=2, max_size=5))
def test_the_order_in_which_names_were_written_does_not_count(data: dict[str, int]) -> None:
    turned = dict(reversed(data.items()))
    if len({normalize("NFC", name) for name in data}) == len(data):
        assert canonical_bytes(data) == canonical_bytes(turned)


def test_the_example_of_the_standard_is_sorted_as_it_says() -> None:
    # RFC 8785, 3.2.3; the last but one is beyond the basic plane, and sorted by its surrogates.
    names = ["€", "\r", "דּ", "1", "😀", "\x80", "ö"]
    written = json.loads(canonical_bytes({normalize("NFC", name): 1 for name in names}))
    assert list(written) == ["\r", "1", "\x80", "ö", "דּ", "€", "😀"]


@pytest.mark.parametrize("value", [1.0, 0.5, float("nan"), None, b"x", {1}, object()])
def test_what_a_snapshot_does_not_hold_is_refused(value: Any) -> None:
    for data in (value, [value], {"a": {"b": [value]}}):
        with pytest.raises(TypeError):
            canonical_bytes(data)


@pytest.mark.parametrize("value", [2**53, -(2**53), 10**40, "halb \ud800", {"\udfff": 1}])
def test_what_the_standard_cannot_say_is_refused(value: Any) -> None:
    with pytest.raises(ValueError):
        canonical_bytes([value])


def test_names_that_become_the_same_are_refused_instead_of_losing_one() -> None:
    with pytest.raises(ValueError, match="form alone"):
        canonical_bytes({"ä": 1, "a\u0308": 2})
