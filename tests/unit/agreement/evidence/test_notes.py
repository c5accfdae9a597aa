"""Notes and checkpoints are C2SP's to the byte, and whatever is not one is refused."""

import base64
from functools import partial

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from agreement.evidence.key_files import LedgerKey
from agreement.evidence.notes import (
    CheckpointBody,
    NoteError,
    is_key_name,
    read_checkpoint,
    read_note,
    read_vkey,
    sign_note,
    verify_note,
    vkey_of,
)

# The example of the package golang.org/x/mod/sumdb/note, where the format comes from.
BODY = (
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n"
)
SEED = base64.b64decode("AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz")[1:]
VKEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
SIGNED = (
    f"{BODY}\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXg"
    "KvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)
KEY = LedgerKey("PeterNeumann", Ed25519PrivateKey.from_private_bytes(SEED))

CHECKPOINT = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"


def test_a_note_is_signed_as_the_reference_signs_it() -> None:
    assert vkey_of(KEY) == VKEY
    assert sign_note(BODY, KEY) == SIGNED
    assert verify_note(SIGNED, VKEY).body == BODY


def test_signatures_of_others_are_left_aside() -> None:
    other = LedgerKey("anderer.example/x", Ed25519PrivateKey.generate())
    both = SIGNED + sign_note(BODY, other).removeprefix(f"{BODY}\n")
    assert len(read_note(both).signatures) == 2
    assert verify_note(both, VKEY) == verify_note(both, vkey_of(other))
    with pytest.raises(NoteError, match="not signed by"):
        verify_note(SIGNED, vkey_of(other))


def test_a_key_of_the_same_name_is_another_key() -> None:
    other = LedgerKey("PeterNeumann", Ed25519PrivateKey.generate())
    with pytest.raises(NoteError, match="not signed by"):
        verify_note(SIGNED, vkey_of(other))


@given(st.integers(0, len(SIGNED) - 1), st.characters(codec="utf-8"))
def test_no_character_can_be_changed(place: int, other: str) -> None:
    forged = SIGNED[:place] + other + SIGNED[place + 1 :]
    if forged != SIGNED:
        with pytest.raises(NoteError):
            verify_note(forged, VKEY)


@given(st.text(alphabet=st.characters(codec="utf-8")))
def test_no_text_breaks_the_readers(text: str) -> None:
    for read in (read_note, read_vkey, read_checkpoint, partial(verify_note, vkey=VKEY)):
        try:
            read(text)
        except NoteError:
            continue


@pytest.mark.parametrize(
    "text",
    [
        "",
        BODY,
        f"{BODY}\n",
        SIGNED.rstrip("\n"),
        SIGNED.replace("— ", "- "),
        SIGNED.replace("PeterNeumann ", " "),
        SIGNED.replace("cryptography", "crypto\tgraphy"),
        SIGNED.replace("\n", "\r\n"),
        f"{BODY}\n— PeterNeumann x08gow==\n",
        f"{BODY}\n— PeterNeumann ???\n",
        BODY + "\n" + "— PeterNeumann x08go/ZJkuA=\n" * 101,
    ],
)
def test_what_is_no_note_is_refused(text: str) -> None:
    with pytest.raises(NoteError):
        read_note(text)


@pytest.mark.parametrize(
    "text",
    [
        VKEY.replace("c74f20a3", "c74f20a4"),
        VKEY.replace("+A", "+B"),
        VKEY.replace("PeterNeumann", "Peter Neumann"),
        "PeterNeumann+c74f20a3",
        VKEY[:-4],
    ],
)
def test_a_damaged_verifier_key_is_refused(text: str) -> None:
    with pytest.raises(NoteError):
        read_vkey(text)


def test_a_key_is_not_called_just_anything() -> None:
    assert is_key_name("portal.example.org:8000/register")
    for name in ("", "mit leer", "mit+plus", "mit\nzeile", "mit\xa0leer"):
        assert not is_key_name(name)
        with pytest.raises(NoteError):
            sign_note(BODY, LedgerKey(name, KEY.private))


@pytest.mark.parametrize("body", ["", "ohne Ende", "mit\x00Null\n", "mit\rRücklauf\n"])
def test_a_text_that_no_note_can_have_is_not_signed(body: str) -> None:
    with pytest.raises(NoteError):
        sign_note(body, KEY)


def test_a_checkpoint_is_read_and_written_as_the_standard_has_it() -> None:
    read = read_checkpoint(CHECKPOINT)
    assert (read.origin, read.size) == ("example.com/behind-the-sofa", 20852163)
    assert str(read) == CHECKPOINT
    assert read_checkpoint(f"{CHECKPOINT}eine Erweiterung\n") == read


@given(st.integers(0, 10**18), st.binary(min_size=32, max_size=32))
def test_every_checkpoint_is_read_as_it_was_written(size: int, root: bytes) -> None:
    body = CheckpointBody("portal.example.org/register", size, root)
    assert read_checkpoint(str(body)) == body
    note = sign_note(str(body), KEY)
    assert read_checkpoint(verify_note(note, VKEY).body) == body


@pytest.mark.parametrize(
    "body",
    [
        "",
        "nur eine Zeile\n",
        CHECKPOINT.rstrip("\n"),
        CHECKPOINT.replace("20852163", "020852163"),
        CHECKPOINT.replace("20852163", "-1"),
        CHECKPOINT.replace("20852163", "٣"),
        CHECKPOINT.replace("20852163", "9" * 5000),
        CHECKPOINT.replace("CsUY", "CsU"),
        CHECKPOINT.replace("CsUYapGG", ""),
        f"\n{CHECKPOINT}",
        f"{CHECKPOINT}\nnach einer leeren Zeile\n",
    ],
)
def test_what_is_no_checkpoint_is_refused(body: str) -> None:
    with pytest.raises(NoteError):
        read_checkpoint(body)
