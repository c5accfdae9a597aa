"""The secret of an invitation: long, never the same, not to be found from what is stored."""

import base64

from directory.people.tokens import hash_of, new_token


def test_a_token_is_32_random_bytes_that_fit_into_an_address() -> None:
    tokens = {new_token() for _ in range(500)}
    assert len(tokens) == 500
    assert {len(base64.urlsafe_b64decode(f"{token}=")) for token in tokens} == {32}


def test_what_is_stored_is_a_hash() -> None:
    token = new_token()
    assert hash_of(token) == hash_of(token)
    assert len(hash_of(token)) == 64
    assert token not in hash_of(token)
    assert hash_of(token) != hash_of(f"{token}A")
