"""Owns what is read of a certificate that the bot proves itself by: a PEM file with a private key and its certificate.

The file is read anew each time, so that a renewed certificate is taken as soon as it is there. Nothing of the key is
told in an error or kept longer than it takes to sign.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_pem_private_key

MOST_BYTES = 256 * 1024
"""A key and a chain of certificates are some kilobytes."""


class BadCertificateFile(PermissionError):
    """The file holds no key and certificate to sign with; the message says why, and nothing of what it holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Certified:
    """A private key and its own certificate, both as PEM, and when the certificate ends."""

    private_key: str = field(repr=False)
    certificate: str
    ends_at: datetime

    def days_left(self, now: datetime) -> int:
        """How many whole days it has left; negative once it has ended."""
        return (self.ends_at - now).days


def read_certificate(file: Path) -> Certified:
    """What the file holds; raises BadCertificateFile, or another OSError when it can't be read."""
    with file.open("rb") as opened:
        content = opened.read(MOST_BYTES)
    key = _key_in(content)
    certificate = _certificate_of(key, content)
    return Certified(
        private_key=key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode(),
        certificate=certificate.public_bytes(Encoding.PEM).decode(),
        ends_at=certificate.not_valid_after_utc.astimezone(UTC),
    )


def _key_in(content: bytes) -> RSAPrivateKey:
    try:
        key = load_pem_private_key(content, password=None)
    except TypeError:
        raise BadCertificateFile("the certificate file's private key is locked by a passphrase") from None
    except (ValueError, UnsupportedAlgorithm):
        raise BadCertificateFile("the certificate file holds no private key in PEM") from None
    if not isinstance(key, RSAPrivateKey):
        raise BadCertificateFile("the certificate file's private key is not RSA, which Microsoft Entra asks for")
    return key


def _certificate_of(key: RSAPrivateKey, content: bytes) -> x509.Certificate:
    """The one of the key among those in the file: those that vouch for it may stand beside it, in any order."""
    try:
        found = x509.load_pem_x509_certificates(content)
    except ValueError:
        found = []
    for certificate in found:
        if certificate.public_key() == key.public_key():
            return certificate
    raise BadCertificateFile("the certificate file holds no certificate of its private key")
