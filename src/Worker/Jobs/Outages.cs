using System.Net.Sockets;
using System.Text.RegularExpressions;
using AethergenAI.Data.Blobs;
using AethergenAI.Workspace;
using Npgsql;

namespace AethergenAI.Worker.Jobs;

internal static class Outages
{
    /// <summary>
    /// What was missing, where the database, the blobs or the network were away, or a disk was full: that says nothing
    /// about the work.
    /// </summary>
    /// <returns>Null where the failure is the work's own.</returns>
    internal static OutsideNeed? NeedOf(Exception failure) =>
        failure switch
        {
            RegexMatchTimeoutException => null, // the work itself takes too long, each time it is tried
            IOException when BlobStore.IsFull(failure) => OutsideNeed.DiskSpace,
            BlobOutageException { InnerException: { } cause } when BlobStore.IsFull(cause) => OutsideNeed.DiskSpace,
            BlobOutageException => OutsideNeed.Storage,
            PostgresException { SqlState: PostgresErrorCodes.DiskFull } => OutsideNeed.DiskSpace,
            PostgresException refused => refused.IsTransient ? OutsideNeed.Database : null,
            NpgsqlException => OutsideNeed.Database,
            SocketException or TimeoutException => OutsideNeed.Network,
            _ => failure.InnerException is { } inner ? NeedOf(inner) : null,
        };

    internal static bool Is(Exception failure) => NeedOf(failure) is not null;
}
