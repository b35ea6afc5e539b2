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

resource appsRules 'Microsoft.Network/networkSecurityGroups@2024-07-01' = {
  name: '${name}-apps'
  location: location
  tags: tags
  properties: {
    securityRules: [
      {
        name: 'TeamsReachesTheBot'
        properties: {
          description: 'Teams comes from addresses that Microsoft changes; who it is, its token says.'
          priority: 100
          direction: 'Inbound'
          access: 'Allow'
          protocol: 'Tcp'
          sourceAddressPrefix: 'Internet'
          sourcePortRange: '*'
          destinationAddressPrefix: '10.20.0.0/24'
          destinationPortRange: '443'
        }
      }
      {
        name: 'ThePlatformReachesItsNodes'
        properties: {
          description: 'Azure Container Apps needs it: its load balancer asks the nodes whether they are there, and hands on what came.'
          priority: 110
          direction: 'Inbound'
          access: 'Allow'
          protocol: 'Tcp'
          sourceAddressPrefix: 'AzureLoadBalancer'
          sourcePortRange: '*'
          destinationAddressPrefix: '10.20.0.0/24'
          destinationPortRange: '30000-32767'
        }
      }
    ]
  }
}

resource endpointsRules 'Microsoft.Network/networkSecurityGroups@2024-07-01' = {
  name: '${name}-endpoints'
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
            id: appsRules.id
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
            id: endpointsRules.id
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
