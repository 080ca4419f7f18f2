using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace AethergenAI.ServiceDefaults;

/// <summary>
/// OpenTelemetry, wired by hand. Everything about the exporter is read from the OTEL_* variables by the library itself.
/// </summary>
internal static class TelemetryExport
{
    private static readonly string[] Sources =
    [
        "AethergenAI",
        "Microsoft.AspNetCore",
        "Microsoft.AspNetCore.SignalR.Server",
        "System.Net.Http",
        "Npgsql",
        "Quartz",
    ];

    private static readonly string[] Meters =
    [
        "AethergenAI",
        "Microsoft.AspNetCore.Hosting",
        "Microsoft.AspNetCore.Server.Kestrel",
        "Microsoft.AspNetCore.Http.Connections",
        "Microsoft.AspNetCore.Identity",
        "System.Net.Http",
        "System.Runtime",
        "Npgsql",
    ];

    /// <summary>Does nothing where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> is not set.</summary>
    internal static void AddTelemetry(this WebApplicationBuilder builder, string name)
    {
        if (string.IsNullOrEmpty(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
        {
            return;
        }

        ResourceBuilder resource = ResourceBuilder
            .CreateDefault()
            .AddService(
                name,
                serviceNamespace: "aethergen",
                serviceVersion: typeof(TelemetryExport).Assembly.GetName().Version?.ToString(3)
            )
            .AddEnvironmentVariableDetector();
        builder.Services.AddSingleton(_ =>
            Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource).AddSource(Sources).AddOtlpExporter().Build()
        );
        builder.Services.AddSingleton(_ =>
            Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource).AddMeter(Meters).AddOtlpExporter().Build()
        );
        builder.Logging.AddOpenTelemetry(options =>
        {
            options.SetResourceBuilder(resource);
            options.IncludeScopes = true;
            options.IncludeFormattedMessage = true;
            options.AddOtlpExporter();
        });
        builder.Services.AddHostedService<Flush>();
    }

    /// <summary>Asking for the providers builds them; at the end what they still hold is sent.</summary>
    private sealed class Flush(TracerProvider traces, MeterProvider metrics) : IHostedService
    {
        private const int PatienceMilliseconds = 3_000;

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken)
        {
            traces.ForceFlush(PatienceMilliseconds);
            metrics.ForceFlush(PatienceMilliseconds);
            return Task.CompletedTask;
        }
    }
}
