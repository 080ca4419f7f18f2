using AethergenAI.Data.Postgres;
using Microsoft.Extensions.DependencyInjection;

namespace AethergenAI.AppHost;

/// <summary>PostgreSQL as a plain process, from npm's binaries or an installed server's: no container engine.</summary>
internal static class PrivatePostgres
{
    /// <summary>
    /// The orchestrator ends a process with SIGTERM, at which PostgreSQL waits until its last client has left; SIGINT
    /// ends it at once and in order. The server also gets it when this shell is killed.
    /// </summary>
    private const string FastShutdown = """
        if command -v setpriv > /dev/null; then
          if [ "$1" = setpriv ]; then shift; fi
          set -- setpriv --pdeathsig INT "$@"
        fi
        trap 'kill -INT $server' TERM INT HUP
        "$@" & server=$!
        while kill -0 $server 2>/dev/null; do wait $server; code=$?; done
        exit $code
        """;

    internal static IResourceBuilder<ExecutableResource> AddPrivatePostgres(
        this IDistributedApplicationBuilder builder,
        string name,
        ServerFolder folder,
        int port
    )
    {
        IReadOnlyList<string> server = folder.Command(port);
        string[] words = OperatingSystem.IsWindows() ? [.. server] : ["/bin/sh", "-c", FastShutdown, name, .. server];
        return builder
            .AddExecutable(name, words[0], folder.Root, words[1..])
            .WithEndpoint(port, port, "tcp", "tcp", isProxied: false)
            .OnBeforeResourceStarted(
                (_, starting, ct) => starting.Services.GetRequiredService<ServerFolder>().StopOrphanAsync(ct)
            );
    }
}
