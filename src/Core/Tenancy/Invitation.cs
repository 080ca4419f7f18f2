namespace AethergenAI.Tenancy;

/// <summary>What became of an invitation.</summary>
public enum InvitationState
{
    Open,
    Accepted,
    Withdrawn,
    Expired,
}

/// <summary>
/// Lets whoever has its link become a member. The link's secret is shown once; only its hash is stored.
/// </summary>
public sealed class Invitation
{
    /// <summary>How long an invitation can be accepted.</summary>
    public static readonly TimeSpan Lasts = TimeSpan.FromDays(7);

    public required Id<Invitation> Id { get; init; }

    public required string Email { get; init; }

    public required Role Role { get; init; }

    /// <summary>SHA-256 of the link's token, in hex.</summary>
    public required string TokenSha256 { get; init; }

    /// <summary>The e-mail address of the member who invites.</summary>
    public required string InvitedBy { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Whether only the addressee has the link: who has it then is known to have the address.</summary>
    public bool Mailed { get; set; }

    public DateTimeOffset? AcceptedAt { get; init; }

    public DateTimeOffset? WithdrawnAt { get; private set; }

    public InvitationState StateAt(DateTimeOffset now)
    {
        if (AcceptedAt is not null)
        {
            return InvitationState.Accepted;
        }
        if (WithdrawnAt is not null)
        {
            return InvitationState.Withdrawn;
        }
        return now < ExpiresAt ? InvitationState.Open : InvitationState.Expired;
    }

    /// <exception cref="RefusedException">It was accepted or withdrawn before.</exception>
    public void Withdraw(DateTimeOffset now)
    {
        if (StateAt(now) is InvitationState.Accepted or InvitationState.Withdrawn)
        {
            RequireOpen(now);
        }
        WithdrawnAt = now;
    }

    /// <exception cref="RefusedException">It was accepted or withdrawn, or has expired.</exception>
    public void RequireOpen(DateTimeOffset now)
    {
        if (StateAt(now) is not InvitationState.Open and var state)
        {
            throw InvitationRefusals.Closed(state);
        }
    }
}
