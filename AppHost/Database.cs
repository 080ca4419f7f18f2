using System.Security.Cryptography;
using System.Text;
using AethergenAI.Data.Postgres;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace AethergenAI.AppHost;

/// <summary>One database by two names.</summary>
/// <param name="Owner">As the role that may change its shape.</param>
/// <param name="App">As the role that API and workers are.</param>
/// <param name="Server">What must answer first; null where it is not ours to start.</param>
internal sealed record Database(
    IResourceBuilder<ParameterResource> Owner,
    IResourceBuilder<ParameterResource> App,
    IResourceBuilder<IResource>? Server
);

internal static class DatabaseResources
{
    internal const string ServerName = "postgres";

    /// <summary>
    /// The server that <c>AETHERGEN_PG</c> names; else one in a container, where <c>Postgres:Container</c> says so;
    /// else a private one.
    /// </summary>
    /// <exception cref="RefusedException">There is no server to use or to start.</exception>
    internal static async Task<Database> AddDatabaseAsync(
        this IDistributedApplicationBuilder builder,
        string home,
        CancellationToken ct
    )
    {
        if (builder.Configuration[ServerAccess.ExternalVariable] is { Length: > 0 } external)
        {
            ServerAccess server = ServerAccess.External(external);
            await server.EnsureDatabaseAsync(DatabaseAccess.Name, ct);
            return builder.Describe(server, null);
        }

        return builder.Configuration.GetValue("Postgres:Container", false)
            ? await builder.AddContainerAsync(home, ct)
            : await builder.AddPrivateAsync(home, ct);
    }

    internal static IResourceBuilder<ExecutableResource> WaitForServer(
        this IResourceBuilder<ExecutableResource> program,
        Database database
    ) => database.Server is null ? program : program.WaitFor(database.Server);

    private static async Task<Database> AddPrivateAsync(
        this IDistributedApplicationBuilder builder,
        string home,
        CancellationToken ct
    )
    {
        ServerFolder folder = await ServerFolder.OpenAsync(home, ct);
        int port = Ports.Free();
        ServerAccess access = folder.Access(port);
        var server = builder
            .AddPrivatePostgres(ServerName, folder, port)
            .OnResourceReady((_, _, ready) => access.EnsureDatabaseAsync(DatabaseAccess.Name, ready))
            .KeepRunning();
        builder.Services.AddSingleton(_ => folder); // the container disposes only what it makes
        return builder.Describe(access, server.WithAnswerCheck(AskAsync));

        async Task AskAsync(CancellationToken answer)
        {
            await using var connection = new NpgsqlConnection(access.AdminConnectionString);
            await connection.OpenAsync(answer);
        }
    }

    private static async Task<Database> AddContainerAsync(
        this IDistributedApplicationBuilder builder,
        string home,
        CancellationToken ct
    )
    {
        await ContainerEngine.RequireAsync(ct);
        string secret = SecretFile.Read(Path.Combine(home, "postgres-container-secret"));
        int port = Ports.Free();
        var password = builder.AddParameter("postgres-password", secret, secret: true);
        var server = builder
            .AddPostgres(ServerName, password: password, port: port)
            .WithImageTag("18")
            .WithArgs([.. ServerLog.WithoutValues.SelectMany(setting => new[] { "-c", setting })])
            .WithDataVolume(VolumeOf(home));
        server.WithEndpoint("tcp", endpoint => endpoint.IsProxied = false);
        var connection = new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1",
            Port = port,
            Username = "postgres",
            Password = secret,
            Database = "postgres",
            Timeout = 5,
        };
        ServerAccess access = ServerAccess.External(connection.ConnectionString);
        server.OnResourceReady((_, _, ready) => access.EnsureDatabaseAsync(DatabaseAccess.Name, ready));
        return builder.Describe(access, server);
    }

    /// <summary>Each home folder has a server and so a volume of its own.</summary>
    private static string VolumeOf(string home)
    {
        byte[] path = Encoding.UTF8.GetBytes(Path.TrimEndingDirectorySeparator(home));
        return $"aethergen-{Convert.ToHexStringLower(SHA256.HashData(path))[..12]}";
    }

    private static Database Describe(
        this IDistributedApplicationBuilder builder,
        ServerAccess server,
        IResourceBuilder<IResource>? resource
    )
    {
        DatabaseAccess access = server.Database(DatabaseAccess.Name);
        return new(
            builder.AddParameter("database-owner", access.Owner, secret: true),
            builder.AddParameter("database-app", access.App, secret: true),
            resource
        );
    }
}
