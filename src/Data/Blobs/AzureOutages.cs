using Azure;
using Azure.Identity;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace AethergenAI.Data.Blobs;

/// <summary>Says in words why a storage account could not be used.</summary>
internal static class AzureOutages
{
    internal static bool Is(Exception failure) =>
        LastTry(failure) switch
        {
            AuthenticationFailedException => true,
            RequestFailedException { Status: 0 or 401 or 403 or 408 or 429 or >= 500 } => true,
            RequestFailedException refused => refused.ErrorCode == BlobErrorCode.ContainerNotFound,
            // The patience of one try ended; when the caller gives up there is no timeout inside.
            TaskCanceledException { InnerException: TimeoutException } => true,
            _ => false,
        };

    internal static BlobOutageException InWords(Exception failure, BlobContainerClient container)
    {
        Uri account = new(container.Uri.GetLeftPart(UriPartial.Authority));
        return LastTry(failure) switch
        {
            AuthenticationFailedException => BlobRefusals.NotSignedIn(account, failure),
            RequestFailedException { Status: 401 or 403, ErrorCode: var code } => BlobRefusals.NotAllowed(
                account,
                code ?? "it gives no reason",
                failure
            ),
            RequestFailedException { Status: 404 } => BlobRefusals.NoContainer(account, container.Name, failure),
            var last => BlobRefusals.NoAnswer(account, Reason(last), failure),
        };
    }

    /// <summary>Azure's client collects one exception for each try.</summary>
    private static Exception LastTry(Exception failure) =>
        failure is AggregateException { InnerExceptions: [.., var last] } ? last : failure;

    /// <summary>The first line of the innermost message, as a sentence.</summary>
    private static string Reason(Exception failure) =>
        failure.GetBaseException().Message.Split('\n')[0].Trim().TrimEnd('.') + ".";
}
