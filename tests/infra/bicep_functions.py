"""The functions of Bicep that infra/ calls, worked out where their arguments are known."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from tests.infra.bicep_values import Unknown, Value

SAMPLE_ID = "11111111-2222-4333-8444-555555555555"
SUBSCRIPTION = f"/subscriptions/{SAMPLE_ID}"
GROUP = f"{SUBSCRIPTION}/resourceGroups/rg-sample"
SAMPLE_TENANT = "99999999-8888-4777-8666-555555555555"

Pure = Callable[..., Any]


def _unique(*seeds: Any) -> str:
    return base64.b32encode(hashlib.sha256("|".join(map(str, seeds)).encode()).digest())[:13].decode().lower()


def _union(*parts: Any) -> Any:
    if isinstance(parts[0], list):
        return list({json.dumps(item, sort_keys=True, default=repr): item for part in parts for item in part}.values())
    merged: dict[str, Any] = {}
    for part in parts:
        for name, value in part.items():
            both = isinstance(value, dict) and isinstance(merged.get(name), dict)
            merged[name] = _union(merged[name], value) if both else value
    return merged


def _string(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, separators=(",", ":"))


def _format(pattern: str, *values: Any) -> str:
    return pattern.format(*map(_string, values))


def _split(text: str, by: Any) -> list[str]:
    parts = [text]
    for one in [by] if isinstance(by, str) else by:
        parts = [piece for part in parts for piece in part.split(one)]
    return parts


def _under(scope: str) -> Pure:
    def full(kind: str, *names: str) -> str:
        provider, *types = kind.split("/")
        tail = "/".join(f"{one}/{name}" for one, name in zip(types, names, strict=False))
        return f"{scope}/providers/{provider}/{tail}"

    return full


def _contains(whole: Any, part: Any) -> bool:
    return part in whole


STRUCTURAL: dict[str, Pure] = {
    "concat": lambda *parts: "".join(parts) if isinstance(parts[0], str) else [one for part in parts for one in part],
    "union": _union,
    "length": len,
    "empty": lambda value: value is None or len(value) == 0,
    "first": lambda values: values[0] if values else None,
    "last": lambda values: values[-1] if values else None,
    "take": lambda values, count: values[:count],
    "skip": lambda values, count: values[count:],
    "items": lambda fields: [{"key": key, "value": fields[key]} for key in sorted(fields)],
    "flatten": lambda parts: [one for part in parts for one in part],
    "objectKeys": sorted,
    "array": lambda value: value if isinstance(value, list) else [value],
    "coalesce": lambda *values: next((value for value in values if value is not None), None),
    "any": lambda value: value,
    "range": lambda start, count: list(range(start, start + count)),
    "createArray": lambda *values: list(values),
}
"""These look no deeper than at the outermost: what is inside may be unknown."""

PLAIN: dict[str, Pure] = {
    "contains": _contains,
    "toLower": str.lower,
    "toUpper": str.upper,
    "trim": str.strip,
    "string": _string,
    "int": int,
    "bool": lambda value: str(value).lower() in ("true", "1"),
    "json": json.loads,
    "join": lambda values, by: by.join(map(_string, values)),
    "split": _split,
    "replace": str.replace,
    "format": _format,
    "substring": lambda text, start, count=None: text[start:] if count is None else text[start : start + count],
    "startsWith": lambda text, start: text.lower().startswith(start.lower()),
    "endsWith": lambda text, end: text.lower().endswith(end.lower()),
    "indexOf": lambda text, part: text.lower().find(part.lower()),
    "padLeft": lambda text, width, fill=" ": _string(text).rjust(width, fill),
    "min": min,
    "max": max,
    "base64": lambda text: base64.b64encode(text.encode()).decode(),
    "uniqueString": _unique,
    "guid": lambda *seeds: str(uuid5(NAMESPACE_URL, "|".join(map(str, seeds)))),
    "resourceId": _under(GROUP),
    "subscriptionResourceId": _under(SUBSCRIPTION),
    "tenantResourceId": _under(""),
    "resourceGroup": lambda *_: {"id": GROUP, "name": "rg-sample", "location": "swedencentral", "tags": {}},
    "subscription": lambda *_: {"id": SUBSCRIPTION, "subscriptionId": SAMPLE_ID, "tenantId": SAMPLE_TENANT},
    "tenant": lambda: {"tenantId": SAMPLE_TENANT},
    "deployment": lambda: {"name": "sample", "location": "swedencentral"},
}

GIVES = {
    **dict.fromkeys(("empty", "contains", "startsWith", "endsWith", "bool"), "bool"),
    **dict.fromkeys(("length", "int", "indexOf", "min", "max"), "int"),
    **dict.fromkeys(("items", "range", "flatten", "objectKeys", "array", "split", "createArray", "sort"), "array"),
    **dict.fromkeys(("toLower", "toUpper", "trim", "string", "join", "replace", "format", "substring"), "string"),
    **dict.fromkeys(("padLeft", "base64", "uniqueString", "guid", "resourceId", "subscriptionResourceId"), "string"),
    **dict.fromkeys(("utcNow", "newGuid", "tenantResourceId", "getSecret", "readEnvironmentVariable"), "string"),
}
"""What kind of value comes of a function whose arguments aren't known."""

OF_FILES = ("loadTextContent", "loadJsonContent", "loadYamlContent", "readEnvironmentVariable")
WITH_LAMBDAS = ("map", "filter", "reduce", "toObject", "sort")
ONLY_AZURE_KNOWS = ("utcNow", "newGuid", "getSecret", "listKeys", "reference", "environment", "managementGroup")
EXISTING = {*STRUCTURAL, *PLAIN, *OF_FILES, *WITH_LAMBDAS, *ONLY_AZURE_KNOWS}


def called(function: str, *arguments: Value) -> Value:
    """What a function gives for arguments that are known as far as it looks; a nonsensical call is known by nobody."""
    try:
        found: Value = (STRUCTURAL.get(function) or PLAIN[function])(*arguments)
    except (TypeError, ValueError, KeyError, IndexError, AttributeError):
        return Unknown(GIVES.get(function, "any"))
    return found
