using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
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
            .RequireRateLimiting(Overload.Files)
            .WithTags("Evidence")
            .Needs(Role.Reviewer)
            .Accepts<Stream>("*/*")
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge);
        api.MapPost("/signing-key/rotate", Rotate).WithName("RotateSigningKey").WithTags("Evidence").Needs(Role.Owner);
    }

    /// <param name="Fingerprint">SHA-256 of the public key, in hex.</param>
    /// <param name="PublicKey">As PEM.</param>
    public sealed record NewKey(string Fingerprint, string PublicKey);

    /// <param name="Fingerprint">SHA-256 of the public key, as packs name their signer.</param>
    public sealed record SigningKeyAnswer(string Fingerprint, DateTimeOffset CreatedAt);

    /// <summary>
    /// The keys that the organisation signs its packs with, newest first, from position <paramref name="offset"/> on.
    /// </summary>
    internal static async Task<Ok<List<SigningKeyAnswer>>> Keys(
        AethergenDb db,
        CancellationToken ct,
        [Range(0, int.MaxValue)] int offset = 0,
        [Range(1, Paging.Max)] int limit = Paging.Usual
    ) =>
        TypedResults.Ok(
            await db
                .Keys.AsNoTracking()
                .OrderByDescending(key => key.CreatedAt)
                .ThenBy(key => key.Fingerprint)
                .Skip(offset)
                .Take(limit)
                .Select(key => new SigningKeyAnswer(key.Fingerprint, key.CreatedAt))
                .ToListAsync(ct)
        );

    internal static async Task<FileStreamHttpResult> Download(
        Id<Run> id,
        AethergenDb db,
        BlobStore blobs,
        HttpRequest request,
        CancellationToken ct
    )
    {
        var pack = await db.Artefacts.NamedAsync(id, EvidencePack.FileName, ct);
        await db.NoteDownloadAsync(pack, request, ct);
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
        bool isOurs = verdict.Signer is { } signer && await keys.HasAsync(db.Tenant, signer, ct);
        return TypedResults.Ok(isOurs ? verdict.ExpectedOf(verdict.Signer!) : verdict);
    }

    /// <summary>
    /// Signs packs from now on with a new key. Packs that were signed before still verify; tell those who verify yours
    /// the new fingerprint.
    /// </summary>
    internal static async Task<Ok<NewKey>> Rotate(
        AethergenDb db,
        SigningKeys keys,
        ClaimsPrincipal user,
        CancellationToken ct
    )
    {
        using var made = await keys.RotateAsync(db.Tenant, user.Email(), ct);
        return TypedResults.Ok(new NewKey(made.Fingerprint, made.PublicKeyPem));
    }
}
