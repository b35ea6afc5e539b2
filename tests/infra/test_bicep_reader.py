"""The reader of Bicep finds what is planted: in syntax, names, modules and parameters. And it reads what is right."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.infra.bicep_evaluation import Deployment
from tests.infra.bicep_modules import faults_of_modules, faults_of_parameters
from tests.infra.bicep_names import declared_twice, faults_in_names
from tests.infra.bicep_parsing import read
from tests.infra.bicep_values import OneOf
from tests.infra.infra_sample import sample, written

MODULE = """
@minLength(3)
param name string
@allowed(['small', 'large'])
param size string = 'small'
@maxValue(5)
param count int = 1
param regions string[] = []
param tags object?
output id string = '${name}${size}${count}${length(regions)}${empty(tags)}'
"""


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("var a = {\n  b 1\n}\noutput c object = a", "can't be read"),
        ("output a object = { ...{} }", "can't be read"),
        ("output a string = b", "sample.bicep:1: b is nowhere declared"),
        ("output a string = '${b}'", "b is nowhere declared"),
        ("output a array = [for b in []: c]", "c is nowhere declared"),
        ("output a array = [for b in [1]: 2]", "b of the loop is used nowhere"),
        ("output a array = map([1], b => c)", "c is nowhere declared"),
        ("output a array = map([1], b => b)\noutput c int = b", "sample.bicep:2: b is nowhere declared"),
        ("param a string", "sample.bicep:1: parameter a is used nowhere"),
        ("var a = 1", "variable a is used nowhere"),
        ("output a string = tolower('A')", "there is no function tolower"),
        ("output a object = { b: 1, b: 2 }", "b is given twice"),
        (
            "resource a 'Microsoft.KeyVault/vaults@2024-11-01' existing = {\n  name: 'a'\n}",
            "existing resource a is used nowhere",
        ),
    ],
)
def test_what_is_wrong_with_a_name_is_found(text: str, fault: str) -> None:
    """Each with its line."""
    assert any(fault in found for found in faults_in_names(sample(text)))


def test_a_symbol_stands_for_one_thing() -> None:
    """A variable that shadows a parameter is refused by Bicep, too."""
    assert declared_twice(sample("param a string\nvar a = 1")) == ["sample.bicep: a is declared twice"]


def test_a_nested_resource_is_named_within_its_outer_one_alone() -> None:
    """Elsewhere it is named by both."""
    text = """
resource a 'Microsoft.DocumentDB/databaseAccounts@2025-04-15' = {
  name: 'a'
  resource b 'sqlDatabases' = {
    name: 'b'
    resource c 'containers' = {
      name: 'c'
    }
  }
}
output d string = a::b::c.id
"""
    file = sample(text)
    assert faults_in_names(file) == []
    assert [(one.type, one.version) for one in file.resources.values()] == [
        ("Microsoft.DocumentDB/databaseAccounts", "2025-04-15"),
        ("Microsoft.DocumentDB/databaseAccounts/sqlDatabases", "2025-04-15"),
        ("Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers", "2025-04-15"),
    ]
    assert any("b is nowhere declared" in found for found in faults_in_names(sample(text + "output e string = b.id")))


@pytest.mark.parametrize(
    ("params", "fault"),
    [
        ("{ name: 'abc', colour: 'red' }", "module.bicep has no parameter colour"),
        ("{ size: 'small' }", "parameter name of module.bicep is missing"),
        ("{ name: 'ab' }", "parameter name is 'ab': at least 3"),
        ("{ name: 1 }", "parameter name takes string, and is given 1"),
        ("{ name: 'abc', size: 'huge' }", "takes small or large, and is given 'huge'"),
        ("{ name: 'abc', size: empty(here) ? 'small' : 'huge' }", "and is given 'huge'"),
        ("{ name: 'abc', count: 6 }", "parameter count is 6: at most 5"),
        ("{ name: 'abc', count: here }", "parameter count takes int"),
        ("{ name: 'abc', regions: [1] }", "parameter regions takes array"),
    ],
)
def test_what_is_wrong_between_a_file_and_its_module_is_found(tmp_path: Path, params: str, fault: str) -> None:
    """What a module is given is what it asks for."""
    outer = f"param here string\nmodule m 'module.bicep' = {{\n  name: here\n  params: {params}\n}}\n"
    places = written(tmp_path, module=MODULE, outer=outer)
    assert any(fault in found for found in faults_of_modules(read(places["outer"])))


def test_a_module_that_is_given_what_it_asks_for_is_right(tmp_path: Path) -> None:
    """And an output is read that it has."""
    outer = """
param name string
module m 'module.bicep' = {
  name: 'm'
  params: { name: name, size: 'large', regions: ['a'], tags: null }
}
output a string = m.outputs.id
output b string = m.outputs.idd
module n 'elsewhere.bicep' = {
  name: 'n'
}
"""
    places = written(tmp_path, module=MODULE, outer=outer)
    assert faults_of_modules(read(places["outer"])) == [
        "outer.bicep:9: module n: there is no elsewhere.bicep",
        "outer.bicep:8: m has no output idd",
    ]


def test_a_parameters_file_is_held_to_the_parameters(tmp_path: Path) -> None:
    """Also what it takes of the environment."""
    written(tmp_path, module=MODULE)
    file = tmp_path / "a.bicepparam"
    file.write_text("using 'module.bicep'\nparam name = readEnvironmentVariable('NAME')\nparam size = 'huge'\n")
    assert faults_of_parameters(read(file), {"NAME": "ab"}) == [
        "a.bicepparam: parameters: parameter name is 'ab': at least 3",
        "a.bicepparam: parameters: parameter size takes small or large, and is given 'huge'",
    ]


def test_what_is_known_is_worked_out() -> None:
    """As Bicep works it out: text, arrays, objects, loops, lambdas, choices."""
    text = """
param size string
var sizes = { small: { replicas: 1, on: false }, large: { replicas: 3 } }
var named = [for (name, index) in ['a', 'b']: '${name}${index}']
output a int = sizes[size].replicas
output b array = concat(named, filter(['c', ''], one => !empty(one)))
output c object = union({ x: { y: 1 } }, { x: { z: 2 } })
output d string = size == 'large' && length(named) == 2 ? join(map(named, one => toUpper(one)), ',') : 'no'
output e string = 'it\\'s \\${size}'
output f bool = !sizes.small.on && !empty(size)
"""
    assert Deployment(sample(text), {"size": "large"}).outputs() == {
        "a": 3,
        "b": ["a0", "b1", "c"],
        "c": {"x": {"y": 1, "z": 2}},
        "d": "A0,B1",
        "e": "it's ${size}",
        "f": True,
    }
    assert Deployment(sample(text)).outputs()["a"] == OneOf((1, 3))
    unknown = sample("param big bool\noutput a int = big ? 3 : 1\noutput b string = 'at ${big ? 'x' : 'y'}'")
    assert Deployment(unknown).outputs() == {"a": OneOf((3, 1)), "b": OneOf(("at x", "at y"))}
