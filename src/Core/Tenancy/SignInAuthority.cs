namespace AethergenAI.Tenancy;

/// <summary>The OpenID Connect authority at which the people of an e-mail domain sign in.</summary>
public sealed class SignInAuthority
{
    public required Id<SignInAuthority> Id { get; init; }

    /// <summary>
    /// Its address. It never changes: what an account is connected to is a subject of this issuer, and another issuer
    /// could name anybody so.
    /// </summary>
    public required string Issuer { get; init; }

    /// <summary>As what this server is registered there.</summary>
    public required string ClientId { get; set; }

    /// <summary>The client secret, encrypted by the key ring.</summary>
    public required string SealedSecret { get; set; }

    /// <summary>In lower case. It belongs to one organisation.</summary>
    public required string Domain { get; set; }

    /// <summary>Of a member who comes for the first time; never Owner.</summary>
    public required Role DefaultRole { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }
}

/// <summary>Whom an authority has let in before. It outlives the person's account.</summary>
public sealed class SignInSubject
{
    public required Id<SignInAuthority> AuthorityId { get; init; }

    public required string Subject { get; init; }
}
