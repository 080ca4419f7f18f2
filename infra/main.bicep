targetScope = 'subscription'

@minLength(1)
@maxLength(32)
@description('The name of the azd environment; the names of all resources are made from it.')
param environmentName string

@description('The region of all resources.')
param location string

@description('Who deploys: administers the database, pushes images and reads the secrets.')
param principalId string
param principalName string

@allowed(['User', 'ServicePrincipal', 'Group'])
param principalType string = 'User'

@description('The GPU of the worker, or none. The region must offer it and the subscription needs a quota for it.')
@allowed(['', 'Consumption-GPU-NC8as-T4', 'Consumption-GPU-NC24-A100'])
param gpuProfile string = ''

@description('The e-mail address of the first account.')
param ownerEmail string

@description('The name of the organisation of the first account.')
param ownerTenant string = 'My organisation'

@description('The address of the site as people see it, where it has a name of its own; it stands in letters.')
param signInAddress string = ''

@description('The host names that the site answers to, separated by semicolons; empty: what the ingress lets through.')
param allowedHosts string = ''

@description('The mail server for invitations and resets; empty: owners hand links over themselves.')
param mailHost string = ''

@description('The address that letters come from.')
param mailFrom string = ''

@description('The account at the mail server, where it asks for one.')
param mailUser string = ''

@secure()
param mailPassword string = ''

@secure()
@description('Encrypts the key ring: the value in the vault, or at the first deployment 15 random characters.')
param keyRing string

@secure()
@description('Opens the sign-in link: the value in the vault, or at the first deployment 15 random characters.')
param ownerLink string

@secure()
@description('More random characters for values that are new.')
param moreKeyRing string = newGuid()

@secure()
param moreOwnerLink string = newGuid()

@description('Whether azd has deployed the service before: then its image is kept instead of the stand-in.')
param apiExists bool = false
param workerExists bool = false
param migrateExists bool = false

var tags = { 'azd-env-name': environmentName }
var token = toLower(uniqueString(subscription().id, environmentName, location))
var stored = 32 // a value of the vault has more characters than azd's random ones

resource group 'Microsoft.Resources/resourceGroups@2024-11-01' = {
  name: 'rg-${environmentName}'
  location: location
  tags: tags
}

module observe 'modules/observe.bicep' = {
  scope: group
  params: { location: location, tags: tags, token: token }
}

module identity 'modules/identity.bicep' = {
  scope: group
  params: { location: location, tags: tags, token: token }
}

module registry 'modules/registry.bicep' = {
  scope: group
  params: {
    location: location
    tags: tags
    token: token
    readers: [identity.outputs.principalId]
    writer: principalId
    writerType: principalType
  }
}

module storage 'modules/storage.bicep' = {
  scope: group
  params: { location: location, tags: tags, token: token, writers: [identity.outputs.principalId] }
}

module vault 'modules/vault.bicep' = {
  scope: group
  params: {
    location: location
    tags: tags
    token: token
    keyRing: length(keyRing) > stored ? keyRing : '${keyRing}-${moreKeyRing}'
    ownerLink: length(ownerLink) > stored ? ownerLink : '${ownerLink}-${moreOwnerLink}'
    readers: [
      { id: identity.outputs.principalId, type: 'ServicePrincipal' }
      { id: principalId, type: principalType }
    ]
  }
}

module database 'modules/database.bicep' = {
  scope: group
  params: {
    location: location
    tags: tags
    token: token
    administrators: [
      { id: principalId, name: principalName, type: principalType }
      { id: identity.outputs.migratorPrincipalId, name: identity.outputs.migratorName, type: 'ServicePrincipal' }
    ]
  }
}

module apps 'modules/apps.bicep' = {
  scope: group
  params: {
    location: location
    tags: tags
    token: token
    gpuProfile: gpuProfile
    ownerEmail: ownerEmail
    ownerTenant: ownerTenant
    signInAddress: signInAddress
    allowedHosts: allowedHosts
    mailHost: mailHost
    mailFrom: mailFrom
    mailUser: mailUser
    mailPassword: mailPassword
    registry: registry.outputs.server
    identityId: identity.outputs.id
    identityName: identity.outputs.name
    identityClientId: identity.outputs.clientId
    migratorId: identity.outputs.migratorId
    migratorName: identity.outputs.migratorName
    migratorClientId: identity.outputs.migratorClientId
    databaseHost: database.outputs.host
    blobs: storage.outputs.endpoint
    keyRing: vault.outputs.keyRing
    ownerLink: vault.outputs.ownerLink
    workspace: observe.outputs.workspace
    insights: observe.outputs.insights
    apiExists: apiExists
    workerExists: workerExists
    migrateExists: migrateExists
  }
}

// azd reads these: where to push images, and what the hooks and the parameters ask for.
output AZURE_RESOURCE_GROUP string = group.name
output AZURE_CONTAINER_REGISTRY_ENDPOINT string = registry.outputs.server
output AZURE_CONTAINER_APPS_ENVIRONMENT_ID string = apps.outputs.environmentId
output AZURE_KEY_VAULT_NAME string = vault.outputs.name
output AETHERGEN_MIGRATION_JOB string = apps.outputs.migrationJob
output AETHERGEN_URL string = apps.outputs.url
