using AethergenAI.Data.Blobs;
using Microsoft.AspNetCore.Mvc;
using Npgsql;

namespace AethergenAI.Api.Hosting;

/// <summary>What a request is answered where a disk is full, or the database or the storage does not answer.</summary>
internal static class OutageProblem
{
    /// <returns>Null where something else is wrong.</returns>
    internal static ProblemDetails? Of(Exception? exception) =>
        exception switch
        {
            null => null,
            BlobOutageException outage => Unavailable(outage.Message, outage.Code),
            IOException when BlobStore.IsFull(exception) => Unavailable(
                "The server's disk is full. Ask the administrator to free some space, then try again.",
                "blobs.disk-full"
            ),
            PostgresException { SqlState: PostgresErrorCodes.DiskFull } => Unavailable(
                "The disk of the database is full, so this was not stored. "
                    + "Ask the administrator to free some space, then try again.",
                "database.disk-full"
            ),
            NpgsqlException { IsTransient: true } => Unavailable(
                "The database does not answer, or has no connection free. Try again in some seconds.",
                code: null
            ),
            // Entity Framework, transactions and jobs wrap it.
            _ => Of(exception.InnerException),
        };

    /// <param name="code">Null: that of the status.</param>
    private static ProblemDetails Unavailable(string detail, string? code)
    {
        var problem = new ProblemDetails { Status = StatusCodes.Status503ServiceUnavailable, Detail = detail };
        if (code is not null)
        {
            problem.Extensions["code"] = code;
        }
        return problem;
    }
}
