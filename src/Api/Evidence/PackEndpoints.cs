using System.Security.Cryptography;
using AethergenAI.Api.Hosting;
using AethergenAI.Api.Runs;
using AethergenAI.Api.Tenancy;
using AethergenAI.Data;
using AethergenAI.Data.Blobs;
using AethergenAI.Data.Keys;
using AethergenAI.Evidence;
using AethergenAI.Tenancy;
using AethergenAI.Workspace;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace AethergenAI.Api.Evidence;

internal static class PackEndpoints
{
    public static void MapPacks(this IEndpointRouteBuilder api)
    {
        api.MapGet("/runs/{id}/pack", Download)
            .WithName("DownloadPack")
            .WithTags("Evidence")
            .Needs(Role.Reviewer)
            .Produces(StatusCodes.Status200OK, contentType: "application/zip")
            .ProducesProblem(StatusCodes.Status404NotFound);
        api.MapGet("/signing-keys", Keys).WithName("ListSigningKeys").WithTags("Evidence").Needs(Role.Reviewer);
        api.MapPost("/packs/verify", Verify)
            .WithName("VerifyPack")
            .WithTags("Evidence")
            .Needs(Role.Reviewer)
            .Accepts<Stream>("*/*")
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge);
    }

    /// <param name="Fingerprint">SHA-256 of the public key, as packs name their signer.</param>
    public sealed record SigningKeyAnswer(string Fingerprint, DateTimeOffset CreatedAt);

    /// <summary>The keys that the organisation signs its packs with, newest first.</summary>
    internal static async Task<Ok<List<SigningKeyAnswer>>> Keys(AethergenDb db, CancellationToken ct) =>
        TypedResults.Ok(
            await db
                .Keys.AsNoTracking()
                .OrderByDescending(key => key.CreatedAt)
                .Select(key => new SigningKeyAnswer(key.Fingerprint, key.CreatedAt))
                .ToListAsync(ct)
        );

    internal static async Task<FileStreamHttpResult> Download(
        Id<Run> id,
        AethergenDb db,
        BlobStore blobs,
        CancellationToken ct
    )
    {
        var pack = await db.Artefacts.NamedAsync(id, EvidencePack.FileName, ct);
        return ArtefactEndpoints.Send(pack, await blobs.OpenAsync(db.Tenant, pack.Sha256, ct));
    }

    /// <summary>
    /// Verifies any pack. The signer counts as verified if the pack was signed with a key of this organisation.
    /// </summary>
    internal static async Task<Ok<PackVerdict>> Verify(
        HttpRequest request,
        AethergenDb db,
        SigningKeys keys,
        IOptions<UploadOptions> options,
        CancellationToken ct
    )
    {
        request.LimitBody(options.Value.LargestPack);
        await using var pack = await request.SpoolAsync(ct);
        // Rows compress about tenfold. A file that expands far more is not a pack but a decompression bomb.
        var limits = new PackLimits(Bytes: 20 * options.Value.LargestPack, AllDocumentBytes: options.Value.LargestPack);
        var verdict = EvidencePack.Verify(pack, null, limits);
        using var ours = verdict.Signer is { } signer ? await keys.FindAsync(db.Tenant, signer, ct) : null;
        if (ours is null)
        {
            return TypedResults.Ok(verdict);
        }

        using ECDsa key = SigningKey.PublicFromPem(ours.PublicKeyPem);
        pack.Position = 0;
        return TypedResults.Ok(EvidencePack.Verify(pack, key, limits));
    }
}
