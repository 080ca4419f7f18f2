using AethergenAI.Tables;
using AethergenAI.Tables.Constraints;

namespace AethergenAI.Schemas.Inference;

/// <summary>
/// Finds columns whose value determines the value of another column. A dependency is proposed only if it is unlikely
/// to be chance: if the other column were shuffled, at least 20 rows would break it.
/// </summary>
internal sealed class DependencySearch(ColumnProbe[] probes)
{
    private const int MaxColumns = 64;
    private const int MaxLevels = 2_000;
    private const int MaxNumbers = 100;
    private const int MinBroken = 20;

    /// <summary>
    /// The minimum of rows per level of the determining column. With fewer, the column is nearly a key,
    /// and a key determines everything.
    /// </summary>
    private const int MinRowsALevel = 4;

    private readonly List<Dependency> rules = [];
    private bool begun;

    public IEnumerable<string> Notes { get; private set; } = [];

    public void Observe(int rows)
    {
        if (!begun)
        {
            Begin();
        }
        rules.RemoveAll(rule =>
            !Discrete(rule.From)
            || !Discrete(rule.To)
            || !rule.Observe(probes[rule.From].Codes.AsSpan(0, rows), probes[rule.To].Codes)
        );
    }

    public IEnumerable<CombinationsConstraint> Propose(ColumnGuess[] judged)
    {
        var held = rules
            .Where(rule => Category(judged[rule.From].Column) && Category(judged[rule.To].Column) && Telling(rule))
            .ToList();
        var fixes = held.ToLookup(rule => rule.From, rule => rule.To);
        bool Same(int a, int b) => fixes[a].Contains(b) && fixes[b].Contains(a);
        // Columns that determine each other count as one; the first of them represents them all.
        int Speaker(int column) => fixes[column].Where(other => Same(column, other)).Append(column).Min();
        // A number determines another column only if it is another name of the same category:
        // "month 3" does not explain "season 1".
        bool Named(Dependency rule) =>
            judged[Speaker(rule.From)].Column is not IntegerColumn
            || fixes[rule.From].Any(other => Same(rule.From, other));

        var one = held.Where(rule => Same(rule.From, rule.To))
            .GroupBy(rule => Speaker(rule.From))
            .Select(group => group.SelectMany(rule => new[] { rule.From, rule.To }).Distinct().Order().ToArray())
            .Where(columns => columns.Any(i => judged[i].Column is not IntegerColumn))
            .Select(columns => Constraint(columns, "Each of these columns determines the others"));
        var several = held.Where(rule =>
                !Same(rule.From, rule.To)
                && rule.From == Speaker(rule.From)
                && rule.To == Speaker(rule.To)
                && Named(rule)
            )
            .Where(rule =>
                !fixes[rule.From]
                    .Any(between =>
                        between != rule.To
                        && !Same(rule.From, between)
                        && !Same(between, rule.To)
                        && fixes[between].Contains(rule.To)
                    )
            )
            .Select(rule =>
                Constraint([rule.From, rule.To], $"'{probes[rule.From].Name}' determines '{probes[rule.To].Name}'")
            );
        return one.Concat(several);
    }

    private CombinationsConstraint Constraint(int[] columns, string why) =>
        new([.. columns.Select(i => probes[i].Name)])
        {
            Reason = $"{why} in all {columns.Min(i => probes[i].Texts.Count):N0} rows where they are present.",
        };

    private void Begin()
    {
        begun = true;
        int[] columns =
        [
            .. Enumerable.Range(0, probes.Length).Where(i => Discrete(i) && probes[i].Texts.Levels!.Count > 1),
        ];
        if (columns.Length > MaxColumns)
        {
            Notes = [$"Fixed combinations were searched among the first {MaxColumns} columns with levels only."];
            columns = columns[..MaxColumns];
        }

        rules.AddRange(from a in columns from b in columns where a != b select new Dependency { From = a, To = b });
    }

    private bool Discrete(int column) =>
        probes[column].Texts.Levels is { } levels
        && levels.Count <= (probes[column].Numbers.Holds ? MaxNumbers : MaxLevels)
        && !(probes[column].Numbers.Holds && !probes[column].Numbers.Whole);

    private static bool Category(Column column) => column is CategoricalColumn or BooleanColumn or IntegerColumn;

    private bool Telling(Dependency rule)
    {
        Texts from = new(probes[rule.From]),
            to = new(probes[rule.To]);
        double agree = to.Agreement();
        return rule.Repeats * (1 - agree) >= MinBroken && from.Count >= MinRowsALevel * (long)from.Levels;
    }

    private readonly record struct Texts(ColumnProbe Probe)
    {
        public int Levels => Probe.Texts.Levels!.Count;

        public int Count => Probe.Texts.Count;

        /// <summary>The probability that two random rows have the same cell.</summary>
        public double Agreement()
        {
            double sum = 0;
            for (int level = 0; level < Levels; level++)
            {
                sum += Math.Pow((double)Probe.Texts.CountOf(level) / Count, 2);
            }
            return sum;
        }
    }
}
