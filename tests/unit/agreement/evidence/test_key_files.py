"""The key's file: its owner's alone, made once, whole or not at all."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from agreement.evidence.key_files import make_key, others_may_read, put_key, read_key


def test_a_key_is_made_once_and_nobody_else_may_read_it(tmp_path: Path) -> None:
    path = tmp_path / "neu" / "ledger.key"
    assert make_key(path)
    content = path.read_bytes()
    assert not make_key(path)
    assert path.read_bytes() == content
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [one.name for one in path.parent.iterdir()] == ["ledger.key"]


def test_eight_at_once_make_one_key(tmp_path: Path) -> None:
    path = tmp_path / "ledger.key"
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda _: make_key(path), range(8)))
    assert made.count(True) == 1
    read_key(path)
    assert [one.name for one in tmp_path.iterdir()] == ["ledger.key"]


def test_a_new_key_replaces_the_old_one_and_is_its_owners_alone(tmp_path: Path) -> None:
    path, key = tmp_path / "ledger.key", Ed25519PrivateKey.generate()
    make_key(path)
    put_key(path, key)
    assert read_key(path).private_bytes_raw() == key.private_bytes_raw()
    assert not others_may_read(path)


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o644])
def test_a_file_that_others_may_read_is_noticed(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "ledger.key"
    make_key(path)
    path.chmod(mode)
    assert others_may_read(path)


def test_what_holds_no_such_key_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "ledger.key"
    other_kind = X25519PrivateKey.generate()
    for content in (
        b"",
        b"kein Schluessel",
        other_kind.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()),
    ):
        path.write_bytes(content)
        with pytest.raises(ValueError):
            read_key(path)
