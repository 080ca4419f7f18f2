using AethergenAI.Generation.Constraints;
using AethergenAI.Generation.Encodings;
using AethergenAI.Generation.Sampling;
using AethergenAI.Privacy;
using AethergenAI.Tables;
using AethergenAI.Tables.Constraints;

namespace AethergenAI.Generation.Private;

/// <summary>
/// Turns rows into the tokens of domains that are public or paid for. Unlike <see cref="TableEncoder"/> it learns
/// nothing from the rows: which tokens there are, what they mean and which columns are computed follow from the schema
/// alone, and a row's tokens from that row.
/// </summary>
internal static class DomainEncoder
{
    /// <param name="rows">Those that count; none is left out, constraints notwithstanding.</param>
    /// <param name="schema">With what was paid for put in.</param>
    /// <param name="domains">Of every column that is neither a key nor computed.</param>
    internal static EncodedSeed Encode(
        Table rows,
        Schema schema,
        IReadOnlyDictionary<string, TokenDomain> domains,
        CancellationToken ct
    )
    {
        var plan = Plan(schema);
        var nothing = NoRows(schema);
        var tokens = new List<TokenColumn>();
        var encodings = new List<ColumnEncoding>();
        foreach (var column in schema.Columns)
        {
            ct.ThrowIfCancellationRequested();
            encodings.Add(Encode(column));
        }

        return new EncodedSeed(schema, rows, tokens, encodings);

        ColumnEncoding Encode(Column column)
        {
            string name = column.Name;
            if (plan.Keys.TryGetValue(name, out var part))
            {
                return ColumnEncoder.Key(column, part, nothing);
            }
            if (plan.Sums.TryGetValue(name, out var sum))
            {
                var (min, max) = ColumnBounds.Declared(column);
                return new SumEncoding(name, sum.Plus, sum.Minus, TokenDomain.Step(column), min, max);
            }

            int place = tokens.Count;
            var (cells, count, ordered) = Tokens(rows[name], column, domains[name]);
            tokens.Add(new TokenColumn(name, cells, count, ordered));
            return domains[name] is LevelDomain levels
                ? new LevelEncoding(name, place, levels.Levels) { LastIsMissing = column.Nullable }
                : new NumberEncoding(name, place, ((NumberDomain)domains[name]).Scale)
                {
                    LastIsMissing = column.Nullable,
                };
        }
    }

    /// <summary>The columns that are modelled: neither keys nor computed. Read from the schema alone.</summary>
    /// <exception cref="RefusedException">A constraint could only be kept by copying what the seed has.</exception>
    internal static IReadOnlyList<Column> Modelled(Schema schema)
    {
        var plan = Plan(schema);
        return
        [
            .. schema.Columns.Where(column =>
                !plan.Keys.ContainsKey(column.Name) && !plan.Sums.ContainsKey(column.Name)
            ),
        ];
    }

    /// <summary>The modelled columns whose domain the schema does not declare public.</summary>
    internal static IEnumerable<Column> Undeclared(Schema schema) =>
        Modelled(schema).Where(column => TokenDomain.Public(column) is null);

    private static ConstraintPlan Plan(Schema schema)
    {
        var combinations = schema.Constraints.OfType<CombinationsConstraint>().FirstOrDefault(one => one.Active);
        if (combinations is not null)
        {
            throw PrivacyRefusals.SeedCombinations(
                string.Join(", ", combinations.Columns.Select(column => $"'{column}'"))
            );
        }

        // Without rows the plan can only follow the schema; no inequality then makes a gap,
        // and each is checked in every row instead.
        var plan = ConstraintPlan.Of(schema, NoRows(schema));
        return plan.Copied.FirstOrDefault() is { } copied
            ? throw PrivacyRefusals.CannotCompute(copied.Sentence())
            : plan;
    }

    /// <summary>
    /// A table of the schema without a row: what is asked of the seed elsewhere is answered by what was declared.
    /// </summary>
    private static Table NoRows(Schema schema) =>
        new([
            .. schema.Columns.Select(
                ColumnData (column) =>
                    column switch
                    {
                        IntegerColumn or DecimalColumn or DateColumn or DateTimeColumn => new NumberData
                        {
                            Name = column.Name,
                            Values = [],
                        },
                        CategoricalColumn categorical => new LevelData
                        {
                            Name = column.Name,
                            Codes = [],
                            Levels = categorical.Levels,
                        },
                        BooleanColumn boolean => new LevelData
                        {
                            Name = column.Name,
                            Codes = [],
                            Levels = [boolean.FalseText, boolean.TrueText],
                        },
                        _ => new LevelData
                        {
                            Name = column.Name,
                            Codes = [],
                            Levels = [],
                        },
                    }
            ),
        ]);

    private static (int[] Tokens, int Count, bool Ordered) Tokens(ColumnData cells, Column column, TokenDomain domain)
    {
        int[] tokens = new int[cells.Length];
        int count;
        if (domain is NumberDomain numbers)
        {
            count = numbers.Scale.Cells.Count;
            double[] values = ((NumberData)cells).Values;
            for (int row = 0; row < tokens.Length; row++)
            {
                tokens[row] = double.IsNaN(values[row]) ? count : numbers.Scale.TokenOf(values[row]);
            }
        }
        else
        {
            var known = (LevelDomain)domain;
            count = known.Levels.Count;
            var levels = (LevelData)cells;
            int[] map = OutputLevels.Map(levels.Levels, known.Levels);
            // A value outside counts as "other" where there is such a level, else as missing.
            int outside = known.Other is { } other ? OutputLevels.Map([other], known.Levels)[0] : count;
            for (int row = 0; row < tokens.Length; row++)
            {
                int code = levels.Codes[row];
                tokens[row] =
                    code < 0 ? count
                    : map[code] >= 0 ? map[code]
                    : outside;
            }
        }

        bool ordered = domain is NumberDomain || ((LevelDomain)domain).Ordered || count <= 2;
        return (tokens, count + (column.Nullable ? 1 : 0), ordered && !column.Nullable);
    }
}
