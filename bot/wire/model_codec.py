"""Owns turning JSON into a wire model's objects and back, compiled once from the maps the models themselves carry.

Models describe themselves by `_attribute_map` (attribute -> key and type). Reading that map anew for every object is
where most of an SDK's time goes; here each model's map becomes one small function, the first time it is met. What a
model does not know is kept in `additional_properties`, and is written again. It must not know any one model.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, TypeVar, cast

import orjson

Model = TypeVar("Model")
Reader = Callable[[Any], Any]


class WrongShape(ValueError):
    """A value is not of the type that the model's map says; the message names the key, never the value."""


class ModelCodec:
    """Reads and writes the models of one module.

    `models` maps type names in the attribute maps to classes; `keys` mends what a map has wrong: the true key by
    model name and attribute.
    """

    def __init__(self, models: Mapping[str, Any], *, keys: Mapping[tuple[str, str], str]) -> None:
        self._models = models
        self._keys = keys
        self._readers: dict[type, Reader] = {}
        self._names: dict[type, dict[str, str]] = {}

    def read(self, model: type[Model], source: object) -> Model:
        """The object that the JSON object describes; raises WrongShape."""
        return cast(Model, self._reader(model)(source))

    def write(self, value: object) -> bytes:
        """JSON, without what is None; models may stand anywhere in it, also inside plain dicts and lists."""
        return orjson.dumps(value, default=self._plain)

    def _plain(self, value: Any) -> dict[str, Any]:
        kind = type(value)
        names = self._names.get(kind)
        if names is None:
            if not hasattr(kind, "_attribute_map"):
                raise TypeError(f"{kind.__name__} is no model")
            names = self._names[kind] = {attribute: self._key(kind, attribute) for attribute in kind._attribute_map}
        state = value.__dict__
        written = dict(state.get("additional_properties") or ())
        for attribute, held in state.items():
            if held is not None and attribute in names:
                written[names[attribute]] = held
        return written

    def _key(self, kind: Any, attribute: str) -> str:
        return self._keys.get((kind.__name__, attribute), kind._attribute_map[attribute]["key"])

    def _reader(self, kind: type) -> Reader:
        reader = self._readers.get(kind)
        if reader is None:
            reader = self._readers[kind] = self._compile(kind)
        return reader

    def _compile(self, kind: Any) -> Reader:
        types = {attribute: described["type"] for attribute, described in kind._attribute_map.items()}
        fields = {self._key(kind, name): (name, self._value_reader(type_name)) for name, type_name in types.items()}
        # What an activity doesn't say stays out of its object, and is None by its class: most of 46 attributes.
        sparse: Any = type(kind.__name__, (kind,), {"__module__": kind.__module__, **dict.fromkeys(types)})

        def read(source: Any) -> Any:
            if type(source) is not dict:
                raise WrongShape("not an object")
            made = sparse.__new__(sparse)
            state = made.__dict__
            unknown = state["additional_properties"] = {}
            for key, value in source.items():
                field = fields.get(key)
                if field is None:
                    unknown[key] = value
                elif value is not None:
                    try:
                        state[field[0]] = field[1](value)
                    except ValueError as wrong:
                        raise WrongShape(f"{key}: {wrong}") from None
            return made

        return read

    def _value_reader(self, name: str) -> Reader:
        if name[0] == "[":
            return _list_reader(self._value_reader(name[1:-1]))
        plain = _PLAIN_READERS.get(name)
        if plain is not None:
            return plain
        model = self._models[name]

        def read_model(value: Any) -> Any:
            # Looked up when it is called: models refer to each other in circles.
            return self._reader(model)(value)

        return read_model


def _list_reader(read: Reader) -> Reader:
    def read_list(value: Any) -> list[Any]:
        if type(value) is not list:
            raise WrongShape("not a list")
        return [None if item is None else read(item) for item in value]

    return read_list


def _text(value: Any) -> str:
    if type(value) is str:
        return value
    if isinstance(value, bool | int | float):
        return str(value)
    raise WrongShape("not a text")


def _instant(value: Any) -> datetime:
    if type(value) is not str:
        raise WrongShape("not an instant")
    try:
        return datetime.fromisoformat(value)
    except ValueError:
        raise WrongShape("not an instant") from None


def _boolean(value: Any) -> bool:
    if type(value) is bool:
        return value
    raise WrongShape("not true or false")


def _as_it_is(value: Any) -> Any:
    return value


_PLAIN_READERS: Mapping[str, Reader] = {
    "str": _text,
    "bool": _boolean,
    "iso-8601": _instant,
    "object": _as_it_is,
    "int": _as_it_is,
    "float": _as_it_is,
}
