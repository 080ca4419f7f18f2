namespace AethergenAI.Tenancy;

/// <summary>What is wrong with an audit, at the first entry where something is.</summary>
/// <param name="Number">The entry's number.</param>
/// <param name="Reason">In words.</param>
public sealed record AuditFault(int Number, string Reason);

/// <summary>An organisation's audit, as it is exported and verified.</summary>
public sealed record AuditExport
{
    public required Id<Tenant> Organisation { get; init; }

    /// <summary>From the first on.</summary>
    public required IReadOnlyList<AuditEntry> Entries { get; init; }

    /// <summary>
    /// Looks for the first entry that was changed, added or taken out. Entries that were taken off the end are found
    /// only beside an <paramref name="earlier"/> export, all of whose entries must be here unchanged.
    /// </summary>
    /// <returns>Null where nothing is wrong.</returns>
    public AuditFault? Verify(AuditExport? earlier = null)
    {
        string before = AuditEntry.NoHash;
        foreach ((int index, AuditEntry entry) in Entries.Index())
        {
            int number = index + 1;
            if (entry.Number != number)
            {
                return new(number, $"Entry {number} is missing: entry {entry.Number} stands in its place.");
            }
            if (entry.Previous != before)
            {
                return new(number, $"Entry {number} does not follow from the entry before it.");
            }
            if (entry.HashFor(Organisation) != entry.Hash)
            {
                return new(number, $"Entry {number} is not as it was written: its hash does not fit.");
            }
            before = entry.Hash;
        }

        return earlier is null ? null : Compare(earlier);
    }

    private AuditFault? Compare(AuditExport earlier)
    {
        if (earlier.Organisation != Organisation)
        {
            return new(0, "The earlier export is of another organisation.");
        }
        foreach ((int index, AuditEntry entry) in earlier.Entries.Index())
        {
            if (index >= Entries.Count)
            {
                return new(entry.Number, $"Entry {entry.Number} of the earlier export is gone.");
            }
            if (Entries[index].Hash != entry.Hash)
            {
                return new(entry.Number, $"Entry {entry.Number} is not the one of the earlier export.");
            }
        }

        return null;
    }
}
