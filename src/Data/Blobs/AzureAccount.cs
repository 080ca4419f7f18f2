using Azure.Identity;
using Azure.Storage.Blobs;

namespace AethergenAI.Data.Blobs;

/// <summary>The client of a storage account, from the setting that names it.</summary>
internal static class AzureAccount
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <exception cref="RefusedException">The text names no account.</exception>
    internal static (BlobServiceClient Client, bool ByIdentity) Open(string account)
    {
        if (!Uri.TryCreate(account, UriKind.Absolute, out Uri? address))
        {
            return (WithKey(account), false);
        }
        if (address.Scheme != Uri.UriSchemeHttps)
        {
            throw BlobRefusals.NotAnAccount("it does not begin with https, and a token travels only encrypted.");
        }
        return (new BlobServiceClient(address, new DefaultAzureCredential(), Options()), true);
    }

    internal static BlobClientOptions Options() => new() { Retry = { MaxRetries = 3, NetworkTimeout = Patience } };

    private static BlobServiceClient WithKey(string connectionString)
    {
        try
        {
            return new BlobServiceClient(connectionString, Options());
        }
        catch (Exception malformed) when (malformed is FormatException or ArgumentException)
        {
            throw BlobRefusals.NotAnAccount("it is neither an https address nor a connection string.");
        }
    }
}
