"""What the package names and doesn't hold: definitions of alerts, action groups, diagnostic settings and private zones
of names, written from Microsoft's reference (learn.microsoft.com/azure/templates), and no wider than infra/ needs.
A property that is missing here is a finding: look it up, and write it.

`*` before a name: it has to be there. A type is a word, a list of the words that it takes, `[]` around what an array
holds, or an object.
"""

from __future__ import annotations

from typing import Any

Sketch = Any

RESOURCE_GROUP, ANYTHING = 8, 16

ALERT: Sketch = {
    "*name": "string",
    "*location": "string",
    "kind": ["LogAlert", "LogToMetric"],
    "tags": {"…": "string"},
    "identity": {"*type": ["None", "SystemAssigned", "UserAssigned"], "userAssignedIdentities": {"…": {}}},
    "*properties": {
        "displayName": "string",
        "description": "string",
        "enabled": "bool",
        "severity": "severity",
        "scopes": ["[]", "string"],
        "evaluationFrequency": "duration",
        "windowSize": "duration",
        "overrideQueryTimeRange": "duration",
        "muteActionsDuration": "duration",
        "autoMitigate": "bool",
        "skipQueryValidation": "bool",
        "checkWorkspaceAlertsStorageConfigured": "bool",
        "targetResourceTypes": ["[]", "string"],
        "ruleResolveConfiguration": {"autoResolved": "bool", "timeToResolve": "duration"},
        "criteria": {
            "allOf": [
                "[]",
                {
                    "query": "string",
                    "timeAggregation": ["Average", "Count", "Maximum", "Minimum", "Total"],
                    "metricMeasureColumn": "string",
                    "resourceIdColumn": "string",
                    "operator": ["Equals", "GreaterThan", "GreaterThanOrEqual", "LessThan", "LessThanOrEqual"],
                    "threshold": "int",
                    "dimensions": [
                        "[]",
                        {"*name": "string", "*operator": ["Exclude", "Include"], "*values": ["[]", "string"]},
                    ],
                    "failingPeriods": {"minFailingPeriodsToAlert": "int", "numberOfEvaluationPeriods": "int"},
                },
            ]
        },
        "actions": {
            "actionGroups": ["[]", "string"],
            "actionProperties": {"…": "string"},
            "customProperties": {"…": "string"},
        },
    },
}

ACTION_GROUP: Sketch = {
    "*name": "string",
    "*location": "string",
    "tags": {"…": "string"},
    "properties": {
        "*groupShortName": "short",
        "*enabled": "bool",
        "emailReceivers": [
            "[]",
            {"*name": "string", "*emailAddress": "string", "useCommonAlertSchema": "bool"},
        ],
        "armRoleReceivers": ["[]", {"*name": "string", "*roleId": "string", "useCommonAlertSchema": "bool"}],
        "webhookReceivers": [
            "[]",
            {
                "*name": "string",
                "*serviceUri": "string",
                "useCommonAlertSchema": "bool",
                "useAadAuth": "bool",
                "objectId": "string",
                "identifierUri": "string",
                "tenantId": "string",
            },
        ],
    },
}

KEPT_SO_LONG: Sketch = {"*enabled": "bool", "*days": "int"}
DIAGNOSTIC_SETTING: Sketch = {
    "*name": "string",
    "properties": {
        "workspaceId": "string",
        "logAnalyticsDestinationType": ["Dedicated", "AzureDiagnostics"],
        "storageAccountId": "string",
        "logs": [
            "[]",
            {"category": "string", "categoryGroup": "string", "*enabled": "bool", "retentionPolicy": KEPT_SO_LONG},
        ],
        "metrics": [
            "[]",
            {"category": "string", "*enabled": "bool", "timeGrain": "duration", "retentionPolicy": KEPT_SO_LONG},
        ],
    },
}

ZONE: Sketch = {"*name": "string", "*location": ["global"], "tags": {"…": "string"}, "properties": {}}
ZONE_LINK: Sketch = {
    "*name": "string",
    "*location": ["global"],
    "tags": {"…": "string"},
    "properties": {
        "registrationEnabled": "bool",
        "resolutionPolicy": ["Default", "NxDomainRedirect"],
        "virtualNetwork": {"id": "string"},
    },
}

DURATION = r"^P(?=.)(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+S)?)?$"
WORDS: dict[str, dict[str, Any]] = {
    "string": {"$type": "StringType"},
    "int": {"$type": "IntegerType"},
    "bool": {"$type": "BooleanType"},
    "severity": {"$type": "IntegerType", "minValue": 0, "maxValue": 4},
    "duration": {"$type": "StringType", "pattern": DURATION},
    "short": {"$type": "StringType", "minLength": 1, "maxLength": 12},
}


def _defined(name: str, sketch: Sketch, scope: int) -> list[dict[str, Any]]:
    """The sketch in the shape of the package's own definitions."""
    everything: list[dict[str, Any]] = [{"$type": "ResourceType", "name": name, "writableScopes": scope}]
    everything[0]["body"] = _added(everything, sketch)
    return everything


def _added(everything: list[dict[str, Any]], sketch: Sketch) -> dict[str, str]:
    everything.append({})
    reference, place = {"$ref": f"#/{len(everything) - 1}"}, len(everything) - 1
    everything[place] = _definition(everything, sketch)
    return reference


def _definition(everything: list[dict[str, Any]], sketch: Sketch) -> dict[str, Any]:
    if isinstance(sketch, str):
        return WORDS[sketch]
    if isinstance(sketch, list) and sketch[0] == "[]":
        return {"$type": "ArrayType", "itemType": _added(everything, sketch[1])}
    if isinstance(sketch, list):
        literals = [_literal(everything, word) for word in sketch]
        return {"$type": "UnionType", "elements": literals}
    properties = {
        name.lstrip("*"): {"type": _added(everything, inner), "flags": 1 if name.startswith("*") else 0}
        for name, inner in sketch.items()
        if name != "…"
    }
    whole = {"$type": "ObjectType", "name": "", "properties": properties}
    if "…" in sketch:
        whole["additionalProperties"] = _added(everything, sketch["…"])
    return whole


def _literal(everything: list[dict[str, Any]], word: str) -> dict[str, str]:
    everything.append({"$type": "StringLiteralType", "value": word})
    return {"$ref": f"#/{len(everything) - 1}"}


BY_HAND = {
    name.lower(): _defined(name, sketch, scope)
    for name, sketch, scope in (
        ("Microsoft.Insights/scheduledQueryRules@2023-12-01", ALERT, RESOURCE_GROUP),
        ("Microsoft.Insights/actionGroups@2023-01-01", ACTION_GROUP, RESOURCE_GROUP),
        ("Microsoft.Insights/diagnosticSettings@2021-05-01-preview", DIAGNOSTIC_SETTING, ANYTHING),
        ("Microsoft.Network/privateDnsZones@2024-06-01", ZONE, RESOURCE_GROUP),
        ("Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01", ZONE_LINK, RESOURCE_GROUP),
    )
}
