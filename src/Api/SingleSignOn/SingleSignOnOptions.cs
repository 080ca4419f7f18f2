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

    internal bool Allows(Id<Tenant> tenant, string domain) => Allowed().Contains((tenant, domain.ToLowerInvariant()));

    /// <summary>Each domain, in lower case, with the organisation that may use it.</summary>
    internal IEnumerable<(Id<Tenant> Tenant, string Domain)> Allowed() =>
        from pair in Pairs(Domains)
        where Id<Tenant>.TryParse(pair.Organisation, null, out _)
        select (Id<Tenant>.Parse(pair.Organisation, null), pair.Domain.ToLowerInvariant());

    internal bool IsReadable() =>
        Pairs(Domains).All(pair => pair.Domain.Length > 0 && Id<Tenant>.TryParse(pair.Organisation, null, out _));

    private static IEnumerable<(string Domain, string Organisation)> Pairs(string text) =>
        from part in text.Split([';', ','], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        let sides = part.Split('=', 2, StringSplitOptions.TrimEntries)
        select (sides[0], sides.Length == 2 ? sides[1] : "");
}
