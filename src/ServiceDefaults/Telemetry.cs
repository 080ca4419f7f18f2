using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace AethergenAI.ServiceDefaults;

/// <summary>
/// OpenTelemetry. Everything about the exporter is read from the OTEL_* variables by the library itself.
/// </summary>
internal static class Telemetry
{
    private static readonly string[] Sources =
    [
        "AethergenAI",
        "AethergenAI.Onnx",
        "Microsoft.AspNetCore.SignalR.Server",
    ];

    private static readonly string[] Meters =
    [
        "AethergenAI",
        "Microsoft.AspNetCore.Http.Connections",
        "Microsoft.AspNetCore.Identity",
    ];

    /// <summary>Does nothing where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> is not set.</summary>
    /// <param name="name">The process, where OTEL_SERVICE_NAME does not name it.</param>
    internal static void AddTelemetry(this IHostApplicationBuilder builder, string name)
    {
        if (string.IsNullOrEmpty(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
        {
            return;
        }

        string? version = typeof(Telemetry).Assembly.GetName().Version?.ToString(3);
        builder.Logging.AddOpenTelemetry(options =>
        {
            options.IncludeFormattedMessage = true;
            options.IncludeScopes = true;
        });
        builder
            .Services.AddOpenTelemetry()
            .ConfigureResource(resource =>
                resource.AddService(name, "aethergen", version).AddEnvironmentVariableDetector()
            )
            .WithTracing(traces =>
                traces
                    .SetSampler(new ParentBasedSampler(new WorkOnly()))
                    .AddSource(Sources)
                    .AddAspNetCoreInstrumentation(options => options.Filter = IsWork)
                    .AddHttpClientInstrumentation()
                    .AddNpgsql()
            )
            .WithMetrics(metrics =>
                metrics
                    .AddMeter(Meters)
                    .AddAspNetCoreInstrumentation()
                    .AddHttpClientInstrumentation()
                    .AddRuntimeInstrumentation()
                    .AddNpgsqlInstrumentation()
            )
            .UseOtlpExporter();
    }

    private static bool IsWork(HttpContext context) => !context.Request.Path.StartsWithSegments("/health");

    /// <summary>
    /// A statement that belongs to no request and no job is a look for work: several a second, in nobody's trace.
    /// </summary>
    private sealed class WorkOnly : Sampler
    {
        public override SamplingResult ShouldSample(in SamplingParameters samplingParameters) =>
            new(samplingParameters.Kind != ActivityKind.Client);
    }
}
