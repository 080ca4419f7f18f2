namespace AethergenAI.Data.Blobs;

/// <summary>
/// The storage account does not answer, or does not let this process in. It is an outage, not a refusal: the same
/// request may succeed later, so a worker tries again.
/// </summary>
/// <param name="code">A stable, documented code (docs/problems.md).</param>
/// <param name="message">What happened, where, why and what to do now.</param>
/// <param name="cause">What the account or the network said.</param>
public sealed class BlobOutageException(string code, string message, Exception cause) : IOException(message, cause)
{
    public string Code { get; } = code;
}
