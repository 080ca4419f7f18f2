using System.Net.Sockets;
using System.Text.RegularExpressions;
using AethergenAI.Data.Blobs;
using Npgsql;

namespace AethergenAI.Worker.Jobs;

internal static class Outages
{
    /// <summary>
    /// Whether the database, the blobs or the network were away, or a disk was full: that says nothing about the work.
    /// </summary>
    internal static bool Is(Exception failure) =>
        failure switch
        {
            RegexMatchTimeoutException => false, // the work itself takes too long, each time it is tried
            PostgresException refused => refused.IsTransient,
            NpgsqlException or BlobOutageException or SocketException or TimeoutException => true,
            IOException when BlobStore.IsFull(failure) => true,
            _ => failure.InnerException is { } inner && Is(inner),
        };
}
