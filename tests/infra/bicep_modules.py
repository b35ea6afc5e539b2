"""What is wrong between Bicep files: what a module is given and gives, and what a parameters file assigns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tests.infra.bicep_evaluation import Deployment, read_once
from tests.infra.bicep_names import read_of_resources
from tests.infra.bicep_syntax import BicepFile, Fields, Module, Parameter
from tests.infra.bicep_values import OneOf, Unknown, Value, is_of_type

MODULES_OWN = {"name", "scope", "params", "dependsOn"}
BOUNDS = {"minLength": "at least", "maxLength": "at most", "minValue": "at least", "maxValue": "at most"}


def faults_of_modules(file: BicepFile) -> list[str]:
    """Every finding about the modules that a file takes in."""
    return [file.at(module.line, fault) for module in file.modules.values() for fault in _of_module(file, module)] + [
        file.at(line, f"{symbol} has no output {'.'.join(path[1:2])}")
        for line, symbol, path in read_of_resources(file)
        if symbol in file.modules and not _is_output(file, file.modules[symbol], path)
    ]


def _is_output(file: BicepFile, module: Module, path: tuple[str, ...]) -> bool:
    if path[:1] != ("outputs",) or len(path) == 1:
        return path in (("outputs",), ("name",))
    target = _target(file, module)
    return target is None or path[1] in target.outputs


def _target(file: BicepFile, module: Module) -> BicepFile | None:
    path = (file.path.parent / module.path).resolve()
    return read_once(path) if path.exists() else None


def _of_module(file: BicepFile, module: Module) -> Iterator[str]:
    target = _target(file, module)
    if target is None:
        yield f"module {module.symbol}: there is no {module.path}"
        return
    for key, _ in module.body.fields:
        name = str(getattr(key, "parts", ("",))[0])
        if name not in MODULES_OWN:
            yield f"module {module.symbol}: {name} isn't a module's"
    params = module.body.named("params") or Fields(())
    given = Deployment(file).value(params)
    if isinstance(given, dict):
        told = _between(target, given, f"module {module.symbol}")
        yield from told
    if file.scope != target.scope and module.body.named("scope") is None:
        yield f"module {module.symbol}: is deployed to a {target.scope}, and has no scope"


def _between(target: BicepFile, given: Mapping[str, Value], who: str) -> Iterator[str]:
    for name in given:
        if name not in target.parameters:
            yield f"{who}: {target.path.name} has no parameter {name}"
    for name, parameter in target.parameters.items():
        if name in given:
            yield from (f"{who}: {fault}" for fault in faults_of_value(target, parameter, given[name]))
        elif parameter.default is None and not parameter.type.may_be_null:
            yield f"{who}: parameter {name} of {target.path.name} is missing"


def faults_of_value(file: BicepFile, parameter: Parameter, value: Value) -> Iterator[str]:
    """What is wrong with a value for a parameter: its type, and what its decorators ask."""
    if isinstance(value, OneOf):
        for one in value.values:
            yield from faults_of_value(file, parameter, one)
        return
    if not is_of_type(value, parameter.type, file.types):
        yield f"parameter {parameter.symbol} takes {parameter.type.kind}, and is given {value!r}"
        return
    if isinstance(value, Unknown):
        return
    for name, arguments in parameter.decorators.items():
        asked = Deployment(file).value(arguments[0]) if arguments else None
        if name == "allowed" and isinstance(asked, list) and value not in asked:
            yield f"parameter {parameter.symbol} takes {' or '.join(map(str, asked))}, and is given {value!r}"
        if name in BOUNDS and isinstance(asked, int):
            size = value if name.endswith("Value") else len(value)  # type: ignore[arg-type]
            if not isinstance(size, int) or (size < asked if name.startswith("min") else size > asked):
                yield f"parameter {parameter.symbol} is {value!r}: {BOUNDS[name]} {asked}"


def faults_of_parameters(file: BicepFile, environment: Mapping[str, str]) -> list[str]:
    """Every finding about a parameters file, read where the environment is this one."""
    target = read_once((file.path.parent / file.using).resolve())
    assigned = Deployment(file, environment=environment).assigned()
    return [f"{file.path.name}: {fault}" for fault in _between(target, assigned, "parameters")]
