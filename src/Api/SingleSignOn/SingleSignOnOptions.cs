using AethergenAI.Tenancy;

namespace AethergenAI.Api.SingleSignOn;

/// <summary>What whoever runs the installation allows organisations that sign in elsewhere.</summary>
internal sealed class SingleSignOnOptions
{
    /// <summary>
    /// Which organisation may use which e-mail domain, such as <c>acme.example=ID; acme.test=ID</c>, by the
    /// organisations' ids. The organisation that runs the installation may use any.
    /// </summary>
    public string Domains { get; init; } = "";

    /// <summary>Whether an authority may have an address of this machine or of a private network.</summary>
    public bool AllowPrivateAddresses { get; init; }

    internal bool Allows(Id<Tenant> tenant, string domain) =>
        Pairs(Domains)
            .Any(pair =>
                string.Equals(pair.Domain, domain, StringComparison.OrdinalIgnoreCase)
                && Id<Tenant>.TryParse(pair.Organisation, null, out var allowed)
                && allowed == tenant
            );

    internal bool IsReadable() =>
        Pairs(Domains).All(pair => pair.Domain.Length > 0 && Id<Tenant>.TryParse(pair.Organisation, null, out _));

    private static IEnumerable<(string Domain, string Organisation)> Pairs(string text) =>
        from part in text.Split([';', ','], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        let sides = part.Split('=', 2, StringSplitOptions.TrimEntries)
        select (sides[0], sides.Length == 2 ? sides[1] : "");
}
