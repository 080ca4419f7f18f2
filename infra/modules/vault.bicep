param location string
param tags object
@minLength(13)
param token string

@secure()
param keyRing string

@secure()
param ownerLink string

@description('Who may read the secrets.')
param readers reader[]

type reader = { id: string, type: string }

var secretsUser = subscriptionResourceId(
  'Microsoft.Authorization/roleDefinitions',
  '4633458b-17de-408a-b874-0445c86b69e6'
)

// Purging is forbidden: whoever loses the key ring's secret loses the tenants' signing keys.
resource vault 'Microsoft.KeyVault/vaults@2024-11-01' = {
  name: 'kv-${token}'
  location: location
  tags: tags
  properties: {
    tenantId: tenant().tenantId
    sku: { family: 'A', name: 'standard' }
    enableRbacAuthorization: true
    enableSoftDelete: true
    enablePurgeProtection: true
  }
}

resource keyRingSecret 'Microsoft.KeyVault/vaults/secrets@2024-11-01' = {
  parent: vault
  name: 'key-ring'
  properties: { value: keyRing }
}

resource ownerLinkSecret 'Microsoft.KeyVault/vaults/secrets@2024-11-01' = {
  parent: vault
  name: 'owner-link'
  properties: { value: ownerLink }
}

resource roles 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for reader in readers: {
    scope: vault
    name: guid(vault.id, reader.id, secretsUser)
    properties: { principalId: reader.id, principalType: reader.type, roleDefinitionId: secretsUser }
  }
]

output name string = vault.name

// Addresses, not values; without a version, so that a new value is found.
#disable-next-line outputs-should-not-contain-secrets
output keyRing string = keyRingSecret.properties.secretUri
#disable-next-line outputs-should-not-contain-secrets
output ownerLink string = ownerLinkSecret.properties.secretUri
