"""Owns what every part of a card is: typed properties, strict construction, plain JSON out.

It completes PyPI `adaptivecards` (0.4.1), whose parts keep unknown keywords silent, take any list, render one level
deep and know neither inputs nor actions. Its `BareObject` still holds the values and its `PropertyType` still is the
descriptor; what is added is that a class's annotations are its properties:

    class TextBlock(Element):
        type_name = "TextBlock"
        text: Prose                             required, since it has no default
        max_lines: int | None = None            left out of the JSON when None; its JSON name is `maxLines`

An annotation does three things: mypy checks the callers, the constructor checks the value when the card is made, and
`Prose` and `Plain` make what people have typed harmless. No card function can forget that, as none of them does it.
"""

from __future__ import annotations

import inspect
import types
from collections.abc import Mapping, Sequence
from typing import (
    Annotated,
    Any,
    ClassVar,
    Literal,
    TypeAlias,
    Union,
    dataclass_transform,
    get_args,
    get_origin,
    get_type_hints,
)

from adaptivecards.baseobject import BareObject, PropertyType

from bot.texts.escaping import markdown, plain

Json: TypeAlias = Any
"""Plain JSON all through: dict, list, str, int, float, bool."""
Prose = Annotated[str, markdown]
"""Text where clients read markdown; escaped, so it reads as it was typed."""
Plain = Annotated[str, plain]
"""Text where clients read no markdown: titles of buttons, labels, values."""

REQUIRED = object()
_RESOLVED: dict[type, Mapping[str, Any]] = {}
IRREGULAR_NAMES = {"grid_area": "grid.area", "schema": "$schema"}


class Property(PropertyType):
    """One property of a part: checks its value against the annotation it was made from, and drops None."""

    def __init__(self, name: str, default: object):
        super().__init__(type=object, key_name=IRREGULAR_NAMES.get(name, _camel_case(name)))  # type: ignore[no-untyped-call]
        self.name = name
        self.default = default

    def __get__(self, instance: Part | None, owner: type) -> object:
        return self if instance is None else instance._data.get(self.key_name)

    def __set__(self, instance: Part, value: object) -> None:
        hint = _hints(type(instance))[self.name]
        if not _fits(value, hint):
            raise TypeError(f"{type(instance).__name__}.{self.name} must be {hint}, got {type(value).__name__}")
        if value is None:
            instance._data.pop(self.key_name, None)
        else:
            instance._data[self.key_name] = _escaped(value, hint)


@dataclass_transform(eq_default=False, kw_only_default=True)
class Part(BareObject):
    """Anything in a card. Raises TypeError for an unknown keyword, a missing one and a value of the wrong type."""

    type_name: ClassVar[str] = ""
    """The part's `type` in the JSON; none for those that are known by where they stand."""
    properties: ClassVar[Mapping[str, Property]] = {}

    def __init_subclass__(cls) -> None:
        own = {name: Property(name, vars(cls).get(name, REQUIRED)) for name in _own_properties(cls)}
        for name, known in own.items():
            setattr(cls, name, known)
        cls.properties = {**cls.properties, **own}

    def __init__(self, **values: object) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._data: dict[str, object] = {"type": self.type_name} if self.type_name else {}
        for name in values:
            if name not in self.properties:
                raise TypeError(f"{type(self).__name__} has no property {name!r}")
        for name, known in self.properties.items():
            value = values.get(name, known.default)
            if value is REQUIRED:
                raise TypeError(f"{type(self).__name__} needs {name!r}")
            setattr(self, name, value)

    def __setattr__(self, name: str, value: object) -> None:
        if name != "_data" and name not in self.properties:
            raise AttributeError(f"{type(self).__name__} has no property {name!r}")
        super().__setattr__(name, value)

    def to_dict(self) -> dict[str, Json]:
        """The part and all within it as plain JSON types."""
        return {key: _json(value) for key, value in self._data.items()}

    def render(self) -> dict[str, Json]:
        """What the library calls `to_dict`; its own gives only the outermost level."""
        return self.to_dict()


def _camel_case(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)


def _own_properties(part: type) -> list[str]:
    return [name for name, hint in inspect.get_annotations(part).items() if not str(hint).startswith("ClassVar")]


def _hints(part: type[Part]) -> Mapping[str, Any]:
    """The annotations, resolved when they are first needed: parts name each other across modules."""
    if part not in _RESOLVED:
        _RESOLVED[part] = get_type_hints(part, include_extras=True)
    return _RESOLVED[part]


def _alternatives(hint: Any) -> tuple[Any, ...]:
    return get_args(hint) if get_origin(hint) in (Union, types.UnionType) else (hint,)


def _fits(value: object, hint: Any) -> bool:
    return any(_fits_one(value, alternative) for alternative in _alternatives(hint))


def _fits_one(value: object, hint: Any) -> bool:
    origin, args = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return _fits(value, args[0])
    if origin is Literal:
        return isinstance(value, str) and value in args
    if origin is Sequence:
        return isinstance(value, list | tuple) and all(_fits(item, args[0]) for item in value)
    if origin is Mapping:
        return isinstance(value, Mapping) and all(_fits(k, args[0]) and _fits(v, args[1]) for k, v in value.items())
    return _is_of(value, hint)


def _is_of(value: object, kind: Any) -> bool:
    if kind is Any:
        return True
    if isinstance(value, bool):
        return kind is bool
    return isinstance(value, (int, float) if kind is float else kind)


def _escaped(value: object, hint: Any) -> object:
    """The value as it is kept: sequences as tuples, text escaped as its annotation says."""
    for alternative in _alternatives(hint):
        if not _fits_one(value, alternative):
            continue
        if get_origin(alternative) is Annotated and isinstance(value, str):
            return alternative.__metadata__[0](value)
        if get_origin(alternative) is Sequence and isinstance(value, list | tuple):
            return tuple(_escaped(item, get_args(alternative)[0]) for item in value)
    return value


def _json(value: object) -> Json:
    if isinstance(value, Part):
        return value.to_dict()
    if isinstance(value, Mapping):
        return {str(key): _json(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_json(inner) for inner in value]
    return str(value) if isinstance(value, str) else value
