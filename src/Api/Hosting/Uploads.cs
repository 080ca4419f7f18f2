using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.Features;

namespace AethergenAI.Api.Hosting;

/// <summary>How large a body may be where files are sent. Everywhere else it is the server's 30 MB.</summary>
internal sealed class UploadOptions
{
    /// <summary>Bytes of a seed.</summary>
    [Range(1, long.MaxValue)]
    public long LargestSeed { get; init; } = 2L << 30;

    /// <summary>Bytes of a pack that is to be verified.</summary>
    [Range(1, long.MaxValue)]
    public long LargestPack { get; init; } = 512L << 20;
}

internal static class Uploads
{
    private const int BufferSize = 128 * 1024;

    /// <summary>
    /// Sets the body's limit in place of the server's own. A body that says its length is refused before it is sent.
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

    /// <summary>The body in a file of its own that is gone when it is closed, read from its start.</summary>
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

internal static class UploadRefusals
{
    internal static BadHttpRequestException TooLarge(long bytes) =>
        new(
            $"The file is larger than the {bytes >> 20:N0} MiB that may be sent here. Send a smaller one, "
                + "or use the command line, which has no such limit.",
            StatusCodes.Status413PayloadTooLarge
        );
}
