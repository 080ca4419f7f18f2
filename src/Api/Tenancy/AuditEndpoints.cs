using System.ComponentModel.DataAnnotations;
using AethergenAI.Api.Hosting;
using AethergenAI.Data;
using AethergenAI.Tenancy;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace AethergenAI.Api.Tenancy;

/// <summary>Who did what in the organisation.</summary>
internal static class AuditEndpoints
{
    public static void MapAudit(this IEndpointRouteBuilder api)
    {
        var audit = api.MapGroup("/audit").WithTags("Organisation").NeedsPerson(Role.Owner);
        audit.MapGet("/", List).WithName("ListAudit");
        audit.MapGet("/export", Export).WithName("ExportAudit");
    }

    /// <summary>The entries, latest first.</summary>
    /// <param name="actor">Only what this person, key or part of the system did.</param>
    /// <param name="action">Only actions that begin so, such as <c>run</c> or <c>member.add</c>.</param>
    internal static async Task<Ok<List<AuditEntry>>> List(
        AethergenDb db,
        CancellationToken ct,
        [Range(0, int.MaxValue)] int offset = 0,
        [Range(1, Paging.Max)] int limit = Paging.Usual,
        [StringLength(254)] string? actor = null,
        [StringLength(100)] string? action = null
    ) =>
        TypedResults.Ok(
            await db
                .AuditEntries.AsNoTracking()
                .Where(entry => actor == null || entry.Actor == actor)
                .Where(entry => action == null || entry.Action.StartsWith(action))
                .OrderByDescending(entry => entry.Number)
                .PartAsync(offset, limit, ct)
        );

    /// <summary>An <see cref="AuditExport"/> that is written while it is read.</summary>
    /// <param name="Entries">From the first on.</param>
    public sealed record AuditStream(Id<Tenant> Organisation, IAsyncEnumerable<AuditEntry> Entries);

    /// <summary>All entries with their hashes, for <c>aethergen verify-audit</c>.</summary>
    internal static Ok<AuditStream> Export(AethergenDb db, HttpResponse response)
    {
        response.Headers.ContentDisposition = "attachment; filename=audit.json";
        return TypedResults.Ok(
            new AuditStream(
                db.Tenant,
                db.AuditEntries.AsNoTracking().OrderBy(entry => entry.Number).AsAsyncEnumerable()
            )
        );
    }
}
