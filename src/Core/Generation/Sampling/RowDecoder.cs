using AethergenAI.Generation.Conditioning;
using AethergenAI.Generation.Encodings;
using AethergenAI.Tables;

namespace AethergenAI.Generation.Sampling;

/// <summary>
/// Turns a block's tokens into cells, computed columns after the columns they depend on,
/// and checks every row. Safe for concurrent use.
/// </summary>
internal sealed class RowDecoder
{
    private readonly ModelManifest manifest;
    private readonly ColumnDecoder[] decoders;
    private readonly Dictionary<string, int> places;
    private readonly IReadOnlyList<string>?[] levels;
    private readonly List<string> rules = [];
    private readonly (RowRule Holds, IReadOnlyList<string> Columns, int Rule)[] checks;
    private int draws;

    internal RowDecoder(ModelManifest manifest)
    {
        this.manifest = manifest;
        places = manifest
            .Encodings.Select((encoding, place) => (encoding.Column, place))
            .ToDictionary(pair => pair.Column, pair => pair.place, StringComparer.Ordinal);
        levels =
        [
            .. manifest.Encodings.Select(encoding => OutputLevels.Of(manifest.Schema[encoding.Column], encoding)),
        ];
        decoders =
        [
            .. InOrder(manifest.Encodings)
                .Select(encoding =>
                {
                    var decoder = Decoder(encoding);
                    decoder.Parts = Parts(encoding);
                    decoder.Repeats = encoding.Repeats is { } repeated ? Repeats(repeated, encoding) : null;
                    return decoder;
                }),
        ];
        checks =
        [
            .. manifest
                .Schema.Constraints.Where(constraint => constraint is { Active: true, OneRowTells: true })
                .Select(constraint =>
                    (
                        constraint.Rule(manifest.Schema, seed: null)!,
                        constraint.ColumnNames(),
                        Rule(constraint.Sentence())
                    )
                ),
        ];
    }

    /// <summary>The number of random numbers per row for decoding.</summary>
    internal int Draws => draws;

    internal string RuleName(int rule) => rules[rule];

    internal RowBuffer Buffer(int rows) => new(manifest.Encodings, levels, places, rows);

    /// <summary>The checks of the rows in a buffer, by index in the buffer.</summary>
    internal (Func<int, bool> Holds, int Rule)[] Checks(RowBuffer buffer) =>
        [.. checks.Select(check => (check.Holds(buffer.NumbersOf(check.Columns)), check.Rule))];

    /// <summary>
    /// Makes the cells of <paramref name="rows"/> (indices in the block) and marks the rows that break a rule.
    /// </summary>
    internal void Decode(
        BlockState state,
        ReadOnlySpan<int> rows,
        GivenCells? given,
        (Func<int, bool> Holds, int Rule)[] holding
    )
    {
        foreach (int row in rows)
        {
            state.Broken[row] = BlockState.Whole;
        }
        foreach (var decoder in decoders)
        {
            decoder.Decode(state, rows, given);
        }
        foreach (var (holds, rule) in holding)
        {
            foreach (int row in rows)
            {
                if (!holds(row + state.Shift))
                {
                    state.Broken[row] = rule;
                }
            }
        }
    }

    /// <summary>Leaves only the given cells of <paramref name="rows"/>.</summary>
    internal void Clear(BlockState state, ReadOnlySpan<int> rows, GivenCells? given)
    {
        for (int column = 0; column < levels.Length; column++)
        {
            given?.Overlay(column, state, rows);
            foreach (int row in rows)
            {
                if (given?.Gives(column, state, row) != true)
                {
                    state.Buffer.Clear(column, row + state.Shift);
                }
            }
        }
    }

    private ColumnDecoder Decoder(ColumnEncoding encoding)
    {
        int output = places[encoding.Column];
        return encoding switch
        {
            LevelEncoding single => new LevelDecoder(
                single,
                output,
                single.ModelColumn,
                [
                    .. OutputLevels.Map(single.Levels, levels[output]!),
                    .. single.LastIsMissing ? [-1] : Array.Empty<int>(),
                ]
            ),
            LevelCombinationEncoding joint => new LevelDecoder(
                joint,
                output,
                joint.ModelColumn,
                Codes(joint, levels[output]!)
            ),
            NumberEncoding numbers => Numbers(numbers, output),
            CalendarEncoding calendar => new CalendarDecoder(calendar, output, [.. calendar.Parts.Select(Part)]),
            NumberCombinationEncoding joint => new CombinationDecoder(joint, output),
            SumEncoding sum => new SumDecoder(
                sum,
                output,
                Places(sum.Plus),
                Places(sum.Minus),
                Fallback(sum.Fallback, output),
                Rule($"the range of '{sum.Column}'")
            ),
            GapEncoding gap => Gap(gap, output),
            NumberKeyEncoding key => new NumberKeyDecoder(key, output),
            LevelKeyEncoding key => new LevelKeyDecoder(key, output, OutputLevels.Map(key.Levels, levels[output]!)),
            IdentifierEncoding identifier => new IdentifierDecoder(identifier, output, Entity(identifier)),
            MissingEncoding missing => new MissingDecoder(missing, output),
            _ => throw GenerationRefusals.ModelMalformed($"column '{encoding.Column}' has an unknown encoding"),
        };
    }

    private string Entity(IdentifierEncoding identifier) =>
        (manifest.Schema[identifier.Column] as IdentifierColumn)?.Entity ?? identifier.Column;

    private static int[] Codes(LevelCombinationEncoding joint, IReadOnlyList<string> output)
    {
        int[] map = OutputLevels.Map(joint.Levels, output);
        return [.. joint.Codes.Select(code => code < 0 ? -1 : map[code])];
    }

    private NumbersDecoder Numbers(NumberEncoding encoding, int output)
    {
        var cells = new NumberDecoder(encoding.Scale);
        return new NumbersDecoder(encoding, output, encoding.ModelColumn, cells, cells.AtomsOnly ? -1 : draws++);
    }

    private (int ModelColumn, NumberDecoder Cells, int Draw) Part(CalendarPart part)
    {
        var cells = new NumberDecoder(part.Scale);
        return (part.ModelColumn, cells, cells.AtomsOnly ? -1 : draws++);
    }

    private NumbersDecoder? Fallback(NumberEncoding? encoding, int output) =>
        encoding is null ? null : Numbers(encoding, output);

    /// <summary>Only dates in bins are moved: those of calendar parts and of combinations say their day.</summary>
    private DateParts? Parts(ColumnEncoding encoding)
    {
        if (encoding is not NumberEncoding dates)
        {
            return null;
        }
        AskedPart[] asked =
        [
            .. manifest
                .Encodings.Where(other =>
                    other.Repeats is { } repeated && repeated.Other == dates.Column && repeated.Part != ValuePart.Value
                )
                .Select(other =>
                    other is LevelEncoding levels
                        ? new AskedPart(
                            levels.Repeats!,
                            levels.ModelColumn,
                            [.. levels.Levels.Select(RepeatedColumn.WholeOf)]
                        )
                        : Asked((NumberEncoding)other)
                ),
        ];
        bool time = manifest.Schema[dates.Column] is DateTimeColumn;
        return asked.Length == 0 ? null : new DateParts(dates, places[dates.Column], time, draws++, asked);

        static AskedPart Asked(NumberEncoding numbers)
        {
            double[] exact = [.. numbers.Scale.Cells.Select(cell => cell is [var atom] ? atom : double.NaN)];
            return new AskedPart(numbers.Repeats!, numbers.ModelColumn, exact);
        }
    }

    private RepeatedColumnCells Repeats(RepeatedColumn repeated, ColumnEncoding encoding)
    {
        var column = manifest.Schema[encoding.Column];
        int output = places[encoding.Column];
        return new RepeatedColumnCells(
            repeated,
            places[repeated.Other],
            manifest.Schema[repeated.Other] is DateTimeColumn,
            encoding is NumberEncoding numbers ? numbers.Scale.Step : 1,
            ColumnBounds.Declared(column),
            levels[output],
            Rule($"that '{encoding.Column}' follows from '{repeated.Other}'")
        );
    }

    private GapDecoder Gap(GapEncoding gap, int output)
    {
        var cells = new NumberDecoder(gap.Gap);
        return new GapDecoder(
            gap,
            output,
            places[gap.Other],
            cells,
            cells.AtomsOnly ? -1 : draws++,
            Fallback(gap.Fallback, output),
            Rule($"the range of '{gap.Column}'")
        );
    }

    private int[] Places(IReadOnlyList<string> columns) => [.. columns.Select(column => places[column])];

    private int Rule(string name)
    {
        rules.Add(name);
        return rules.Count - 1;
    }

    /// <summary>Orders computed columns after the columns that they are computed from.</summary>
    private List<ColumnEncoding> InOrder(IReadOnlyList<ColumnEncoding> encodings)
    {
        var ordered = new List<ColumnEncoding>();
        var visited = new HashSet<string>(StringComparer.Ordinal);
        foreach (var encoding in encodings)
        {
            Visit(encoding);
        }
        return ordered;

        void Visit(ColumnEncoding encoding)
        {
            if (!visited.Add(encoding.Column))
            {
                return;
            }
            foreach (string column in From(encoding))
            {
                Visit(encodings[places[column]]);
            }
            ordered.Add(encoding);
        }
    }

    internal static IReadOnlyList<string> From(ColumnEncoding encoding) =>
        encoding switch
        {
            SumEncoding sum => [.. sum.Plus, .. sum.Minus],
            GapEncoding gap => [gap.Other],
            { Repeats: { } repeated } => [repeated.Other],
            _ => [],
        };
}
