using System.Globalization;
using AethergenAI.Data.Postgres;

namespace AethergenAI.AppHost;

/// <summary>Our own programs as resources.</summary>
internal static class ProgramResources
{
    /// <summary>
    /// A program as it was built. Not <c>AddProject</c>, which starts each through <c>dotnet run</c>: two seconds of
    /// CPU and 135 MB more.
    /// </summary>
    /// <param name="dll">A full path.</param>
    internal static IResourceBuilder<ExecutableResource> AddProgram(
        this IDistributedApplicationBuilder builder,
        string name,
        string dll,
        params string[] arguments
    )
    {
        var program = builder
            .AddExecutable(name, DotnetPath, Path.GetDirectoryName(dll)!, ["exec", dll, .. arguments])
            .WithEnvironment(ServerAccess.ExternalVariable, ""); // its role may do more than theirs
        // Where the operator names a collector, the programs find that name in their environment and send there.
        bool elsewhere = builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] is { Length: > 0 };
        return elsewhere
            ? program
            : program
                .WithOtlpExporterIfEndpointAvailable(OtlpProtocol.Grpc)
                .WithEnvironment("OTEL_METRIC_EXPORT_INTERVAL", "10000"); // for whoever has the dashboard open
    }

    /// <summary>What API and workers both need: the database, the blobs and the key ring.</summary>
    internal static IResourceBuilder<ExecutableResource> WithStores(
        this IResourceBuilder<ExecutableResource> program,
        Database database,
        Layout layout
    ) =>
        program
            .WithEnvironment("ConnectionStrings__aethergen", database.App)
            .WithEnvironment("Blobs__Root", layout.Blobs)
            .WithEnvironment("Keys__Root", layout.Keys);

    /// <exception cref="RefusedException"><c>Worker:Count</c> is not a number from 1 on.</exception>
    internal static int WorkerCount(this IDistributedApplicationBuilder builder)
    {
        string text = builder.Configuration["Worker:Count"] is { Length: > 0 } given ? given : "1";
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count > 0
            ? count
            : throw UpRefusals.WorkerCount(text);
    }

    private static string DotnetPath =>
        Environment.ProcessPath is { } self && Path.GetFileNameWithoutExtension(self) == "dotnet" ? self : "dotnet";
}
