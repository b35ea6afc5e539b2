"""What is wrong with the resources of a Bicep file, by Azure's own definitions, in every branch of every condition."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tests.infra import azure_types
from tests.infra.azure_types_package import NotInPackage
from tests.infra.bicep_evaluation import Deployment, Made
from tests.infra.bicep_names import read_of_resources
from tests.infra.bicep_syntax import BicepFile, Name, Resource
from tests.infra.bicep_values import Reference, Value, branches

NAMED_ALONE = {"name", "parent", "scope"}
NOT_OF_THE_TYPE = {"id", "name", "type", "apiVersion"}


def faults_of_resources(file: BicepFile) -> list[str]:
    """Every finding about the resources that are written in this file, whatever its parameters are."""
    found = [fault for made in Deployment(file).made() if made.file is file for fault in faults_of_made(made)]
    for resource in file.resources.values():
        found += [file.at(resource.line, f"{resource.symbol}: {fault}") for fault in _around(file, resource)]
    found += [file.at(line, fault) for line, fault in _wrong_reads(file)]
    return list(dict.fromkeys(found))


def faults_of_made(made: Made) -> list[str]:
    """What is wrong with one resource as it would be deployed."""
    kind, version = made.resource.type, made.resource.version
    return [f"{made.at}: {fault}" for fault in azure_types.faults_of(kind, version, made.body)]


def _around(file: BicepFile, resource: Resource) -> Iterator[str]:
    if resource.existing:
        written = {str(getattr(key, "parts", ("",))[0]) for key, _ in resource.body.fields}
        if written - NAMED_ALONE:
            yield f"is there already: {', '.join(sorted(written - NAMED_ALONE))} can't be set"
    try:
        if not azure_types.may_be_in(resource.type, resource.version, _scope(file, resource)):
            yield f"{resource.type} isn't made in a {_scope(file, resource)}"
    except NotInPackage:
        pass  # It has been told of.
    yield from _parent(file, resource)


def _scope(file: BicepFile, resource: Resource) -> str:
    return "resourceGroup" if resource.body.named("scope") is not None else file.scope


def _parent(file: BicepFile, resource: Resource) -> Iterator[str]:
    around = resource.type.rsplit("/", 1)[0]
    is_child = resource.type.count("/") > 1
    parent = resource.body.named("parent")
    if parent is None:
        if is_child and resource.outer is None:
            yield f"{resource.type} is within another resource: say which by parent"
        return
    if not is_child:
        yield f"{resource.type} has no parent"
        return
    value = Deployment(file).value(parent) if isinstance(parent, Name) else None
    for one in branches(value):
        if isinstance(one, Reference) and one.kind.lower() != around.lower():
            yield f"its parent is of {one.kind}, not of {around}"


def _wrong_reads(file: BicepFile) -> Iterator[tuple[int, str]]:
    for line, symbol, path in read_of_resources(file):
        resource = file.resources.get(symbol)
        if resource is None or path[0] in NOT_OF_THE_TYPE:
            continue
        try:
            if not azure_types.has_property(resource.type, resource.version, path):
                yield line, f"{resource.type} has no {'.'.join(path)} to read"
        except NotInPackage:
            pass  # It has been told of.


def unheld(body: Mapping[str, Value], *path: str) -> Value:
    """What stands in a body at a path, or None."""
    found: Value = body
    for name in path:
        found = found.get(name) if isinstance(found, dict) else None
    return found
