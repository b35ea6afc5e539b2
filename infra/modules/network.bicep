// A network of the environment's own, in which the database and the vault have their only doors.

param name string
param location string
param tags object

@description('The resource ids of what gets a private endpoint.')
param cosmosAccount string
param vault string

var doors = [
  {
    name: 'cosmos'
    zone: 'privatelink.documents.azure.com'
    target: cosmosAccount
    group: 'Sql'
  }
  {
    name: 'vault'
    zone: 'privatelink.vaultcore.azure.net'
    target: vault
    group: 'vault'
  }
]

// No rules beside those that every network has: what is inside reaches each other, the platform reaches its nodes, and nothing else
// comes in. What the internet sends to the bot comes by the platform's own address, not by this network (Microsoft, "Securing a
// custom VNET in Azure Container Apps with Network Security Groups").
resource closed 'Microsoft.Network/networkSecurityGroups@2024-07-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    securityRules: []
  }
}

resource network 'Microsoft.Network/virtualNetworks@2024-07-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    addressSpace: {
      addressPrefixes: [
        '10.20.0.0/16'
      ]
    }
    subnets: [
      {
        name: 'apps'
        properties: {
          addressPrefix: '10.20.0.0/24'
          networkSecurityGroup: {
            id: closed.id
          }
          delegations: [
            {
              name: 'apps'
              properties: {
                serviceName: 'Microsoft.App/environments'
              }
            }
          ]
        }
      }
      {
        name: 'endpoints'
        properties: {
          addressPrefix: '10.20.1.0/27'
          networkSecurityGroup: {
            id: closed.id
          }
          privateEndpointNetworkPolicies: 'NetworkSecurityGroupEnabled'
        }
      }
    ]
  }
}

resource zones 'Microsoft.Network/privateDnsZones@2024-06-01' = [for door in doors: {
  name: door.zone
  location: 'global'
  tags: tags
}]

resource links 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = [for (door, index) in doors: {
  parent: zones[index]
  name: name
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: network.id
    }
  }
}]

resource endpoints 'Microsoft.Network/privateEndpoints@2024-07-01' = [for door in doors: {
  name: '${name}-${door.name}'
  location: location
  tags: tags
  properties: {
    subnet: {
      id: '${network.id}/subnets/endpoints'
    }
    privateLinkServiceConnections: [
      {
        name: door.name
        properties: {
          privateLinkServiceId: door.target
          groupIds: [
            door.group
          ]
        }
      }
    ]
  }
}]

resource names 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2024-07-01' = [for (door, index) in doors: {
  parent: endpoints[index]
  name: 'default'
  properties: {
    privateDnsZoneConfigs: [
      {
        name: door.name
        properties: {
          privateDnsZoneId: zones[index].id
        }
      }
    ]
  }
}]

output appsSubnetId string = '${network.id}/subnets/apps'
