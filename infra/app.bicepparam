// The first part comes from main.bicep by itself (azd) or by infra/outputs.sh (az alone); the second the municipality chooses.

using 'app.bicep'

param image = readEnvironmentVariable('SERVICE_BOT_IMAGE_NAME')
param name = readEnvironmentVariable('VAXELVIS_APP_NAME')
param size = readEnvironmentVariable('VAXELVIS_SIZE')
param environmentId = readEnvironmentVariable('VAXELVIS_ENVIRONMENT_ID')
param identityId = readEnvironmentVariable('VAXELVIS_IDENTITY_ID')
param vaultUri = readEnvironmentVariable('VAXELVIS_VAULT_URI')
param registry = readEnvironmentVariable('AZURE_CONTAINER_REGISTRY_ENDPOINT')
param appType = readEnvironmentVariable('MICROSOFT_APP_TYPE')
param appId = readEnvironmentVariable('MICROSOFT_APP_ID')
param tenantId = readEnvironmentVariable('MICROSOFT_APP_TENANT_ID')
param storage = readEnvironmentVariable('STORAGE')
param cosmosDatabase = readEnvironmentVariable('COSMOS_DATABASE')
param cosmosRegions = readEnvironmentVariable('COSMOS_REGIONS')

param directory = readEnvironmentVariable('VAXELVIS_DIRECTORY', 'graph')
param graphUses = readEnvironmentVariable('VAXELVIS_GRAPH_USES', '')
param teamsAppId = readEnvironmentVariable('VAXELVIS_TEAMS_APP_ID', '')
param pbxWebhook = readEnvironmentVariable('VAXELVIS_PBX_WEBHOOK', '')
param credential = readEnvironmentVariable('VAXELVIS_CREDENTIAL', 'secret')
param collectorImage = readEnvironmentVariable('VAXELVIS_COLLECTOR_IMAGE', 'ghcr.io/open-telemetry/opentelemetry-collector-releases/opentelemetry-collector-contrib:0.162.0')
