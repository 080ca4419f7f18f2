namespace AethergenAI.Tenancy;

/// <summary>A person's membership in a tenant.</summary>
public sealed class Member
{
    /// <summary>The account the person signs in with.</summary>
    public required Guid AccountId { get; init; }

    public required string Email { get; init; }

    public required Role Role { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }
}

/// <summary>One attempt to sign in to a tenant's account; kept, never changed.</summary>
public sealed class SignIn
{
    public required Id<SignIn> Id { get; init; }

    public required string Email { get; init; }

    /// <summary>password, code, recovery-code (both after a password), passkey or link.</summary>
    public required string Method { get; init; }

    public required bool Succeeded { get; init; }

    public required DateTimeOffset At { get; init; }
}

/// <summary>The key that a tenant's evidence is signed with (ECDSA P-256).</summary>
public sealed class TenantKey
{
    /// <summary>SHA-256 of the public key's SubjectPublicKeyInfo, in hex.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>The private key, PKCS #8 as PEM, encrypted by the key ring that Api and Worker share.</summary>
    public required string Pem { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}
