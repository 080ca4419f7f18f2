using System.Diagnostics;

namespace AethergenAI.Data.Postgres;

/// <summary>
/// Replaces the password of a database server whose secret file was lost. Whoever may read the server's folder may set
/// the administrator's password, without the old one: the server then runs for one command, and listens to nobody.
/// </summary>
internal static class LostPostgresSecret
{
    /// <exception cref="RefusedException">The server could not set the password.</exception>
    public static async Task ReplaceAsync(
        ClusterFolder cluster,
        PostgresBinaries binaries,
        ServerAccount account,
        CancellationToken ct
    )
    {
        string secret = ClusterFolder.NewSecret();
        ProcessStartInfo command = account.Command(
            binaries.Postgres,
            "--single",
            "-D",
            cluster.Data,
            "-c",
            "exit_on_error=on",
            "-c",
            "log_min_error_statement=panic", // the statement has the password
            "postgres"
        );
        // The password is hexadecimal and needs no escaping.
        string statement = $"alter role {ClusterFolder.Administrator} password '{secret}'\n";
        (int exitCode, string error) = await ServerAccount.RunAsync(command, ct, statement);
        if (exitCode != 0)
        {
            throw await cluster.FailedAsync("Setting the administrator's password anew", error, ct);
        }

        cluster.WriteSecret(secret);
        await account.OwnAsync([cluster.SecretFile], ct);
    }
}
