// Where the bot's image is kept. Nobody has a password to it: people sign in to push, the identity's role pulls.

param name string
param location string
param tags object
param sku string

@description('The object id of the identity that the container app pulls by.')
param pullerPrincipalId string

var acrPull = subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '7f951dda-4ed3-4680-a7ca-43fe172d538d')

resource registry 'Microsoft.ContainerRegistry/registries@2025-04-01' = {
  // checkov:skip=CKV_AZURE_139: a private endpoint takes the Premium tier; who pulls or pushes has signed in and has a role
  // checkov:skip=CKV_AZURE_163: Defender for Containers looks through images, by the subscription and not by the registry
  // checkov:skip=CKV_AZURE_166: quarantine is a preview of the Premium tier
  name: name
  location: location
  tags: tags
  sku: {
    name: sku
  }
  properties: {
    adminUserEnabled: false
    anonymousPullEnabled: false
  }
}

resource mayPull 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: registry
  name: guid(registry.id, pullerPrincipalId, acrPull)
  properties: {
    principalId: pullerPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: acrPull
  }
}

output endpoint string = registry.properties.loginServer
