param location string
param tags object
@minLength(13)
param token string

@description('Principals that read and write blobs.')
param writers array

var contributor = subscriptionResourceId(
  'Microsoft.Authorization/roleDefinitions',
  'ba92f5b4-2d11-453d-a403-e96b0029c9fe'
)
var keptDays = 30

resource account 'Microsoft.Storage/storageAccounts@2024-01-01' = {
  name: 'st${token}'
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: 'Standard_ZRS' }
  properties: {
    allowBlobPublicAccess: false
    allowSharedKeyAccess: false
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    defaultToOAuthAuthentication: true
  }
}

resource blobs 'Microsoft.Storage/storageAccounts/blobServices@2024-01-01' = {
  parent: account
  name: 'default'
  properties: {
    deleteRetentionPolicy: { enabled: true, days: keptDays }
    isVersioningEnabled: true
  }
}

// The name is that of AzureBlobs.Container.
resource container 'Microsoft.Storage/storageAccounts/blobServices/containers@2024-01-01' = {
  parent: blobs
  name: 'aethergen'
  properties: { publicAccess: 'None' }
}

// A blob that is put again gets a version, although its bytes stay the same; a removed one stays as a version.
resource versions 'Microsoft.Storage/storageAccounts/managementPolicies@2024-01-01' = {
  parent: account
  name: 'default'
  properties: {
    policy: {
      rules: [
        {
          name: 'drop-old-versions'
          type: 'Lifecycle'
          definition: {
            filters: { blobTypes: ['blockBlob'] }
            actions: { version: { delete: { daysAfterCreationGreaterThan: keptDays } } }
          }
        }
      ]
    }
  }
  dependsOn: [blobs]
}

resource roles 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for writer in writers: {
    scope: container
    name: guid(container.id, writer, contributor)
    properties: { principalId: writer, principalType: 'ServicePrincipal', roleDefinitionId: contributor }
  }
]

output endpoint string = account.properties.primaryEndpoints.blob
