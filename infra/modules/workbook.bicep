// The dashboard, in the portal under the workspace's workbooks: a panel for each question in infra/workbook/*.kql.

param location string
param tags object
param workspaceId string

var panels = [
  {
    title: 'Turns, and those that failed'
    chart: 'timechart'
    query: loadTextContent('../workbook/turns.kql')
  }
  {
    title: 'How long the slowest twentieth of turns took, in milliseconds'
    chart: 'timechart'
    query: loadTextContent('../workbook/speed.kql')
  }
  {
    title: 'Lines that the bot did not understand, in per cent'
    chart: 'timechart'
    query: loadTextContent('../workbook/understood.kql')
  }
  {
    title: 'Replicas, and how many of the 32 shards they hold'
    chart: 'timechart'
    query: loadTextContent('../workbook/replicas.kql')
  }
  {
    title: 'Runs of jobs that failed, and minutes in which one was late'
    chart: 'timechart'
    query: loadTextContent('../workbook/jobs.kql')
  }
  {
    title: 'The oldest unsent notification in seconds, and messages that Teams refused'
    chart: 'timechart'
    query: loadTextContent('../workbook/notifications.kql')
  }
  {
    title: 'Notifications given up in the last thirty days'
    chart: 'timechart'
    query: loadTextContent('../workbook/dead-letters.kql')
  }
  {
    title: 'Operations on the store that failed'
    chart: 'timechart'
    query: loadTextContent('../workbook/store.kql')
  }
  {
    title: 'Warnings and errors'
    chart: 'table'
    query: loadTextContent('../workbook/what-went-wrong.kql')
  }
  {
    title: 'Revisions and replicas, how often a container of theirs ended, and the platform waited with starting one'
    chart: 'table'
    query: loadTextContent('../workbook/starts.kql')
  }
]

var range = {
  type: 9
  name: 'range'
  content: {
    version: 'KqlParameterItem/1.0'
    style: 'pills'
    parameters: [
      {
        version: 'KqlParameterItem/1.0'
        id: guid('vaxelvis', 'range')
        name: 'range'
        label: 'Time'
        type: 4
        isRequired: true
        value: {
          durationMs: 86400000
        }
        typeSettings: {
          allowCustom: true
          selectableValues: [
            {
              durationMs: 3600000
            }
            {
              durationMs: 86400000
            }
            {
              durationMs: 604800000
            }
            {
              durationMs: 2592000000
            }
          ]
        }
      }
    ]
  }
}
var drawn = [for (panel, place) in panels: {
  type: 3
  name: 'panel-${place}'
  customWidth: '50'
  content: {
    version: 'KqlItem/1.0'
    title: panel.title
    query: panel.query
    visualization: panel.chart
    size: 0
    queryType: 0
    resourceType: 'microsoft.operationalinsights/workspaces'
    timeContextFromParameter: 'range'
  }
}]

resource workbook 'Microsoft.Insights/workbooks@2023-06-01' = {
  name: guid(workspaceId, 'vaxelvis')
  location: location
  tags: tags
  kind: 'shared'
  properties: {
    displayName: 'Växelvis'
    category: 'workbook'
    sourceId: workspaceId
    serializedData: string({
      version: 'Notebook/1.0'
      items: concat([
        range
      ], drawn)
      fallbackResourceIds: [
        workspaceId
      ]
    })
  }
}
