// The vault: what the bot must not be without and nobody else may read. The container app refers to each secret by its address.

param name string
param location string
param tags object
@allowed([
  'Enabled'
  'Disabled'
])
param publicAccess string

@description('Whether nobody may remove for good what is deleted before ninety days are over. Its name is taken as long.')
param isKept bool

@description('The object id of the identity that the container app reads secrets by.')
param readerPrincipalId string
param workspaceId string
param insightsName string

@secure()
param municipality string
@secure()
param appPassword string
@secure()
param pbxSecrets string

var secretsUser = subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '4633458b-17de-408a-874b-0445c86b69e6')

resource vault 'Microsoft.KeyVault/vaults@2024-11-01' = {
  // checkov:skip=CKV_AZURE_109: closed in production, which a test of the parameters holds it to
  // checkov:skip=CKV_AZURE_189: the same, by its parameter
  // checkov:skip=CKV_AZURE_110: on in production, which a test of the parameters holds it to
  // checkov:skip=CKV_AZURE_42: the same, by its parameter
  name: name
  location: location
  tags: tags
  properties: {
    tenantId: tenant().tenantId
    sku: {
      family: 'A'
      name: 'standard'
    }
    enableRbacAuthorization: true
    enableSoftDelete: true
    softDeleteRetentionInDays: isKept ? 90 : 7
    // Once on it stays so, and false is refused.
    enablePurgeProtection: isKept ? true : null
    // Resource Manager writes the secrets below, also when the vault is closed to the internet.
    enabledForTemplateDeployment: true
    publicNetworkAccess: publicAccess
    networkAcls: {
      bypass: 'AzureServices'
      defaultAction: publicAccess == 'Enabled' ? 'Allow' : 'Deny'
    }
  }
}

resource mayRead 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: vault
  name: guid(vault.id, readerPrincipalId, secretsUser)
  properties: {
    principalId: readerPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: secretsUser
  }
}

// Who read or changed a secret, and when.
resource audit 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: vault
  name: 'audit'
  properties: {
    workspaceId: workspaceId
    logs: [
      {
        categoryGroup: 'audit'
        enabled: true
      }
    ]
  }
}

resource insights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: insightsName
}

resource insightsSecret 'Microsoft.KeyVault/vaults/secrets@2024-11-01' = {
  // checkov:skip=CKV_AZURE_41: written anew by each deployment, and good as long as the resource is there
  parent: vault
  name: 'insights-connection-string'
  properties: {
    contentType: 'where the collector sends to'
    value: insights.properties.ConnectionString
  }
}

resource municipalitySecret 'Microsoft.KeyVault/vaults/secrets@2024-11-01' = if (!empty(municipality)) {
  // checkov:skip=CKV_AZURE_41: a file that is valid until another takes its place; an end would stop the bot
  // checkov:skip=CKV_AZURE_114: it has one; what is made on a condition isn't read
  parent: vault
  name: 'municipality'
  properties: {
    contentType: 'application/yaml'
    value: municipality
  }
}

resource appPasswordSecret 'Microsoft.KeyVault/vaults/secrets@2024-11-01' = if (!empty(appPassword)) {
  // checkov:skip=CKV_AZURE_41: Entra knows its end and refuses it then, which raises alert-sign-in
  // checkov:skip=CKV_AZURE_114: it has one; what is made on a condition isn't read
  parent: vault
  name: 'microsoft-app-password'
  properties: {
    contentType: 'MICROSOFT_APP_PASSWORD'
    value: appPassword
  }
}

resource pbxSecret 'Microsoft.KeyVault/vaults/secrets@2024-11-01' = if (!empty(pbxSecrets)) {
  // checkov:skip=CKV_AZURE_41: exchanged by hand with the telephone exchange's; an end on one side alone would silence it
  // checkov:skip=CKV_AZURE_114: it has one; what is made on a condition isn't read
  parent: vault
  name: 'pbx-secrets'
  properties: {
    contentType: 'PBX_SECRETS'
    value: pbxSecrets
  }
}

output vaultId string = vault.id
output uri string = vault.properties.vaultUri
