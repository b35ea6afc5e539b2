// The store: one account, one database, the one container as infra/cosmos.json describes it, and one role for the bot.

param name string
param location string
param tags object
param regions array

@description('0 is serverless; else the most request units a second, of which a tenth is always paid for.')
param maxThroughput int
param isZoneRedundant bool
param backupTier string
@allowed([
  'Enabled'
  'Disabled'
])
param publicAccess string

@description('The object id of the bot\'s identity.')
param principalId string

var isServerless = maxThroughput == 0
var databaseName = 'vaxelvis'

resource account 'Microsoft.DocumentDB/databaseAccounts@2025-04-15' = {
  // checkov:skip=CKV_AZURE_101: closed in production, which a test of the parameters holds it to
  name: name
  location: location
  tags: tags
  kind: 'GlobalDocumentDB'
  properties: {
    databaseAccountOfferType: 'Standard'
    capabilities: isServerless ? [
      {
        name: 'EnableServerless'
      }
    ] : []
    locations: [for (region, priority) in regions: {
      locationName: region
      failoverPriority: priority
      isZoneRedundant: isZoneRedundant
    }]
    enableAutomaticFailover: length(regions) > 1
    // An etag decides who was first, so one region alone takes writes.
    enableMultipleWriteLocations: false
    consistencyPolicy: {
      defaultConsistencyLevel: 'Session'
    }
    // No keys at all: whoever reads or writes has signed in to Entra and has a role.
    disableLocalAuth: true
    disableKeyBasedMetadataWriteAccess: true
    minimalTlsVersion: 'Tls12'
    publicNetworkAccess: publicAccess
    networkAclBypass: 'None'
    backupPolicy: {
      type: 'Continuous'
      continuousModeProperties: {
        tier: backupTier
      }
    }
  }
}

resource database 'Microsoft.DocumentDB/databaseAccounts/sqlDatabases@2025-04-15' = {
  parent: account
  name: databaseName
  properties: {
    resource: {
      id: databaseName
    }
  }
}

resource container 'Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers@2025-04-15' = {
  parent: database
  name: loadJsonContent('../cosmos.json').id
  properties: {
    resource: loadJsonContent('../cosmos.json')
    options: isServerless ? {} : {
      autoscaleSettings: {
        maxThroughput: maxThroughput
      }
    }
  }
}

// Narrower than the built-in data contributor: no stored procedures, no conflicts, nothing of other databases.
resource role 'Microsoft.DocumentDB/databaseAccounts/sqlRoleDefinitions@2025-04-15' = {
  parent: account
  name: guid(account.id, databaseName, 'reads and writes documents')
  properties: {
    roleName: 'Vaxelvis reads and writes documents'
    type: 'CustomRole'
    assignableScopes: [
      '${account.id}/dbs/${databaseName}'
    ]
    permissions: [
      {
        dataActions: [
          'Microsoft.DocumentDB/databaseAccounts/readMetadata'
          'Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers/executeQuery'
          'Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers/readChangeFeed'
          'Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers/items/create'
          'Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers/items/read'
          'Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers/items/replace'
          'Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers/items/delete'
        ]
      }
    ]
  }
  dependsOn: [
    database
  ]
}

resource assignment 'Microsoft.DocumentDB/databaseAccounts/sqlRoleAssignments@2025-04-15' = {
  parent: account
  name: guid(account.id, databaseName, principalId)
  properties: {
    principalId: principalId
    roleDefinitionId: role.id
    scope: '${account.id}/dbs/${databaseName}'
  }
}

output accountId string = account.id
output endpoint string = account.properties.documentEndpoint
output database string = database.name
