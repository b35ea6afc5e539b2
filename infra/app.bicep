// The container app: the bot, and beside it the collector that carries its telemetry to Application Insights.
// Each deployment of it is a new revision, with its image and its settings together; the one before it can be gone back to.

targetScope = 'resourceGroup'

@description('The image, with its registry and its tag or digest.')
param image string

@description('The OpenTelemetry Collector with the Azure Monitor exporter. Empty: no telemetry leaves the bot, and alerts work all the same.')
param collectorImage string

// From here on: outputs of main.bicep.
param name string
@allowed([
  'small'
  'large'
  'test'
])
param size string
param environmentId string
param identityId string
param vaultUri string
param registry string
param appType string
param appId string
param tenantId string
param storage string
param cosmosDatabase string
param cosmosRegions string

// From here on: what the municipality chooses (docs/settings.md).
@description('graph: people come from Microsoft Entra. file: they stand in the municipality file.')
@allowed([
  'graph'
  'file'
])
param directory string
param graphUses string
param teamsAppId string
param pbxWebhook string

@description('SingleTenant only: whether the bot proves itself by a secret or by a certificate, and so what the vault holds.')
@allowed([
  'secret'
  'certificate'
])
param credential string

var sizes = {
  small: loadJsonContent('parameters/small.json')
  large: loadJsonContent('parameters/large.json')
  test: loadJsonContent('parameters/test.json')
}
var chosen = sizes[size]
var collects = !empty(collectorImage)
var hasPassword = appType == 'SingleTenant' && credential == 'secret'
var hasCertificate = appType == 'SingleTenant' && credential == 'certificate'
var hasExchange = !empty(pbxWebhook)

// Teams reaches the first of these and nothing else; the platform asks for health on the second.
var port = 3978
var healthPort = 3979

// In the vault, by name. Without a version the platform takes a new one within half an hour.
var always = [
  'municipality'
]
var wanted = concat(always, hasPassword ? [
  'microsoft-app-password'
] : [], hasCertificate ? [
  'microsoft-app-certificate'
] : [], hasExchange ? [
  'pbx-secrets'
] : [], collects ? [
  'insights-connection-string'
] : [])
var references = [for secret in wanted: {
  name: secret
  keyVaultUrl: '${vaultUri}secrets/${secret}'
  identity: identityId
}]

// Each is a setting of the bot by the same name; an empty one is left out.
var settings = [
  {
    name: 'PORT'
    value: string(port)
  }
  {
    name: 'HEALTH_PORT'
    value: string(healthPort)
  }
  {
    name: 'MICROSOFT_APP_TYPE'
    value: appType
  }
  {
    name: 'MICROSOFT_APP_ID'
    value: appId
  }
  {
    name: 'MICROSOFT_APP_TENANT_ID'
    value: tenantId
  }
  {
    name: 'MICROSOFT_APP_CERTIFICATE'
    value: hasCertificate ? '/secrets/bot.pem' : ''
  }
  {
    name: 'STORAGE'
    value: storage
  }
  {
    name: 'COSMOS_DATABASE'
    value: cosmosDatabase
  }
  {
    name: 'COSMOS_REGIONS'
    value: cosmosRegions
  }
  {
    name: 'DIRECTORY'
    value: directory == 'graph' ? 'graph' : 'file:/config/municipality.yaml'
  }
  {
    name: 'MUNICIPALITY_FILE'
    value: directory == 'graph' ? '/config/municipality.yaml' : ''
  }
  {
    name: 'GRAPH_USES'
    value: graphUses
  }
  {
    name: 'TEAMS_APP_ID'
    value: teamsAppId
  }
  {
    name: 'PBX_WEBHOOK'
    value: pbxWebhook
  }
  {
    name: 'LOG_FORMAT'
    value: 'json'
  }
  {
    name: 'OTEL_EXPORTER_OTLP_ENDPOINT'
    value: collects ? 'http://127.0.0.1:4318' : ''
  }
  {
    name: 'OTEL_TRACES_SAMPLER_ARG'
    value: collects ? chosen.tracesKept : ''
  }
]
var passwordSetting = hasPassword ? [
  {
    name: 'MICROSOFT_APP_PASSWORD'
    secretRef: 'microsoft-app-password'
  }
] : []
var exchangeSetting = hasExchange ? [
  {
    name: 'PBX_SECRETS'
    secretRef: 'pbx-secrets'
  }
] : []

var bot = {
  name: 'bot'
  image: image
  resources: {
    cpu: json(chosen.cpu)
    memory: chosen.memory
  }
  env: concat(filter(settings, setting => !empty(setting.value)), passwordSetting, exchangeSetting)
  volumeMounts: concat([
    {
      volumeName: 'config'
      mountPath: '/config'
    }
  ], hasCertificate ? [
    {
      volumeName: 'certificate'
      mountPath: '/secrets'
    }
  ] : [])
  probes: [
    {
      type: 'Startup'
      httpGet: {
        path: '/healthz'
        port: healthPort
      }
      // A minute to come up in.
      periodSeconds: 6
      timeoutSeconds: 5
      failureThreshold: 10
    }
    {
      type: 'Liveness'
      httpGet: {
        path: '/healthz'
        port: healthPort
      }
      periodSeconds: 10
      timeoutSeconds: 5
      failureThreshold: 6
    }
    {
      // It reads the store, so it is asked no oftener than it has to be.
      type: 'Readiness'
      httpGet: {
        path: '/readyz'
        port: healthPort
      }
      periodSeconds: 10
      timeoutSeconds: 5
      failureThreshold: 3
    }
  ]
}

var collector = {
  name: 'collector'
  image: collectorImage
  args: [
    '--config=/etc/collector/collector.yaml'
  ]
  resources: {
    cpu: json('0.25')
    memory: '0.5Gi'
  }
  env: [
    {
      name: 'APPLICATIONINSIGHTS_CONNECTION_STRING'
      secretRef: 'insights-connection-string'
    }
  ]
  volumeMounts: [
    {
      volumeName: 'collector'
      mountPath: '/etc/collector'
    }
  ]
  probes: [
    {
      type: 'Liveness'
      httpGet: {
        path: '/'
        port: 13133
      }
      periodSeconds: 30
      failureThreshold: 3
    }
  ]
}

resource app 'Microsoft.App/containerApps@2025-01-01' = {
  name: name
  location: resourceGroup().location
  tags: {
    'azd-service-name': 'bot'
  }
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identityId}': {}
    }
  }
  properties: {
    environmentId: environmentId
    workloadProfileName: 'Consumption'
    configuration: {
      activeRevisionsMode: 'Single'
      maxInactiveRevisions: 10
      ingress: {
        external: true
        allowInsecure: false
        transport: 'http'
        targetPort: port
        traffic: [
          {
            latestRevision: true
            weight: 100
          }
        ]
      }
      registries: [
        {
          server: registry
          identity: identityId
        }
      ]
      // The collector's configuration holds nothing secret: a secret is how a container app is given a file.
      secrets: concat(references, collects ? [
        {
          name: 'collector-yaml'
          value: loadTextContent('collector.yaml')
        }
      ] : [])
    }
    template: {
      // The bot first: azd takes the first container for the service's own.
      containers: collects ? [
        bot
        collector
      ] : [
        bot
      ]
      // A stopped replica hands over what it held; it is given its ten seconds and some more.
      terminationGracePeriodSeconds: 30
      scale: {
        minReplicas: chosen.minReplicas
        maxReplicas: chosen.maxReplicas
        rules: [
          {
            name: 'turns-at-once'
            http: {
              metadata: {
                concurrentRequests: chosen.turnsAtOnce
              }
            }
          }
        ]
      }
      volumes: concat([
        {
          name: 'config'
          storageType: 'Secret'
          secrets: [
            {
              secretRef: 'municipality'
              path: 'municipality.yaml'
            }
          ]
        }
      ], hasCertificate ? [
        {
          name: 'certificate'
          storageType: 'Secret'
          secrets: [
            {
              secretRef: 'microsoft-app-certificate'
              path: 'bot.pem'
            }
          ]
        }
      ] : [], collects ? [
        {
          name: 'collector'
          storageType: 'Secret'
          secrets: [
            {
              secretRef: 'collector-yaml'
              path: 'collector.yaml'
            }
          ]
        }
      ] : [])
    }
  }
}

output VAXELVIS_ADDRESS string = 'https://${app.properties.configuration.ingress.fqdn}'
output VAXELVIS_REVISION string = app.properties.latestRevisionName
