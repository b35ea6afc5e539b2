// Everything that Växelvis needs in Azure but the container app itself, which `app.bicep` adds when there is an image.
// One subject a module; what differs between environments is in parameters/*.json; docs/azure.md explains it all.
// The outputs are named as the bot's settings are, and app.bicep hands them on unchanged.

targetScope = 'subscription'

@description('Names the environment and its resource group: rg-vaxelvis-NAME.')
@minLength(1)
@maxLength(20)
param environmentName string

@description('Where everything is, but the bot registration. The names of regions are those of the CLI.')
param location string

@description('Where the bot registration is, which has few places to choose among. westeurope keeps what it handles within the EU.')
@allowed([
  'westeurope'
  'global'
])
param botLocation string = 'westeurope'

@description('small and large are for production, test is for trying. What each means is in parameters/.')
@allowed([
  'small'
  'large'
  'test'
])
param size string

@description('UserAssignedMSI: the managed identity made here is the bot, and there is no secret. SingleTenant: an app registration made by hand.')
@allowed([
  'UserAssignedMSI'
  'SingleTenant'
])
param appType string = 'UserAssignedMSI'

@description('SingleTenant only: the app registration\'s application (client) id.')
param appId string = ''

@description('SingleTenant only: the object id of the enterprise application (service principal) of that registration.')
param appPrincipalId string = ''

@description('SingleTenant with a client secret only. Left empty, the vault keeps the one that it has.')
@secure()
param appPassword string = ''

@description('The municipality file, whole. Left empty, the vault keeps the one that it has. At most 25 KB, as any secret of Key Vault.')
@secure()
param municipality string = ''

@description('What messages to the telephone exchange are signed with. Left empty, the vault keeps what it has.')
@secure()
param pbxSecrets string = ''

@description('The regions of the database, by the names that it gives them (Sweden Central), the first of which takes writes. More than one needs a size with throughput of its own.')
param cosmosRegions array

@description('Who is told of alerts, by e-mail.')
param alertEmails array

@description('Where whoever gets an alert reads what to do: the address of docs/runbook.md as your people reach it.')
param runbook string = 'docs/runbook.md'

var sizes = {
  small: loadJsonContent('parameters/small.json')
  large: loadJsonContent('parameters/large.json')
  test: loadJsonContent('parameters/test.json')
}
var chosen = sizes[size]
var appName = 'vaxelvis'
var publicAccess = chosen.privateNetwork ? 'Disabled' : 'Enabled'
var isManaged = appType == 'UserAssignedMSI'
var token = uniqueString(subscription().id, environmentName, location)
var tags = {
  'azd-env-name': environmentName
}

resource group 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: 'rg-vaxelvis-${environmentName}'
  location: location
  tags: tags
}

module identity 'modules/identity.bicep' = {
  name: 'identity'
  scope: group
  params: {
    name: 'id-vaxelvis-${token}'
    location: location
    tags: tags
  }
}

module network 'modules/network.bicep' = if (chosen.privateNetwork) {
  name: 'network'
  scope: group
  params: {
    name: 'vnet-vaxelvis-${token}'
    location: location
    tags: tags
    cosmosAccount: cosmos.outputs.accountId
    vault: keyvault.outputs.vaultId
  }
}

module observability 'modules/observability.bicep' = {
  name: 'observability'
  scope: group
  params: {
    token: token
    location: location
    tags: tags
    retentionDays: chosen.logRetentionDays
  }
}

module cosmos 'modules/cosmos.bicep' = {
  name: 'cosmos'
  scope: group
  params: {
    name: 'cosmos-vaxelvis-${token}'
    location: location
    tags: tags
    regions: cosmosRegions
    maxThroughput: chosen.cosmosMaxThroughput
    isZoneRedundant: chosen.zoneRedundant
    backupTier: chosen.cosmosBackupTier
    publicAccess: publicAccess
    principalId: isManaged ? identity.outputs.principalId : appPrincipalId
  }
}

module keyvault 'modules/keyvault.bicep' = {
  name: 'keyvault'
  scope: group
  params: {
    name: 'kv-${token}'
    location: location
    tags: tags
    publicAccess: publicAccess
    // Environments for trying come and go by the same name.
    isKept: size != 'test'
    readerPrincipalId: identity.outputs.principalId
    workspaceId: observability.outputs.workspaceId
    insightsName: observability.outputs.insightsName
    municipality: municipality
    appPassword: appPassword
    pbxSecrets: pbxSecrets
  }
}

module registry 'modules/registry.bicep' = {
  name: 'registry'
  scope: group
  params: {
    name: 'acr${token}'
    location: location
    tags: tags
    sku: chosen.registrySku
    pullerPrincipalId: identity.outputs.principalId
  }
}

module environment 'modules/environment.bicep' = {
  name: 'environment'
  scope: group
  params: {
    name: 'cae-vaxelvis-${token}'
    location: location
    tags: tags
    workspaceId: observability.outputs.workspaceId
    subnetId: chosen.privateNetwork ? network.outputs.appsSubnetId : ''
    isZoneRedundant: chosen.zoneRedundant
  }
}

module bot 'modules/bot.bicep' = {
  name: 'bot'
  scope: group
  params: {
    name: 'bot-vaxelvis-${token}'
    location: botLocation
    tags: tags
    appType: appType
    appId: isManaged ? identity.outputs.clientId : appId
    identityId: isManaged ? identity.outputs.id : ''
    endpoint: 'https://${appName}.${environment.outputs.defaultDomain}/api/messages'
  }
}

module alerts 'modules/alerts.bicep' = {
  name: 'alerts'
  scope: group
  params: {
    location: location
    tags: tags
    workspaceId: observability.outputs.workspaceId
    emails: alertEmails
    runbook: runbook
  }
}

module workbook 'modules/workbook.bicep' = {
  name: 'workbook'
  scope: group
  params: {
    location: location
    tags: tags
    workspaceId: observability.outputs.workspaceId
  }
}

// What the bot is started with: app.bicep sets each of these as the environment variable of the same name.
output MICROSOFT_APP_TYPE string = appType
output MICROSOFT_APP_ID string = isManaged ? identity.outputs.clientId : appId
output MICROSOFT_APP_TENANT_ID string = tenant().tenantId
output STORAGE string = 'cosmos:${cosmos.outputs.endpoint}'
output COSMOS_DATABASE string = cosmos.outputs.database
output COSMOS_REGIONS string = join(cosmosRegions, ',')

// What azd and app.bicep need to put it there.
output AZURE_RESOURCE_GROUP string = group.name
output AZURE_CONTAINER_REGISTRY_ENDPOINT string = registry.outputs.endpoint
output VAXELVIS_APP_NAME string = appName
output VAXELVIS_SIZE string = size
output VAXELVIS_ENVIRONMENT_ID string = environment.outputs.id
output VAXELVIS_IDENTITY_ID string = identity.outputs.id
output VAXELVIS_VAULT_URI string = keyvault.outputs.uri
output VAXELVIS_ENDPOINT string = 'https://${appName}.${environment.outputs.defaultDomain}/api/messages'
