// Where log lines, traces and figures end up: a workspace that alerts and the workbook read, and Application Insights over it.

param token string
param location string
param tags object
param retentionDays int

resource workspace 'Microsoft.OperationalInsights/workspaces@2025-02-01' = {
  name: 'log-vaxelvis-${token}'
  location: location
  tags: tags
  properties: {
    sku: {
      name: 'PerGB2018'
    }
    retentionInDays: retentionDays
    features: {
      // Nobody writes or reads by a shared key: the platform sends by itself, and people sign in.
      disableLocalAuth: true
      enableLogAccessUsingOnlyResourcePermissions: true
    }
    // No daily cap: a full workspace would be a blind one. What comes in is a few lines a minute and replica.
    workspaceCapping: {
      dailyQuotaGb: -1
    }
  }
}

resource insights 'Microsoft.Insights/components@2020-02-02' = {
  name: 'appi-vaxelvis-${token}'
  location: location
  tags: tags
  kind: 'web'
  properties: {
    Application_Type: 'web'
    WorkspaceResourceId: workspace.id
    IngestionMode: 'LogAnalytics'
    // The collector shows the connection string, which is kept in the vault; its exporter has no sign-in of its own.
    DisableLocalAuth: false
    DisableIpMasking: false
  }
}

output workspaceId string = workspace.id
output insightsName string = insights.name
