"""Owns the run's make-believe identities: a TLS authority, the channel's signing key, and tokens that it signs.

All are made anew for each run and are worth nothing anywhere else.
"""

from __future__ import annotations

import ipaddress
import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import certifi
import jwt
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import NameOID

from benchmarks.activities import APP_ID

ISSUER = "https://api.botframework.com"
KEY_ID = "benchmark"
TOKENS = 32
"""How many tokens the channel has going at a time: each is seen many times in its hour of life, as in Teams."""
LIFETIME = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Authority:
    """Files of the TLS authority: what the stand-in serves with, and a bundle in which clients trust it.

    The bundle is the usual public one with ours at its end, since reading it is part of what some clients do each turn.
    """

    certificate: Path
    private_key: Path
    bundle: Path


def make_authority(folder: Path) -> Authority:
    """A self-signed certificate for 127.0.0.1, and the files that go with it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(minutes=5))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    written = certificate.public_bytes(serialization.Encoding.PEM)
    files = Authority(folder / "certificate.pem", folder / "key.pem", folder / "bundle.pem")
    files.certificate.write_bytes(written)
    files.private_key.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    files.bundle.write_bytes(Path(certifi.where()).read_bytes() + written)
    return files


class Channel:
    """The channel: signs tokens with a key that its metadata names."""

    def __init__(self) -> None:
        self._key = rsa.generate_private_key(public_exponent=65_537, key_size=2_048)

    def keys(self) -> dict[str, Any]:
        """The key set that is served."""
        described = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self._key.public_key()))
        return {"keys": [{**described, "kid": KEY_ID, "use": "sig", "endorsements": ["msteams"]}]}

    def tokens(self, service_url: str) -> tuple[str, ...]:
        """Tokens for our app that vouch for a service address."""
        now = datetime.now(UTC)
        claims = {"iss": ISSUER, "aud": APP_ID, "serviceurl": service_url, "nbf": now, "exp": now + LIFETIME}
        return tuple(
            jwt.encode({**claims, "jti": str(number)}, self._key, algorithm="RS256", headers={"kid": KEY_ID})
            for number in range(TOKENS)
        )
