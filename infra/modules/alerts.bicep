// What an operator is woken or told of. Each alert is a question to the log lines (infra/alerts/*.kql) that answers with a row for
// each thing that is wrong: any row raises it, and it resolves itself when there are none. What to do stands in the runbook.

param location string
param tags object
param workspaceId string
param emails array
param runbook string

// Severity: 0 nobody is served, 1 something that people count on is not done, 2 look today, 3 look this week.
var alerts = [
  {
    name: 'no-pulse'
    severity: 0
    title: 'The bot is silent'
    description: 'No replica has given a sign of life for ten minutes: nobody gets an answer and no reminder is sent.'
    window: 'PT10M'
    every: 'PT5M'
    query: loadTextContent('../alerts/no-pulse.kql')
  }
  {
    name: 'store-failed'
    severity: 1
    title: 'The store does not answer'
    description: 'Operations on the database have failed after all attempts: people are asked to try again, and jobs wait.'
    window: 'PT10M'
    every: 'PT5M'
    query: loadTextContent('../alerts/store-failed.kql')
  }
  {
    name: 'jobs-late'
    severity: 1
    title: 'A job is late'
    description: 'A job of the scheduler has not run for longer than it may: what time brings about (reminders, alerts of gaps, sending) is late.'
    window: 'PT15M'
    every: 'PT5M'
    query: loadTextContent('../alerts/jobs-late.kql')
  }
  {
    name: 'work-unattended'
    severity: 1
    title: 'Part of the work belongs to nobody'
    description: 'The replicas together hold fewer than the 32 shards of the work: what time brings about for some people is not done.'
    window: 'PT10M'
    every: 'PT5M'
    query: loadTextContent('../alerts/work-unattended.kql')
  }
  {
    name: 'outbox-old'
    severity: 1
    title: 'Notifications lie unsent'
    description: 'A notification has been due for more than a quarter of an hour and is not sent.'
    window: 'PT15M'
    every: 'PT5M'
    query: loadTextContent('../alerts/outbox-old.kql')
  }
  {
    name: 'sign-in'
    severity: 1
    title: 'The bot can not sign in, or soon will not'
    description: 'Microsoft Entra gives the bot no token, or its certificate ends within thirty days: without a token it answers nobody.'
    window: 'PT1H'
    every: 'PT15M'
    query: loadTextContent('../alerts/sign-in.kql')
  }
  {
    name: 'turns-failed'
    severity: 2
    title: 'Turns fail'
    description: 'What people write or press ends in an error that nobody foresaw: one in twenty, or three in a quarter of an hour.'
    window: 'PT15M'
    every: 'PT5M'
    query: loadTextContent('../alerts/turns-failed.kql')
  }
  {
    name: 'turns-slow'
    severity: 2
    title: 'Answers are slow'
    description: 'One turn in twenty takes more than two seconds, in most of the minutes of half an hour.'
    window: 'PT30M'
    every: 'PT10M'
    query: loadTextContent('../alerts/turns-slow.kql')
  }
  {
    name: 'dead-letters'
    severity: 2
    title: 'Notifications are given up'
    description: 'More notifications than before were given up after all attempts: somebody was not told what they should have been.'
    window: 'PT2H'
    every: 'PT15M'
    query: loadTextContent('../alerts/dead-letters.kql')
  }
  {
    name: 'sends-refused'
    severity: 2
    title: 'Teams refuses what the bot sends'
    description: 'Teams has refused twenty messages or more in a quarter of an hour.'
    window: 'PT15M'
    every: 'PT5M'
    query: loadTextContent('../alerts/sends-refused.kql')
  }
  {
    name: 'jobs-failed'
    severity: 2
    title: 'Jobs fail'
    description: 'Three runs of jobs or more have failed in half an hour.'
    window: 'PT30M'
    every: 'PT10M'
    query: loadTextContent('../alerts/jobs-failed.kql')
  }
  {
    name: 'replica-restarts'
    severity: 2
    title: 'A replica starts again and again'
    description: 'The containers of one replica have ended more than twice in an hour, or are not started again: they crash, are out of memory, or do not come up.'
    window: 'PT1H'
    every: 'PT15M'
    query: loadTextContent('../alerts/replica-restarts.kql')
  }
  {
    name: 'directory'
    severity: 2
    title: 'The directory is not kept up'
    description: 'Microsoft Graph refuses the directory, or an update that would remove unusually many people waits for an administrator.'
    window: 'PT1H'
    every: 'PT15M'
    query: loadTextContent('../alerts/directory.kql')
  }
  {
    name: 'errors-logged'
    severity: 3
    title: 'Errors in the log'
    description: 'The bot has logged errors; each row says which, and how often.'
    window: 'PT1H'
    every: 'PT30M'
    query: loadTextContent('../alerts/errors-logged.kql')
  }
]

resource operators 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: 'vaxelvis-operators'
  location: 'global'
  tags: tags
  properties: {
    enabled: true
    groupShortName: 'vaxelvis'
    emailReceivers: [for email in emails: {
      name: email
      emailAddress: email
      useCommonAlertSchema: true
    }]
  }
}

resource rules 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [for alert in alerts: {
  name: 'vaxelvis-${alert.name}'
  location: location
  tags: tags
  kind: 'LogAlert'
  properties: {
    displayName: 'Växelvis: ${alert.title}'
    description: '${alert.description} What to do: ${runbook}#alert-${alert.name}'
    severity: alert.severity
    enabled: true
    autoMitigate: true
    scopes: [
      workspaceId
    ]
    evaluationFrequency: alert.every
    windowSize: alert.window
    // The tables are there from the first log line on, which comes after this.
    skipQueryValidation: true
    criteria: {
      allOf: [
        {
          query: alert.query
          timeAggregation: 'Count'
          operator: 'GreaterThan'
          threshold: 0
          failingPeriods: {
            numberOfEvaluationPeriods: 1
            minFailingPeriodsToAlert: 1
          }
        }
      ]
    }
    actions: {
      actionGroups: [
        operators.id
      ]
      customProperties: {
        runbook: '${runbook}#alert-${alert.name}'
      }
    }
  }
}]
