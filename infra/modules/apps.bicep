param location string
param tags object
@minLength(13)
param token string
param gpuProfile string
param ownerEmail string
param ownerTenant string
param signInAddress string
param allowedHosts string
param mailHost string
param mailFrom string
param mailUser string
@secure()
param mailPassword string
param registry string
param identityId string
param identityName string
param identityClientId string
param migratorId string
param migratorName string
param migratorClientId string
param databaseHost string
param blobs string
@description('The address of the secret that encrypts the key ring.')
param keyRing string
@description('The address of the secret in the sign-in link.')
param ownerLink string
param workspace string
param insights string
param apiExists bool
param workerExists bool
param migrateExists bool

// Listens on 8080, as the product does, until azd deploys the product.
var standIn = 'mcr.microsoft.com/dotnet/samples:aspnetapp'
var port = 8080
var database = 'Host=${databaseHost};Database=aethergen;SSL Mode=VerifyFull'
var hasGpu = !empty(gpuProfile)
// A container takes the whole machine of a GPU's profile.
var sizes = {
  Consumption: { cpu: '2.0', memory: '4Gi' }
  'Consumption-GPU-NC8as-T4': { cpu: '8.0', memory: '56Gi' }
  'Consumption-GPU-NC24-A100': { cpu: '24.0', memory: '220Gi' }
}
var workerSize = sizes[hasGpu ? gpuProfile : 'Consumption']
var queues = hasGpu ? ['gpu', 'cpu', 'io'] : ['cpu', 'io']

// No password: the product asks the identity for a token.
var shared = [
  { name: 'ConnectionStrings__aethergen', value: '${database};Username=${identityName}' }
  { name: 'AZURE_CLIENT_ID', value: identityClientId }
  { name: 'Blobs__Account', value: blobs }
  { name: 'Keys__Secret', secretRef: 'key-ring' }
]
var keyRingSecret = { name: 'key-ring', keyVaultUrl: keyRing, identity: identityId }
var mailSecrets = empty(mailPassword) ? [] : [{ name: 'mail-password', value: mailPassword }]
var ownerLinkSecret = { name: 'owner-link', keyVaultUrl: ownerLink, identity: identityId }

// The stand-in has no page for health, so that only the port is probed until azd has deployed.
var listens = [{ type: 'Liveness', tcpSocket: { port: port } }]
var ready = [{ type: 'Readiness', httpGet: { path: '/health/ready', port: port } }]

module environment 'environment.bicep' = {
  params: {
    location: location
    tags: tags
    token: token
    gpuProfile: gpuProfile
    workspace: workspace
    insights: insights
  }
}

resource deployedApi 'Microsoft.App/containerApps@2025-01-01' existing = if (apiExists) {
  name: 'api'
}

resource deployedWorker 'Microsoft.App/containerApps@2025-01-01' existing = if (workerExists) {
  name: 'worker'
}

resource deployedMigration 'Microsoft.App/jobs@2025-01-01' existing = if (migrateExists) {
  name: 'migrate'
}

resource api 'Microsoft.App/containerApps@2025-01-01' = {
  name: 'api'
  location: location
  tags: union(tags, { 'azd-service-name': 'api' })
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${identityId}': {} } }
  properties: {
    environmentId: environment.outputs.id
    workloadProfileName: 'Consumption'
    configuration: {
      activeRevisionsMode: 'Single'
      // Sticky: the connection of a hub stays with its replica.
      ingress: { external: true, targetPort: port, transport: 'auto', stickySessions: { affinity: 'sticky' } }
      registries: [{ server: registry, identity: identityId }]
      secrets: concat([keyRingSecret, ownerLinkSecret], mailSecrets)
    }
    template: {
      containers: [
        {
          name: 'api'
          image: apiExists ? deployedApi!.properties.template.containers[0].image : standIn
          resources: { cpu: json('1.0'), memory: '2Gi' }
          // An empty text would be a value: what is not given is left out.
          env: concat(
            shared,
            [
              { name: 'Owner__Email', value: ownerEmail }
              { name: 'Owner__Tenant', value: ownerTenant }
              { name: 'Owner__LinkToken', secretRef: 'owner-link' }
              // Otherwise the API would take every request for one of the ingress, over http.
              { name: 'ASPNETCORE_FORWARDEDHEADERS_ENABLED', value: 'true' }
            ],
            empty(signInAddress) ? [] : [{ name: 'SignIn__Address', value: signInAddress }],
            empty(allowedHosts) ? [] : [{ name: 'AllowedHosts', value: allowedHosts }],
            empty(mailHost) ? [] : [{ name: 'Mail__Host', value: mailHost }],
            empty(mailFrom) ? [] : [{ name: 'Mail__From', value: mailFrom }],
            empty(mailUser) ? [] : [{ name: 'Mail__User', value: mailUser }],
            empty(mailPassword) ? [] : [{ name: 'Mail__Password', secretRef: 'mail-password' }]
          )
          probes: concat(listens, apiExists ? ready : [])
        }
      ]
      scale: {
        minReplicas: 1
        maxReplicas: 4
        rules: [{ name: 'http', http: { metadata: { concurrentRequests: '50' } } }]
      }
    }
  }
}

resource worker 'Microsoft.App/containerApps@2025-01-01' = {
  name: 'worker'
  location: location
  tags: union(tags, { 'azd-service-name': 'worker' })
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${identityId}': {} } }
  properties: {
    environmentId: environment.outputs.id
    workloadProfileName: hasGpu ? 'gpu' : 'Consumption'
    configuration: {
      activeRevisionsMode: 'Single'
      registries: [{ server: registry, identity: identityId }]
      secrets: [keyRingSecret]
    }
    template: {
      terminationGracePeriodSeconds: 30
      containers: [
        {
          name: 'worker'
          image: workerExists ? deployedWorker!.properties.template.containers[0].image : standIn
          resources: { cpu: json(workerSize.cpu), memory: workerSize.memory }
          env: concat(shared, map(range(0, length(queues)), i => { name: 'Worker__Queues__${i}', value: queues[i] }))
          probes: concat(listens, workerExists ? ready : [])
        }
      ]
      scale: { minReplicas: 1, maxReplicas: hasGpu ? 1 : 4 }
    }
  }
}

resource migration 'Microsoft.App/jobs@2025-01-01' = {
  name: 'migrate'
  location: location
  tags: union(tags, { 'azd-service-name': 'migrate' })
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${identityId}': {}, '${migratorId}': {} } }
  properties: {
    environmentId: environment.outputs.id
    workloadProfileName: 'Consumption'
    configuration: {
      triggerType: 'Manual'
      replicaTimeout: 600
      replicaRetryLimit: 1
      manualTriggerConfig: { parallelism: 1, replicaCompletionCount: 1 }
      registries: [{ server: registry, identity: identityId }]
    }
    template: {
      containers: [
        {
          name: 'migrate'
          image: migrateExists ? deployedMigration!.properties.template.containers[0].image : standIn
          args: ['migrate']
          resources: { cpu: json('0.5'), memory: '1Gi' }
          env: [
            { name: 'ConnectionStrings__aethergen_owner', value: '${database};Username=${migratorName}' }
            { name: 'AETHERGEN_APP_ROLE', value: identityName }
            { name: 'AZURE_CLIENT_ID', value: migratorClientId }
          ]
        }
      ]
    }
  }
}

output environmentId string = environment.outputs.id
output migrationJob string = migration.name
output url string = 'https://${api.properties.configuration.ingress.fqdn}'
