"""The seal of a PDF: a CMS signature over its bytes, on the curve P-256."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Optional

from agreement.verification.standalone.words import Text

MESSAGE_DIGEST = bytes.fromhex("06092a864886f70d010904")
ON_P256 = bytes.fromhex("06072a8648ce3d020106082a8648ce3d030107")
"""That a public key is a point on the curve P-256, as certificates say it."""
LONGEST = 200_000
"""In bytes; a seal has a few thousand, a qualified signature with its proofs some ten thousand."""
OWN_NAME = b"Schnittstellenportal"
"""The portal's certificates name it as subject and as issuer."""


def seal_problem(padded: bytes, covered: bytes) -> Text | None:
    """Return what is wrong with a CMS signature over the bytes that it covers.

    Who made the certificate is not asked: what proves the text is the ledger.
    """
    damaged = Text("trägt ein beschädigtes Siegel", "bears a damaged seal")
    if len(padded) > LONGEST:
        return damaged
    try:
        cms, padding = _der(padded)
        signed_data = _children(_children(_children(cms)[1])[0])
        certificates = [one for tag, one in map(_tagged, signed_data) if tag == 0xA0]
        signer = _children(_children(signed_data[-1])[0])
        attributes = b"\x31" + signer[3][1:]
        signature = _body(signer[5])
        digest = _body(_children(_children(_attribute(_children(attributes)))[1])[0])
        name = {32: "sha256", 48: "sha384", 64: "sha512"}[len(digest)]
    except (IndexError, KeyError, ValueError):
        return damaged
    if padding.strip(b"\0"):
        return damaged
    if hashlib.new(name, covered).digest() != digest:
        return Text("wurde nach dem Versiegeln verändert", "was changed after it was sealed")
    try:
        is_right = _seal_holds(certificates, attributes, signature)
        is_right = is_right and _is_as_made(cms, _children(certificates[0]), attributes, signature)
    except (IndexError, ValueError):
        is_right = False
    return None if is_right else damaged


def _seal_holds(certificates: Sequence[bytes], attributes: bytes, signature: bytes) -> bool:
    """Check the signature of a certificate on P-256, as the portal's is; leave others aside."""
    for certificate in _children(certificates[0]):
        if hashlib.sha256(certificate).digest() not in attributes and OWN_NAME in certificate:
            return False
        _head, _kind, point = certificate.partition(ON_P256)
        if not point:
            continue
        public = point[3:68]  # a bit string of 65 bytes: 4, x, y
        r, s = (int.from_bytes(_body(part), "big") for part in _children(signature))
        if signature != _wrapped(0x30, _integer(r), _integer(s)):
            return False
        return p256_holds(public, hashlib.sha256(attributes).digest(), r, s)
    return True


def _is_as_made(
    cms: bytes, certificates: Sequence[bytes], attributes: bytes, signature: bytes
) -> bool:
    """Compare a seal of ours, byte by byte, with the one that its own parts would give.

    What neither digest nor signature covers – versions, names of procedures, which certificate is
    meant – has one right form. Seals of other programs are left aside.
    """
    fields = _children(_children(certificates[0])[0])
    serial, issuer = fields[1], fields[3]
    if len(certificates) != 1 or OWN_NAME not in issuer:
        return True
    version, sha256 = bytes.fromhex("020101"), bytes.fromhex("300d06096086480165030402010500")
    signer = _wrapped(
        0x30,
        version,
        _wrapped(0x30, issuer, serial),
        sha256,
        b"\xa0" + attributes[1:],
        bytes.fromhex("300a06082a8648ce3d040302"),
        _wrapped(0x04, signature),
    )
    signed_data = _wrapped(
        0x30,
        version,
        _wrapped(0x31, sha256),
        bytes.fromhex("300b06092a864886f70d010701"),
        _wrapped(0xA0, *certificates),
        _wrapped(0x31, signer),
    )
    kind = bytes.fromhex("06092a864886f70d010702")
    return cms == _wrapped(0x30, kind, _wrapped(0xA0, signed_data))


def _wrapped(tag: int, *parts: bytes) -> bytes:
    """Return DER of a value with these parts."""
    body = b"".join(parts)
    if len(body) < 0x80:
        return bytes([tag, len(body)]) + body
    size = len(body).to_bytes((len(body).bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(size)]) + size + body


def _integer(value: int) -> bytes:
    return _wrapped(0x02, value.to_bytes(value.bit_length() // 8 + 1, "big"))


def _attribute(attributes: Sequence[bytes]) -> bytes:
    """Return the attribute with the digest; raises IndexError."""
    return [one for one in attributes if MESSAGE_DIGEST in one[:20]][0]  # noqa: RUF015


def _der(raw: bytes) -> tuple[bytes, bytes]:
    """Return the first DER value with its head, and what follows; raises ValueError."""
    if len(raw) < 2:
        raise ValueError
    size, start = raw[1], 2
    if size & 0x80:
        start = 2 + (size & 0x7F)
        size = int.from_bytes(raw[2:start], "big")
    if start + size > len(raw):
        raise ValueError
    return raw[: start + size], raw[start + size :]


def _body(value: bytes) -> bytes:
    start = 2 + (value[1] & 0x7F if value[1] & 0x80 else 0)
    return value[start:]


def _tagged(value: bytes) -> tuple[int, bytes]:
    return value[0], value


def _children(value: bytes) -> list[bytes]:
    rest, found = _body(value), []
    while rest:
        one, rest = _der(rest)
        found.append(one)
    return found


P256 = 2**256 - 2**224 + 2**192 + 2**96 - 1
P256_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
P256_B = 0x5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B
P256_BASE = (
    0x6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296,
    0x4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5,
)
Affine = Optional[tuple[int, int]]  # noqa: UP045  # read when the file is run, by Python 3.9, too


def p256_holds(public: bytes, digest: bytes, r: int, s: int) -> bool:
    """Tell whether an ECDSA signature on P-256 holds (FIPS 186-5, 6.4.2)."""
    x, y = int.from_bytes(public[1:33], "big"), int.from_bytes(public[33:], "big")
    is_point = len(public) == 65 and public[0] == 4 and (y * y - x**3 + 3 * x - P256_B) % P256 == 0
    if not is_point or not (0 < r < P256_ORDER and 0 < s < P256_ORDER):
        return False
    inverse, number = pow(s, -1, P256_ORDER), int.from_bytes(digest, "big")
    first = _p256_times(number * inverse % P256_ORDER, P256_BASE)
    found = _p256_add(first, _p256_times(r * inverse % P256_ORDER, (x, y)))
    return found is not None and found[0] % P256_ORDER == r


def _p256_add(a: Affine, b: Affine) -> Affine:
    if a is None or b is None:
        return a or b
    if a[0] == b[0] and (a[1] + b[1]) % P256 == 0:
        return None
    if a == b:
        slope = (3 * a[0] * a[0] - 3) * pow(2 * a[1], -1, P256)
    else:
        slope = (b[1] - a[1]) * pow(b[0] - a[0], -1, P256)
    x = (slope * slope - a[0] - b[0]) % P256
    return (x, (slope * (a[0] - x) - a[1]) % P256)


def _p256_times(factor: int, point: Affine) -> Affine:
    result: Affine = None
    while factor:
        if factor & 1:
            result = _p256_add(result, point)
        point, factor = _p256_add(point, point), factor >> 1
    return result
