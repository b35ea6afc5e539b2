// What a municipality says about its own environment: for azd (`azd env set NAME VALUE`) and for az alone (`export NAME=VALUE`).

using 'main.bicep'

param environmentName = readEnvironmentVariable('AZURE_ENV_NAME')
param location = readEnvironmentVariable('AZURE_LOCATION', 'swedencentral')
param size = readEnvironmentVariable('VAXELVIS_SIZE', 'small')

param botLocation = readEnvironmentVariable('VAXELVIS_BOT_LOCATION', 'westeurope')
param appType = readEnvironmentVariable('VAXELVIS_APP_TYPE', 'UserAssignedMSI')
param appId = readEnvironmentVariable('VAXELVIS_APP_ID', '')
param appPrincipalId = readEnvironmentVariable('VAXELVIS_APP_PRINCIPAL_ID', '')
param appPassword = readEnvironmentVariable('VAXELVIS_APP_PASSWORD', '')
param pbxSecrets = readEnvironmentVariable('VAXELVIS_PBX_SECRETS', '')

// Write your own over it before the first deployment: docs/municipality-file.md.
param municipality = loadTextContent('municipality.yaml')

// With commas between. One region alone, unless the size has throughput of its own.
param cosmosRegions = map(split(readEnvironmentVariable('VAXELVIS_COSMOS_REGIONS', 'Sweden Central'), ','), region => trim(region))
param alertEmails = map(split(readEnvironmentVariable('VAXELVIS_ALERT_EMAILS'), ','), email => trim(email))
param runbook = readEnvironmentVariable('VAXELVIS_RUNBOOK', 'docs/runbook.md')
