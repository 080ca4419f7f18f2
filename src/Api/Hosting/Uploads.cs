using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.Features;

namespace AethergenAI.Api.Hosting;

/// <summary>The maximum sizes of uploaded files. For all other requests the server's limit of 30 MB applies.</summary>
internal sealed class UploadOptions
{
    /// <summary>The maximum size of a seed, in bytes.</summary>
    [Range(1, long.MaxValue)]
    public long LargestSeed { get; init; } = 2L << 30;

    /// <summary>The maximum size of a pack to verify, in bytes.</summary>
    [Range(1, long.MaxValue)]
    public long LargestPack { get; init; } = 512L << 20;
}

internal static class Uploads
{
    private const int BufferSize = 128 * 1024;

    /// <summary>
    /// Replaces the server's limit of the body's size. A body with a stated length that is too large is refused before
    /// it is read.
    /// </summary>
    internal static void LimitBody(this HttpRequest request, long bytes)
    {
        if (request.ContentLength > bytes)
        {
            throw UploadRefusals.TooLarge(bytes);
        }
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = bytes;
        }
    }

    /// <summary>Copies the body to a temporary file, which is deleted when the stream is closed.</summary>
    internal static async Task<FileStream> SpoolAsync(this HttpRequest request, CancellationToken ct)
    {
        var file = new FileStream(
            Path.Combine(Path.GetTempPath(), $"aethergen-{Guid.CreateVersion7():N}"),
            FileMode.CreateNew,
            FileAccess.ReadWrite,
            FileShare.None,
            BufferSize,
            FileOptions.Asynchronous | FileOptions.DeleteOnClose
        );
        try
        {
            await request.Body.CopyToAsync(file, BufferSize, ct);
            file.Position = 0;
            return file;
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }
}
