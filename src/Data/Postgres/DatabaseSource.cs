using Azure.Core;
using Azure.Identity;
using Npgsql;

namespace AethergenAI.Data.Postgres;

/// <summary>
/// Opens PostgreSQL with the connection string's password, or in Azure as the process's own identity.
/// </summary>
public static class DatabaseSource
{
    /// <summary>A token goes to no other host: whoever had it could sign in as this process.</summary>
    private const string AzureHosts = ".postgres.database.azure.com";

    private static readonly TokenRequestContext Scope = new(["https://ossrdbms-aad.database.windows.net/.default"]);

    /// <summary>A token is good for an hour or more.</summary>
    private static readonly TimeSpan Renewal = TimeSpan.FromMinutes(30);

    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(5);

    /// <param name="connectionString">Without a password and for a host of Azure, its user is the identity's name.
    /// </param>
    public static NpgsqlDataSource Open(string connectionString)
    {
        var builder = new NpgsqlDataSourceBuilder(connectionString);
        builder.ConnectionStringBuilder.IncludeErrorDetail = false; // details quote rows
        if (ByIdentity(builder.ConnectionStringBuilder))
        {
            builder.ConnectionStringBuilder.SslMode = SslMode.VerifyFull;
            var identity = new DefaultAzureCredential();
            builder.UsePeriodicPasswordProvider(
                async (_, ct) => (await identity.GetTokenAsync(Scope, ct)).Token,
                Renewal,
                Retry
            );
        }

        return builder.Build();
    }

    internal static bool ByIdentity(NpgsqlConnectionStringBuilder settings) =>
        string.IsNullOrEmpty(settings.Password)
        && settings.Host is { } host
        && host.EndsWith(AzureHosts, StringComparison.OrdinalIgnoreCase);
}
