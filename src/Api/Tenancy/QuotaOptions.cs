using System.ComponentModel.DataAnnotations;

namespace AethergenAI.Api.Tenancy;

/// <summary>What one organisation may use of a system that it shares with others.</summary>
internal sealed class QuotaOptions
{
    /// <summary>The bytes of its seeds and of its runs' files; equal files count once.</summary>
    [Range(1, long.MaxValue)]
    public long StoredBytes { get; init; } = 100_000_000_000;

    [Range(1, int.MaxValue)]
    public int Seeds { get; init; } = 2000;

    /// <summary>The trials that wait or run at one time, over all its runs.</summary>
    [Range(1, int.MaxValue)]
    public int OpenTrials { get; init; } = 2000;
}
