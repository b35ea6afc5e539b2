// Where the container app runs. What the containers write goes to the workspace, by the platform and without a key.

param name string
param location string
param tags object
param workspaceId string

@description('Empty: the platform\'s own network.')
param subnetId string
param isZoneRedundant bool

resource environment 'Microsoft.App/managedEnvironments@2025-01-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    appLogsConfiguration: {
      destination: 'azure-monitor'
    }
    workloadProfiles: [
      {
        name: 'Consumption'
        workloadProfileType: 'Consumption'
      }
    ]
    vnetConfiguration: empty(subnetId) ? null : {
      infrastructureSubnetId: subnetId
      // Teams has to reach it.
      internal: false
    }
    zoneRedundant: isZoneRedundant && !empty(subnetId)
  }
}

resource logs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: environment
  name: 'logs'
  properties: {
    workspaceId: workspaceId
    // To the tables that infra/alerts asks. Without this the lines come to older ones: no-pulse never ends, and no other alert is ever raised.
    logAnalyticsDestinationType: 'Dedicated'
    logs: [
      {
        category: 'ContainerAppConsoleLogs'
        enabled: true
      }
      {
        category: 'ContainerAppSystemLogs'
        enabled: true
      }
    ]
  }
}

output id string = environment.id
output defaultDomain string = environment.properties.defaultDomain
