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
from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, TypeAlias, dataclass_transform, get_type_hints

from adaptivecards.baseobject import BareObject, PropertyType

from bot.cards.hints import UNFIT, Reader, reader
from bot.texts.escaping import markdown, plain

Json: TypeAlias = Any
"""Plain JSON all through: dict, list, str, int, float, bool."""
Prose = Annotated[str, markdown]
"""Text where clients read markdown; escaped, so it reads as it was typed."""
Plain = Annotated[str, plain]
"""Text where clients read no markdown: titles of buttons, labels, values."""

REQUIRED = object()
IRREGULAR_NAMES = {"schema": "$schema"}


class Property(PropertyType):
    """One property of a part: checks its value against the annotation it was made from, and drops None."""

    def __init__(self, owner: type[Part], name: str, default: object):
        super().__init__(type=object, key_name=IRREGULAR_NAMES.get(name, _camel_case(name)))  # type: ignore[no-untyped-call]
        self.owner = owner
        self.name = name
        self.default = default
        self.reader: Reader | None = None

    def __get__(self, instance: Part | None, owner: type) -> object:
        return self if instance is None else instance._data.get(self.key_name)

    def __set__(self, instance: Part, value: object) -> None:
        if self.reader is None:
            # Only now, because parts name each other across modules.
            self.reader = reader(get_type_hints(self.owner, include_extras=True)[self.name])
        kept = self.reader(value)
        if kept is UNFIT:
            wanted = inspect.get_annotations(self.owner)[self.name]
            raise TypeError(f"{type(instance).__name__}.{self.name} must be {wanted}, got {type(value).__name__}")
        if kept is None:
            instance._data.pop(self.key_name, None)
        else:
            instance._data[self.key_name] = kept


@dataclass_transform(eq_default=False, kw_only_default=True)
class Part(BareObject):
    """Anything in a card. Raises TypeError for an unknown keyword, a missing one and a value of the wrong type."""

    type_name: ClassVar[str] = ""
    """The part's `type` in the JSON; none for those that are known by where they stand."""
    properties: ClassVar[Mapping[str, Property]] = {}
    unsaid: ClassVar[tuple[Property, ...]] = ()
    """Those that mean something when they are not given: required ones, and ones with a value of their own."""

    def __init_subclass__(cls) -> None:
        own = {name: Property(cls, name, vars(cls).get(name, REQUIRED)) for name in _own_properties(cls)}
        for name, known in own.items():
            setattr(cls, name, known)
        cls.properties = {**cls.properties, **own}
        cls.unsaid = tuple(known for known in cls.properties.values() if known.default is not None)

    def __init__(self, **values: object) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._data: dict[str, object] = {"type": self.type_name} if self.type_name else {}
        for name, value in values.items():
            known = self.properties.get(name)
            if known is None:
                raise TypeError(f"{type(self).__name__} has no property {name!r}")
            known.__set__(self, value)
        for known in self.unsaid:
            if known.name not in values:
                if known.default is REQUIRED:
                    raise TypeError(f"{type(self).__name__} needs {known.name!r}")
                known.__set__(self, known.default)

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


def _json(value: object) -> Json:
    # Most are texts, and asking whether something is a Mapping takes longest.
    if isinstance(value, str):
        return str(value)
    if isinstance(value, Part):
        return value.to_dict()
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, list | tuple):
        return [_json(inner) for inner in value]
    if isinstance(value, Mapping):
        return {str(key): _json(inner) for key, inner in value.items()}
    raise TypeError(f"{type(value).__name__} is not JSON")
