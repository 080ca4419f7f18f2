using System.Collections;

namespace AethergenAI.Tables.Constraints;

/// <summary>
/// No two rows have the same values in all of these columns. Of rows that do, all but the first break it.
/// </summary>
public sealed record UniqueConstraint(IReadOnlyList<string> Columns) : Constraint
{
    internal static readonly ConstraintDescription Description = new(
        KindOf<UniqueConstraint>(),
        "No two rows have the same values",
        "Of rows that have the same values in all of these columns, only the first may stay.",
        [ConstraintField.List<UniqueConstraint>("columns", "Columns", 1, ColumnKinds.All, unique => unique.Columns)]
    );

    internal override ConstraintDescription KindDescription => Description;

    internal override bool OneRowTells => false;

    internal override bool GivesColumnsAway => false;

    public override string Sentence() => $"unique {string.Join(", ", Columns.Select(name => $"'{name}'"))}";

    internal override string? Contradiction(
        IReadOnlyDictionary<string, Column> columns,
        IReadOnlyList<Constraint> all
    ) =>
        Columns.All(name => columns[name] is TextColumn { Redacted: not null })
            ? $"'{Columns[0]}' is redacted, so its cells that are not missing are all the same."
            : null;

    internal override RowRule Rule(Schema schema, Table? seed)
    {
        var seen = new HashSet<UInt128>();
        var codes = new BitArray(1024);
        return rows =>
        {
            // Codes identify texts across blocks, and one bit per text takes less memory than its hash.
            if (Columns.Count == 1 && rows[Columns[0]] is LevelData texts)
            {
                return row => texts.Codes[row] < 0 || Add(codes, texts.Codes[row]);
            }
            var hashes = new RowHashes(rows, Columns);
            return row => hashes.AnyMissing(row) || seen.Add(hashes.Of(row));
        };
    }

    /// <returns>True if the code is new.</returns>
    private static bool Add(BitArray codes, int code)
    {
        if (code >= codes.Length)
        {
            codes.Length = Math.Max(code + 1, codes.Length * 2);
        }
        bool fresh = !codes[code];
        codes[code] = true;
        return fresh;
    }
}
