"""The tree is that of RFC 6962: known roots, and proofs that hold for nothing else."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreement.evidence.tree import (
    EMPTY_ROOT,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    node_hash,
    root_hash,
    verify_consistency,
    verify_inclusion,
)

# The test vectors of the reference implementation of Certificate Transparency.
INPUTS = [
    "",
    "00",
    "10",
    "2021",
    "3031",
    "40414243",
    "5051525354555657",
    "606162636465666768696a6b6c6d6e6f",
]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
LEAVES = [leaf_hash(bytes.fromhex(text)) for text in INPUTS]

trees = st.lists(st.binary(max_size=4), min_size=1, max_size=40).map(
    lambda contents: [leaf_hash(one) for one in contents]
)


def test_the_empty_tree_has_the_hash_of_nothing() -> None:
    assert root_hash([]) == EMPTY_ROOT == hashlib.sha256(b"").digest()


@pytest.mark.parametrize("size", range(1, 9))
def test_every_root_is_that_of_the_reference(size: int) -> None:
    assert root_hash(LEAVES[:size]).hex() == ROOTS[size - 1]


def test_proofs_are_those_of_the_reference() -> None:
    assert [one.hex() for one in inclusion_proof(0, LEAVES)] == [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ]
    assert [one.hex() for one in consistency_proof(6, LEAVES)] == [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ]


def test_a_leaf_cannot_pass_for_a_node() -> None:
    left, right = LEAVES[:2]
    assert leaf_hash(left + right) != node_hash(left, right)


@given(trees, st.data())
def test_every_leaf_is_proved_and_no_other(leaves: list[bytes], data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(leaves) - 1))
    root, proof = root_hash(leaves), inclusion_proof(index, leaves)
    assert verify_inclusion(leaves[index], index, len(leaves), proof, root)
    assert not verify_inclusion(leaf_hash(b"another"), index, len(leaves), proof, root)
    assert not verify_inclusion(leaves[index], index, len(leaves), proof, leaf_hash(b"root"))
    assert not verify_inclusion(leaves[index], index, len(leaves), [*proof, root], root)
    assert not verify_inclusion(leaves[index], len(leaves), len(leaves), proof, root)
    if proof:
        assert not verify_inclusion(leaves[index], index, len(leaves), proof[:-1], root)


@given(trees, st.data())
def test_a_grown_tree_is_proved_to_begin_with_the_old_one(
    leaves: list[bytes], data: st.DataObject
) -> None:
    old = data.draw(st.integers(1, len(leaves)))
    before, now = root_hash(leaves[:old]), root_hash(leaves)
    proof = consistency_proof(old, leaves)
    assert verify_consistency(old, len(leaves), before, now, proof)
    assert not verify_consistency(old, len(leaves), leaf_hash(b"other"), now, proof)
    assert not verify_consistency(old, len(leaves), before, now, [*proof, now])
    if old < len(leaves):
        assert not verify_consistency(old, len(leaves), before, leaf_hash(b"other"), proof)
        assert not verify_consistency(old, len(leaves), before, now, proof[:-1])


@given(trees, st.data())
def test_a_changed_past_is_proved_by_nothing(leaves: list[bytes], data: st.DataObject) -> None:
    old = data.draw(st.integers(1, len(leaves)))
    place = data.draw(st.integers(0, old - 1))
    forged = [*leaves[:place], leaf_hash(b"forged"), *leaves[place + 1 :]]
    proof = consistency_proof(old, forged)
    before = root_hash(leaves[:old])
    assert not verify_consistency(old, len(leaves), before, root_hash(forged), proof)


def test_what_cannot_be_proved_is_refused() -> None:
    with pytest.raises(IndexError):
        inclusion_proof(8, LEAVES)
    for size in (0, 9):
        with pytest.raises(ValueError, match="no proof"):
            consistency_proof(size, LEAVES)
        assert not verify_consistency(size, 8, LEAVES[0], LEAVES[0], [])
