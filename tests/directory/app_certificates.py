"""Private keys and certificates of an app, as they stand in the file that MICROSOFT_APP_CERTIFICATE names."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

KEYS = [generate_private_key(public_exponent=65537, key_size=2048) for _ in range(2)]
NOW = datetime.now(UTC)


def certificate_of(key: RSAPrivateKey, *, days: int = 365) -> x509.Certificate:
    """A certificate that ends in so many days."""
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "vaxelvis")])
    return (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(NOW - timedelta(days=400))
        .not_valid_after(NOW + timedelta(days=days, hours=1))
        .sign(key, SHA256())
    )


def pem_of(key: RSAPrivateKey | ec.EllipticCurvePrivateKey, passphrase: bytes | None = None) -> bytes:
    """A private key as it is written in a file."""
    lock = NoEncryption() if passphrase is None else BestAvailableEncryption(passphrase)
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, lock)


FIRST, SECOND = certificate_of(KEYS[0]), certificate_of(KEYS[1])


def written(file: Path, key: RSAPrivateKey, *certificates: x509.Certificate) -> Path:
    """A file with a key and certificates."""
    file.write_bytes(pem_of(key) + b"".join(one.public_bytes(Encoding.PEM) for one in certificates))
    return file
