"""Follows what is secret through Bicep files: it goes to the vault, and nowhere that the deployment's history shows."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.infra.bicep_evaluation import read_once
from tests.infra.bicep_syntax import BicepFile, Call, Expression, Fields, Member, Name, inner

SAYS_SECRET = re.compile(r"(password|passphrase|secrets?|apikey|accesskey|connectionstring|privatekey)$", re.IGNORECASE)
READS_SECRET = {"listKeys", "listSecrets", "listConnectionStrings", "listCredentials", "getSecret"}
PROPERTIES_THAT_ARE = {"ConnectionString", "InstrumentationKey", "primaryMasterKey", "primarySharedKey"}
KEPT_IN = "Microsoft.KeyVault/vaults/secrets"


def faults_of_secrecy(file: BicepFile) -> list[str]:
    """Every finding of one file."""
    return list(_faults(file))


def _faults(file: BicepFile) -> Iterator[str]:
    for parameter in file.parameters.values():
        if SAYS_SECRET.search(parameter.symbol) and not parameter.is_secure and "allowed" not in parameter.decorators:
            yield file.at(parameter.line, f"parameter {parameter.symbol} isn't @secure")
        if parameter.is_secure and parameter.default is not None and _says_something(parameter.default):
            yield file.at(parameter.line, f"parameter {parameter.symbol} has its secret written in the file")
    secret = _secret_names(file)
    for output in file.outputs.values():
        if _is_secret(output.value, secret) and not output.is_secure:
            yield file.at(output.line, f"output {output.symbol} shows a secret")
    for resource in file.resources.values():
        if resource.type != KEPT_IN and _is_secret(resource.body, secret):
            yield file.at(resource.line, f"{resource.symbol} is given a secret, which goes to the vault alone")
    yield from _into_modules(file, secret)


def _into_modules(file: BicepFile, secret: set[str]) -> Iterator[str]:
    for module in file.modules.values():
        path = (file.path.parent / module.path).resolve()
        given = module.body.named("params")
        if not path.exists() or not isinstance(given, Fields):
            continue
        for name, parameter in read_once(path).parameters.items():
            value = given.named(name)
            if value is not None and _is_secret(value, secret) and not parameter.is_secure:
                yield file.at(module.line, f"module {module.symbol}: {name} is given a secret, and isn't @secure")


def _says_something(default: Expression) -> bool:
    return any(isinstance(part, str) and part for part in getattr(default, "parts", (str(default),)))


def _secret_names(file: BicepFile) -> set[str]:
    """The parameters that are secret, and the variables that something of them is in."""
    names = {name for name, parameter in file.parameters.items() if parameter.is_secure}
    for _ in file.variables:
        names |= {name for name, variable in file.variables.items() if _is_secret(variable.value, names)}
    return names


def _is_secret(expression: Expression, names: set[str]) -> bool:
    match expression:
        case Call("empty", _, _):
            return False  # whether there is one is no secret
        case Name(name):
            return name in names
        case Call(function, _, _) if function in READS_SECRET:
            return True
        case Member(_, name) if name in PROPERTIES_THAT_ARE:
            return True
    return any(_is_secret(part, names) for part in inner(expression))
