using AethergenAI.Generation.Constraints;
using AethergenAI.Generation.Sampling;
using AethergenAI.Tables;

namespace AethergenAI.Generation.Encodings;

/// <summary>Encodes the columns of a seed one after another and collects the model columns that they need.</summary>
internal sealed class ColumnEncoder(Schema schema, Table seed, ConstraintPlan plan)
{
    /// <summary>A relation that this share of the rows keeps is kept as one, whatever the gaps of the others.</summary>
    private const double MostlyRepeats = 0.5;

    private readonly Dictionary<string, JointTokens> joints = new(StringComparer.Ordinal);
    private readonly RepeatedColumnSearch repeats = new(schema, seed, plan);
    private readonly GapSearch gaps = new(seed);

    internal List<TokenColumn> Tokens { get; } = [];

    internal ColumnEncoding Encode(Column column)
    {
        string name = column.Name;
        if (plan.Groups.Holds(name))
        {
            return Joint(name);
        }
        var data = seed[name];
        if (Enumerable.Range(0, data.Length).All(data.IsMissing))
        {
            return new MissingEncoding(name, data is NumberData);
        }
        int? missing = Missing(data);
        if (plan.Keys.TryGetValue(name, out KeyPart? part))
        {
            return KeyEncodings.Of(column, part, schema, seed) with { Missing = missing };
        }
        if (plan.Sums.TryGetValue(name, out SumRole? sum))
        {
            return Sum(column, sum) with { Missing = missing };
        }
        return data switch
        {
            NumberData numbers => Numbers(column, numbers.Values) with { Missing = missing },
            LevelData levels => Levels(column, levels) with { Missing = missing },
            _ => throw GenerationRefusals.MissingColumn(name),
        };
    }

    /// <summary>The model column that says whether a cell is missing; null if no cell is.</summary>
    private int? Missing(ColumnData data)
    {
        int[] tokens = [.. Enumerable.Range(0, data.Length).Select(row => data.IsMissing(row) ? 1 : 0)];
        return tokens.AsSpan().Contains(1)
            ? Add(new TokenColumn($"{data.Name} is missing", tokens, 2, Ordered: true))
            : null;
    }

    private LevelEncoding Levels(Column column, LevelData data)
    {
        var (repeated, rest) = RepeatedColumnSearch.Whole(data) is { } whole
            ? Split(column, Found(column, whole, null), whole)
            : ((RepeatedColumn?)null, (double[]?)null);
        int[] tokenOf = new int[data.Levels.Count];
        tokenOf.AsSpan().Fill(-1);
        int[] used = [.. data.Codes.Where(code => code >= 0).Distinct()];
        // Levels are in the schema's order, which may be a rank order.
        IEnumerable<int> order = column is CategoricalColumn categorical
            ? Ranked(used, data.Levels, categorical.Levels)
            : used.Order();
        var levels = new List<string>();
        foreach (int code in order)
        {
            tokenOf[code] = levels.Count;
            levels.Add(data.Levels[code]);
        }

        bool ordered = column is CategoricalColumn { Ordered: true } || levels.Count <= 2;
        int[] tokens =
        [
            .. data.Codes.Select(
                (code, row) => code < 0 || (rest is not null && double.IsNaN(rest[row])) ? -1 : tokenOf[code]
            ),
        ];
        return new LevelEncoding(column.Name, Add(new TokenColumn(column.Name, tokens, levels.Count, ordered)), levels)
        {
            Repeats = repeated,
        };
    }

    private static IEnumerable<int> Ranked(int[] used, IReadOnlyList<string> levels, IReadOnlyList<string> declared)
    {
        int[] ranks = OutputLevels.Map(levels, declared);
        return used.OrderBy(code => ranks[code]);
    }

    private ColumnEncoding Numbers(Column column, double[] values)
    {
        var found = Found(column, values, RepeatedColumnSearch.Rare(values));
        var role =
            found?.Share >= MostlyRepeats ? null : Closest(column, values) ?? plan.Gaps.GetValueOrDefault(column.Name);
        if (role is not null)
        {
            repeats.Follow(column.Name, role.Other);
            return Gap(column, role);
        }
        var (repeated, rest) = Split(column, found, values);
        if (Calendar(column, values, rest) is { } calendar)
        {
            return calendar with { Repeats = repeated };
        }
        // Cells of all values, so that a row that keeps no relation is not alone in a cell.
        var scale = NumberScaleFit.Fit([.. values.Where(double.IsFinite)], ColumnStep.Of(column, seed));
        var used = rest.Where(double.IsFinite).Select(scale.TokenOf).ToHashSet();
        scale = scale with
        {
            Cells = [.. scale.Cells.Where((_, token) => used.Contains(token))],
            Digits = SignificantDigits.Of(values, scale.Step),
        };
        var (fitted, heaps, tokens) = HeapFit.Of(rest, scale);
        return new NumberEncoding(column.Name, AddScaled(column.Name, rest, fitted), fitted)
        {
            Repeats = repeated,
            Heaps = Multiples(column, heaps, tokens),
        };
    }

    private Heaps? Multiples(Column column, Heaps? heaps, int[] tokens)
    {
        if (heaps is null)
        {
            return null;
        }
        var multiples = new TokenColumn($"{column.Name} is a multiple", tokens, heaps.Tokens, Ordered: false);
        return heaps with { ModelColumn = Add(multiples) };
    }

    private GapRole? Closest(Column column, double[] values)
    {
        double? step = ColumnStep.Of(column, seed);
        if (CalendarFit.Of(column, values, step, CalendarFit.Tests(schema)) is not null)
        {
            return null;
        }
        var before = schema.Columns.TakeWhile(other => other.Name != column.Name);
        return gaps.Of(
            column.Name,
            before
                .Where(other => RepeatedColumnSearch.Alike(column, other) && repeats.MayFollow(column.Name, other))
                .Select(other => other.Name),
            plan.Gaps.GetValueOrDefault(column.Name)?.Other,
            step
        );
    }

    private RepeatedColumnSearch.Found? Found(Column column, double[] values, double[]? rare) =>
        repeats.Of(column, values, rare, column is not (DecimalColumn or DateColumn or DateTimeColumn));

    /// <returns>The relation, and the numbers without those of the rows that keep it and are flagged.</returns>
    private (RepeatedColumn? Repeats, double[] Own) Split(
        Column column,
        RepeatedColumnSearch.Found? found,
        double[] values
    )
    {
        if (found is not { Repeats: var repeated })
        {
            return (null, values);
        }
        bool time = schema[repeated.Other] is DateTimeColumn;
        double[] others = seed.Numbers(repeated.Other).Values;
        if (repeated.HoldsAlways(values, others, time, ColumnStep.Of(column, seed)))
        {
            return (repeated with { Except = null }, values);
        }
        double[] rest = [.. values.Select((value, row) => found.Rows[row] ? double.NaN : value)];
        int[] flags = Array.ConvertAll(found.Rows, row => row ? 1 : 0);
        string name = $"{column.Name} repeats {repeated.Other}";
        return (repeated with { Flag = Add(new TokenColumn(name, flags, 2, Ordered: true)) }, rest);
    }

    /// <param name="values">NaN if the row has no value.</param>
    private NumberEncoding Numbers(string column, string name, double[] values, double? step)
    {
        var scale = NumberScaleFit.Fit([.. values.Where(double.IsFinite)], step);
        return new NumberEncoding(column, AddScaled(name, values, scale), scale);
    }

    /// <param name="rest">NaN also where a cell repeats another column.</param>
    private CalendarEncoding? Calendar(Column column, double[] values, double[] rest)
    {
        if (CalendarFit.Of(column, values, ColumnStep.Of(column, seed), CalendarFit.Tests(schema)) is not { } pieces)
        {
            return null;
        }
        double[] there = [.. values.Where(double.IsFinite)];
        CalendarPart[] parts =
        [
            .. pieces.Select(piece => new CalendarPart(
                AddScaled(piece.Name, Only(piece.Values, rest), piece.Scale, piece.Ordered),
                piece.Scale
            )),
        ];
        return new CalendarEncoding(column.Name, CalendarParts.Origin(column), parts, there.Min(), there.Max());
    }

    private static double[] Only(double[] values, double[] there) =>
        [.. values.Select((value, row) => double.IsNaN(there[row]) ? double.NaN : value)];

    private int AddScaled(string name, double[] values, NumberScale scale, bool ordered = true)
    {
        int[] tokens = [.. values.Select(value => double.IsNaN(value) ? -1 : scale.TokenOf(value))];
        return Add(new TokenColumn(name, tokens, scale.Cells.Count, ordered));
    }

    private SumEncoding Sum(Column column, SumRole role)
    {
        var (min, max) = ColumnBounds.Declared(column);
        // An addend computed as a remainder stays within the seed's range, even if no bounds are declared.
        if (role.Minus.Count > 0)
        {
            (min, max) = ColumnBounds.DeclaredOrSeen(column, seed);
        }
        return new SumEncoding(
            column.Name,
            role.Plus,
            role.Minus,
            ColumnStep.Of(column, seed),
            min,
            max,
            Fallback(column, [.. role.Plus, .. role.Minus])
        );
    }

    private ColumnEncoding Gap(Column column, GapRole role)
    {
        if (GapFit.Of(column, role, seed, schema) is not { } fit)
        {
            return Fallback(column, [role.Other])!;
        }
        int? apart = fit.Apart.AsSpan().Contains(true) ? Add(Apart()) : null;
        int place = AddScaled(fit.Name, fit.Gaps, fit.Encoding.Gap);
        return fit.Encoding with
        {
            ModelColumn = place,
            Apart = apart,
            Counts = Tokens[place].Counts(),
            Fallback = Fallback(column, [role.Other], fit.Apart),
            Heaps = Multiples(column, fit.Encoding.Heaps, fit.Multiples),
        };

        TokenColumn Apart() =>
            new($"{column.Name} is apart", [.. fit.Apart.Select(row => row ? 1 : 0)], 2, Ordered: true);
    }

    /// <summary>
    /// How a computed column is made if a column that it is computed from is missing;
    /// null if that happens in no row of the seed.
    /// </summary>
    /// <param name="apart">Rows that are made so although nothing is missing; null: none.</param>
    private NumberEncoding? Fallback(Column column, IReadOnlyList<string> from, bool[]? apart = null)
    {
        double[] values = seed.Numbers(column.Name).Values;
        double[] alone =
        [
            .. values.Select(
                (value, row) =>
                    apart?[row] == true || from.Any(other => seed[other].IsMissing(row)) ? value : double.NaN
            ),
        ];
        return alone.All(double.IsNaN)
            ? null
            : Numbers(column.Name, $"{column.Name} alone", alone, ColumnStep.Of(column, seed));
    }

    private ColumnEncoding Joint(string column)
    {
        string root = plan.Groups.Root(column);
        if (!joints.TryGetValue(root, out JointTokens? joint))
        {
            string[] members =
            [
                .. schema
                    .Columns.Select(member => member.Name)
                    .Where(member => plan.Groups.Holds(member) && plan.Groups.Root(member) == root),
            ];
            joint = JointTokens.Of(seed, members);
            joints.Add(root, joint);
            joint.ModelColumn = Add(
                new TokenColumn(string.Join(" × ", members), joint.Tokens, joint.FirstRows.Length, Ordered: false)
            );
        }

        return joint.Encoding(seed[column]);
    }

    private int Add(TokenColumn column)
    {
        Tokens.Add(column);
        return Tokens.Count - 1;
    }
}
