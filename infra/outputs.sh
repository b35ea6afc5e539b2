#!/bin/bash
# What a deployment of main.bicep gave out, as lines for the shell: eval "$(bash infra/outputs.sh DEPLOYMENT)". For az alone; azd does it by itself.
set -euo pipefail
deployment=${1:?'say which deployment: bash infra/outputs.sh DEPLOYMENT'}
outputs=$(az deployment sub show --name "$deployment" --query properties.outputs --output json)
python3 -c '
import json, shlex, sys

outputs = json.load(sys.stdin)
if not outputs:
    sys.exit("that deployment gave nothing out: it has not ended well")
# Resource Manager gives the names back in letters of another case.
for name, output in outputs.items():
    print("export", name.upper() + "=" + shlex.quote(output["value"]))
' <<<"$outputs"
