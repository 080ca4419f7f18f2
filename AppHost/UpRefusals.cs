namespace AethergenAI.AppHost;

internal static class UpRefusals
{
    internal static RefusedException PortTaken(int port) =>
        new(
            RefusalKind.Conflict,
            "up.port-taken",
            $"Port {port} is taken by another program. "
                + "Choose another with --port, or leave --port out to get a free one."
        );

    internal static RefusedException WorkerCount(string count) =>
        new(
            RefusalKind.Invalid,
            "up.worker-count",
            $"Worker:Count is '{count}', but runs need at least one worker. "
                + "Set Worker__Count to 1 or more, or leave it out to start one."
        );

    internal static RefusedException NotBuilt(string dll) =>
        new(
            RefusalKind.NotFound,
            "up.not-built",
            $"{dll} is missing. "
                + "Build the solution (dotnet build AethergenAI.sln), or start with ./aethergen up, which does."
        );

    internal static RefusedException NotMigrated(string reason, string log) =>
        new(
            RefusalKind.Conflict,
            "up.not-migrated",
            $"The database could not be brought up to date: {reason} The whole log is in {log}."
        );

    internal static RefusedException NotHealthy(string name, string reason, string log) =>
        new(
            RefusalKind.Conflict,
            "up.not-healthy",
            $"{name} did not become healthy: {reason} The whole log is in {log}."
        );

    /// <param name="secret">The file with the password.</param>
    internal static RefusedException WrongSecret(string secret) =>
        new(
            RefusalKind.Conflict,
            "postgres.wrong-secret",
            $"The database does not accept the password in {secret}. Nothing was changed. Restore the file from a "
                + "backup, or delete it: the next start sets the password anew, and no data is lost."
        );

    internal static RefusedException NoContainerEngine(string reason) =>
        new(
            RefusalKind.NotFound,
            "up.no-container-engine",
            $"PostgreSQL should run in a container, but no container engine answers ({reason}). "
                + "Start Docker or Podman, or unset Postgres__Container to start a private server instead."
        );

    internal static RefusedException DemoFailed(string reason) =>
        new(
            RefusalKind.Conflict,
            "up.demo-failed",
            $"The demo workspace could not be made: {reason} Everything else works; --no-demo leaves it out."
        );
}
