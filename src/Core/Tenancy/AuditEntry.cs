using System.Globalization;
using System.Text;
using System.Text.Json.Serialization;

namespace AethergenAI.Tenancy;

/// <summary>
/// One act of a person or program in an organisation. Its hash covers all fields and the hash of the entry before, so
/// that an entry that was changed, added or taken out is found, unless whoever did it computed all later hashes anew:
/// that shows beside an earlier export.
/// </summary>
public sealed record AuditEntry
{
    /// <summary>The hash that stands before the first entry.</summary>
    public static readonly string NoHash = new('0', 64);

    [JsonIgnore]
    public Id<AuditEntry> Id { get; init; } = Id<AuditEntry>.New();

    /// <summary>From 1, without gaps; given by the database, as are time and hashes.</summary>
    public int Number { get; init; }

    /// <summary>To the second.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>The e-mail address of the person, or the name of the key or part of the system.</summary>
    public required string Actor { get; init; }

    /// <summary>The kind of thing and what was done to it, such as <c>run.start</c>.</summary>
    public required string Action { get; init; }

    /// <summary>The id, name or address of the thing.</summary>
    public required string Subject { get; init; }

    /// <summary>A JSON object of what else there is to say; never a value of a cell.</summary>
    public required string Detail { get; init; }

    /// <summary>The hash of the entry before.</summary>
    public string Previous { get; init; } = NoHash;

    /// <summary>SHA-256 in hex.</summary>
    public string Hash { get; init; } = NoHash;

    /// <summary>What the hash must be: SHA-256 of the fields, each on its line.</summary>
    public string HashFor(Id<Tenant> tenant) =>
        Sha256.Hex(
            Encoding.UTF8.GetBytes(
                string.Join(
                    '\n',
                    tenant.ToString(),
                    Number.ToString(CultureInfo.InvariantCulture),
                    At.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
                    Actor,
                    Action,
                    Subject,
                    Detail,
                    Previous
                )
            )
        );
}
