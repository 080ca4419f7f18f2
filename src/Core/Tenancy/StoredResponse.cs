namespace AethergenAI.Tenancy;

/// <summary>What was answered to a request with an Idempotency-Key.</summary>
public sealed class StoredResponse
{
    public required Id<StoredResponse> Id { get; init; }

    /// <summary>SHA-256 of who asked, where, and with which key.</summary>
    public required string KeySha256 { get; init; }

    /// <summary>SHA-256 of what was asked.</summary>
    public required string RequestSha256 { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Null while the first request is at work.</summary>
    public int? Status { get; set; }

    public string? Location { get; set; }

    public string? ContentType { get; set; }

    public byte[]? Body { get; set; }
}
