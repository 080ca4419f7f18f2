namespace AethergenAI.Api.Hosting;

internal static class UploadRefusals
{
    internal static BadHttpRequestException TooLarge(long bytes) =>
        new(
            $"The file is too large: the limit is {bytes >> 20:N0} MiB. Upload a smaller file, "
                + "or use the command line, which has no such limit.",
            StatusCodes.Status413PayloadTooLarge
        );
}
