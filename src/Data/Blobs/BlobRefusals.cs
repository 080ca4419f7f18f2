namespace AethergenAI.Data.Blobs;

internal static class BlobRefusals
{
    /// <summary>An outage: there may be room later.</summary>
    internal static BlobOutageException DiskFull(Exception cause) =>
        new(
            "blobs.disk-full",
            "The server's disk is full, so this file was not stored. "
                + "Ask the administrator to free some space, then try again.",
            cause
        );

    internal static RefusedException NoPlace() =>
        new(
            RefusalKind.Invalid,
            "blobs.no-place",
            "Blobs:Root and Blobs:Account are both empty. Set Blobs:Root to the folder that stores seeds, models and "
                + "packs, or Blobs:Account to the address of an Azure storage account."
        );

    internal static RefusedException TwoPlaces() =>
        new(
            RefusalKind.Invalid,
            "blobs.two-places",
            "Blobs:Root and Blobs:Account are both set, so it is not clear where seeds, models and packs are. "
                + "Remove one of them."
        );

    /// <param name="reason">Contains no part of the setting, which may hold a key.</param>
    internal static RefusedException NotAnAccount(string reason) =>
        new(
            RefusalKind.Invalid,
            "blobs.not-an-account",
            $"Blobs:Account is not the address of a storage account: {reason} "
                + "Write it as https://NAME.blob.core.windows.net, or as a connection string with a key."
        );

    internal static RefusedException Damaged(string sha256) =>
        new(
            RefusalKind.Conflict,
            "blobs.damaged",
            $"The stored bytes of blob {sha256} are not those that were stored under this name. "
                + "Upload the same file again, or ask the administrator to restore this blob from a backup."
        );

    internal static RefusedException Missing(string sha256) =>
        new(
            RefusalKind.Conflict,
            "blobs.missing",
            $"The stored bytes of blob {sha256} are gone. "
                + "Upload the same file again, or ask the administrator to restore this blob from a backup."
        );

    internal static BlobOutageException NoAnswer(Uri account, string reason, Exception cause) =>
        new(
            "blobs.no-answer",
            $"The storage account {account} does not answer: {reason} Check the address in Blobs:Account, "
                + "the network and the account's firewall, then try again.",
            cause
        );

    internal static BlobOutageException NotSignedIn(Uri account, Exception cause) =>
        new(
            "blobs.not-signed-in",
            $"No identity was found to sign in to the storage account {account} with. In Azure, give the app a managed "
                + "identity and set AZURE_CLIENT_ID to its client id; on your own machine run `az login`.",
            cause
        );

    internal static BlobOutageException NotAllowed(Uri account, string reason, Exception cause) =>
        new(
            "blobs.not-allowed",
            $"The storage account {account} does not let this process in ({reason}). Give its identity the role "
                + "Storage Blob Data Contributor on the container; a new role takes some minutes to work.",
            cause
        );

    internal static BlobOutageException NoContainer(Uri account, string container, Exception cause) =>
        new(
            "blobs.no-container",
            $"The storage account {account} has no container {container}. Create it, or run `azd provision`, "
                + "which does.",
            cause
        );
}
