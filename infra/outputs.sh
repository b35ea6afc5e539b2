#!/bin/bash
# What a deployment of main.bicep gave out, as lines for the shell: eval "$(bash infra/outputs.sh DEPLOYMENT)". For az alone; azd does it by itself.
set -euo pipefail
az deployment sub show --name "$1" --query properties.outputs --output json | python3 -c '
import json, shlex, sys

# Resource Manager gives the names back in letters of another case.
for name, output in json.load(sys.stdin).items():
    print("export", name.upper() + "=" + shlex.quote(output["value"]))
'
