using System.ComponentModel.DataAnnotations;

namespace AethergenAI.Api.Tenancy;

internal sealed class OrganisationOptions
{
    /// <summary>Whether whoever is signed in may make another organisation.</summary>
    public bool AnyoneMayCreate { get; init; } = true;

    /// <summary>How long an organisation can still be kept after an owner asked to delete it.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "365.00:00:00")]
    public TimeSpan Grace { get; init; } = TimeSpan.FromDays(30);
}
