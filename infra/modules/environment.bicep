param location string
param tags object
@minLength(13)
param token string
param gpuProfile string
param workspace string
param insights string

resource logs 'Microsoft.OperationalInsights/workspaces@2023-09-01' existing = {
  name: workspace
}

resource component 'Microsoft.Insights/components@2020-02-02' existing = {
  name: insights
}

// Only previews know the agent of OpenTelemetry. It sets OTEL_EXPORTER_OTLP_ENDPOINT in every container and passes on what it gets.
resource environment 'Microsoft.App/managedEnvironments@2024-10-02-preview' = {
  name: 'cae-${token}'
  location: location
  tags: tags
  properties: {
    appLogsConfiguration: {
      destination: 'log-analytics'
      logAnalyticsConfiguration: { customerId: logs.properties.customerId, sharedKey: logs.listKeys().primarySharedKey }
    }
    appInsightsConfiguration: { connectionString: component.properties.ConnectionString }
    openTelemetryConfiguration: {
      tracesConfiguration: { destinations: ['appInsights'] }
      logsConfiguration: { destinations: ['appInsights'] }
    }
    workloadProfiles: concat(
      [{ name: 'Consumption', workloadProfileType: 'Consumption' }],
      empty(gpuProfile) ? [] : [{ name: 'gpu', workloadProfileType: gpuProfile }]
    )
  }
}

output id string = environment.id
