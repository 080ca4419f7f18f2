using AethergenAI.Evaluation.Fidelity;
using AethergenAI.Generation.Constraints;
using AethergenAI.Generation.Encodings;
using AethergenAI.Generation.Sampling;
using AethergenAI.Schemas;
using AethergenAI.Statistics;
using AethergenAI.Statistics.Kernels;
using AethergenAI.Tables;

namespace AethergenAI.Evaluation.Attacks;

/// <summary>
/// Does a person come out again? Looks at all rows for values of columns that identify somebody, and for combinations
/// of columns that few seed rows have.
/// </summary>
internal static class IdentityReplay
{
    internal static readonly MeasureDescription Values = new(
        "privacy.identifying-values",
        "Identifying values",
        "Do names, keys or addresses of real people stand in the synthetic rows?",
        "The share of different values in an identifying column that occur in the seed, beyond what made-up values "
            + "reach by chance; the worst of these columns."
    )
    {
        Scope = IntervalScope.SyntheticDrawnAgain,
        Better = Better.Lower,
        Minimum = -1,
    };

    internal static readonly MeasureDescription Combinations = new(
        "privacy.rare-combinations",
        "Rare combinations",
        "Do combinations of columns that few seed rows have come out again more often than chance allows?",
        "The share of synthetic rows that agree in all quasi-identifiers (all compared columns, where fewer than three "
            + "are marked) with a combination that one or two real rows have, and seed rows do, beyond the same share "
            + "for holdout rows."
    )
    {
        Scope = IntervalScope.SyntheticDrawnAgain,
        Better = Better.Lower,
        Minimum = -1,
    };

    private const int MinColumns = 3,
        FewRows = 2;

    /// <summary>With so few levels, a column such as "phone" says of what kind a thing is, not whose.</summary>
    private const int FewLevels = 20;

    /// <returns>Null if no column identifies anybody.</returns>
    public static Attack? OfValues(EvaluationInput input)
    {
        var columns = input
            .Schema.Columns.Where(column => Identifies(column) && Held(input, column.Name))
            .Select(column => (column.Name, Excess: Excess(input, column)))
            .ToList();
        if (columns.Count == 0)
        {
            return null;
        }
        var worst = columns.MaxBy(column => column.Excess.Interval.Low);
        return AttackSuite.Judge(
            Attack.Asking(Values) with
            {
                Details = [.. columns.Select(column => column.Excess.AsMeasure(column.Name))],
                Note = $"The worst of {columns.Count} identifying columns: '{worst.Name}'.",
            },
            worst.Excess,
            input.Synthetic.RowCount,
            AttackSuite.CopyLimit
        );
    }

    /// <returns>Null if fewer than three columns can be compared.</returns>
    public static Attack? OfCombinations(AttackSamples on)
    {
        string[] marked =
        [
            .. on
                .Space.Features.Where(feature => feature.Column.Role == ColumnRole.QuasiIdentifier)
                .Select(feature => feature.Name),
        ];
        IReadOnlyList<string> columns = marked.Length >= MinColumns ? marked : on.ColumnNames;
        return columns.Count < MinColumns
            ? null
            : AttackSuite.Judge(
                Attack.Asking(Combinations) with
                {
                    Note = $"In {Counts.Of(columns.Count, "column")}; combinations of {FewRows} real rows at most.",
                },
                Replay.Copies(on.Input, columns, on.Seed, FewRows),
                on.Input.Synthetic.RowCount,
                AttackSuite.CopyLimit
            );
    }

    /// <summary>
    /// A sentence for each identifier of which made-up values equal real ones no more often than chance has it.
    /// </summary>
    public static IEnumerable<string> ByChance(EvaluationInput input) =>
        from column in input.Schema.Columns.OfType<IdentifierColumn>()
        where Held(input, column.Name)
        let excess = Excess(input, column)
        let made = Texts(input.Synthetic, column.Name).Count
        let found = (int)Math.Round(excess.Success * made)
        where found > 0 && excess.Interval.Low <= 0
        select $"{found:N0} of {Counts.Of(made, "made-up value")} in column '{column.Name}' "
            + $"{(found == 1 ? "equals" : "equal")} a real one by chance: its pattern has only "
            + $"{Possible(column, input):N0} values, and the seed {Texts(input.Train, column.Name).Count:N0} of them. "
            + "Such a value tells nothing of the real row. If there must be none, fit again with a longer pattern.";

    private static bool Identifies(Column column) =>
        column is IdentifierColumn
        || (column.Role == ColumnRole.Identifier && column is not TextColumn { Redacted: not null })
        || (column is CategoricalColumn { Levels.Count: > FewLevels } && PersonNames.Identify(column.Name));

    private static bool Held(EvaluationInput input, string column) =>
        input.Train.Has(column) && input.Synthetic.Has(column) && Texts(input.Train, column).Count > 0;

    private static ExcessSuccess Excess(EvaluationInput input, Column column)
    {
        HashSet<ulong> seed = Texts(input.Train, column.Name);
        ulong[] rows = [.. Texts(input.Synthetic, column.Name)];
        int found = rows.Count(seed.Contains);
        double chance = column is IdentifierColumn identifier
            ? Math.Min(1, seed.Count / Possible(identifier, input))
            : 0;
        var interval = rows.Length == 0 ? new Interval(0, 0) : Proportion.ClopperPearson(found, rows.Length);
        double share = rows.Length == 0 ? 0 : (double)found / rows.Length;
        return new ExcessSuccess(
            share - chance,
            new Interval(interval.Low - chance, interval.High - chance),
            share,
            chance
        );
    }

    /// <summary>The number of texts that the generator can make.</summary>
    private static double Possible(IdentifierColumn column, EvaluationInput input) =>
        PlainNumbers.Of(column, input.Train) is { } plain
            ? plain.End - plain.First
            : IdentifierText.Count(KeyPlan.Pattern(column, input.Train), column.Check);

    private static HashSet<ulong> Texts(Table table, string column) => [.. Keys(table, column)];

    /// <summary>The cells that are not missing.</summary>
    private static IEnumerable<ulong> Keys(Table table, string column)
    {
        ulong[] keys = RowKeys.Of(table, [column]);
        return Enumerable.Range(0, keys.Length).Where(row => !table[column].IsMissing(row)).Select(row => keys[row]);
    }
}
