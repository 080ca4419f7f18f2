using System.Text;
using AethergenAI.Generation.Constraints;
using AethergenAI.Generation.Encodings;
using AethergenAI.Generation.Sampling;
using AethergenAI.Privacy;
using AethergenAI.Tables;
using AethergenAI.Tables.Constraints;
using AethergenAI.Tables.Csv;

namespace AethergenAI.Generation.Private;

/// <summary>
/// Encodes rows in the tokens of domains that are public or paid for. Unlike <see cref="TableEncoder"/> it learns
/// nothing from the rows: the tokens, their meaning and the computed columns follow from the schema alone,
/// and a row's tokens from that row alone.
/// </summary>
internal static class DomainEncoder
{
    /// <param name="rows">All rows that count; none is left out, even if it breaks a constraint.</param>
    /// <param name="schema">The schema, including the discovered domains.</param>
    /// <param name="domains">The domains of all columns that are neither keys nor computed.</param>
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
                return KeyEncodings.Of(column, part, schema, nothing);
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

    /// <summary>The columns that are modelled: neither keys nor computed. Depends on the schema only.</summary>
    /// <exception cref="RefusedException">A constraint could only be enforced by copying
    /// combinations from the seed.</exception>
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

    /// <summary>The columns that are computed from the others of a sum. Depends on the schema only.</summary>
    internal static IEnumerable<Column> Totals(Schema schema)
    {
        var sums = Plan(schema).Sums;
        return schema.Columns.Where(column => sums.ContainsKey(column.Name));
    }

    /// <summary>
    /// The columns of unique keys that have hardly any values to make up, since nothing says between which they lie.
    /// </summary>
    internal static IEnumerable<Column> KeysWithoutRange(Schema schema)
    {
        var keys = Plan(schema).Keys;
        return schema.Columns.Where(column =>
            keys.ContainsKey(column.Name)
            && KeyLattice.ListOf(column) is null
            && column switch
            {
                CategoricalColumn levels => levels.Levels.Count == 0,
                IntegerColumn or DecimalColumn or DateColumn or DateTimeColumn => ColumnBounds.Declared(column)
                    is { Min: null }
                        or { Max: null },
                _ => false,
            }
        );
    }

    private static ConstraintPlan Plan(Schema schema)
    {
        var combinations = schema.Constraints.OfType<CombinationsConstraint>().FirstOrDefault(one => one.Active);
        if (combinations is not null)
        {
            throw PrivacyRefusals.SeedCombinations(
                string.Join(", ", combinations.Columns.Select(column => $"'{column}'"))
            );
        }

        // Without rows the plan can only follow the schema: no inequality then becomes a gap,
        // and each is checked in every row instead.
        var plan = ConstraintPlan.Of(schema, NoRows(schema));
        return plan.Copied.FirstOrDefault() is { } copied
            ? throw PrivacyRefusals.CannotCompute(copied.Sentence())
            : plan;
    }

    /// <summary>
    /// A table of the schema without rows, so that nothing is read from the seed and only declarations count.
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
            int[] outside = [.. levels.Levels.Select(level => Outside(level, known, column.Nullable))];
            for (int row = 0; row < tokens.Length; row++)
            {
                tokens[row] = levels.Codes[row] switch
                {
                    < 0 => count,
                    var code when map[code] >= 0 => map[code],
                    var code => outside[code],
                };
            }
        }

        bool ordered = domain is NumberDomain || ((LevelDomain)domain).Ordered || count <= 2;
        return (tokens, count + (column.Nullable ? 1 : 0), ordered && !column.Nullable);
    }

    /// <summary>
    /// The token of a level outside the domain: its nearest ancestor in the domain, else "other" if there is such a
    /// level, missing where cells may be, else a known level that depends on the text alone, so that rare levels are
    /// spread over the known ones.
    /// </summary>
    private static int Outside(string level, LevelDomain known, bool nullable)
    {
        var ancestors = known.Hierarchy?.Line(level).Skip(1) ?? [];
        if (ancestors.FirstOrDefault(one => known.Levels.Contains(one, StringComparer.Ordinal)) is { } ancestor)
        {
            return OutputLevels.Map([ancestor], known.Levels)[0];
        }
        if (known.Other is { } other)
        {
            return OutputLevels.Map([other], known.Levels)[0];
        }
        return nullable
            ? known.Levels.Count
            : (int)(Utf8Levels.Hash(Encoding.UTF8.GetBytes(level)) % (ulong)known.Levels.Count);
    }
}
