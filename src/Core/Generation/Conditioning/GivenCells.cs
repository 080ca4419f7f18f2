using AethergenAI.Generation.Encodings;
using AethergenAI.Generation.Sampling;
using AethergenAI.Tables;

namespace AethergenAI.Generation.Conditioning;

/// <summary>
/// Converts partial rows to given tokens and groups the rows by the model columns that they give;
/// made once per request. Safe for concurrent use.
/// </summary>
internal sealed class GivenCells
{
    private readonly int rows;
    private readonly int width;
    private readonly int[] tokens;
    private readonly int[] patternOf;
    private readonly List<bool[]> patterns = [];
    private readonly List<ITokenSampler?> samplers = [];
    private readonly List<GivenJoint> joints = [];
    private readonly GivenGaps gaps;
    private readonly double[]?[] numbers;
    private readonly int[]?[] codes;
    private readonly string?[]?[] texts;
    private readonly ColumnData?[] columns;

    internal GivenCells(ModelManifest manifest, GivenRows given)
    {
        rows = given.Cells.RowCount;
        if (rows == 0)
        {
            throw GenerationRefusals.NoGivenRows();
        }
        width = manifest.Columns.Count;
        tokens = new int[rows * width];
        tokens.AsSpan().Fill(-1);
        numbers = new double[]?[manifest.Encodings.Count];
        codes = new int[]?[manifest.Encodings.Count];
        texts = new string?[]?[manifest.Encodings.Count];
        columns = new ColumnData?[manifest.Encodings.Count];
        gaps = new GivenGaps(manifest);
        Encode(manifest, given.Cells);

        patternOf = new int[rows];
        for (int row = 0; row < rows; row++)
        {
            patternOf[row] = Pattern(row);
        }
        foreach (bool[] pattern in patterns)
        {
            samplers.Add(pattern.Contains(true) ? given.Condition(pattern) : null);
        }
    }

    /// <summary>Random numbers per row, for what is only partly given: combinations, and gaps.</summary>
    internal int Draws => joints.Count + gaps.Draws;

    /// <summary>Whether a row's cell of a column is given.</summary>
    internal bool Gives(int column, BlockState state, int at) => columns[column]?.IsMissing(Row(state, at)) == false;

    /// <summary>Copies the given cells of a column into the output.</summary>
    internal void Overlay(int column, BlockState state, ReadOnlySpan<int> places)
    {
        foreach (int place in places)
        {
            int row = Row(state, place),
                target = place + state.Shift;
            if (numbers[column] is { } number && !double.IsNaN(number[row]))
            {
                state.Buffer.Numbers[column][target] = number[row];
            }
            else if (codes[column] is { } code && code[row] >= 0)
            {
                state.Buffer.Codes[column][target] = code[row];
            }
            else if (texts[column]?[row] is { } text)
            {
                state.Buffer.Texts[column][target] = text;
            }
        }
    }

    /// <summary>Samples the tokens of rows, each with the graph for its pattern of given columns.</summary>
    /// <param name="unconditional">Runs the graph for rows without given cells.</param>
    internal void Sample(BlockState state, int[] places, int firstDraw, ITokenSampler unconditional)
    {
        int[] drawn = new int[state.Tokens.Length];
        foreach (var group in places.GroupBy(place => patternOf[Row(state, place)]))
        {
            state.Given.AsSpan().Fill(-1);
            // Rows of other patterns run along and are discarded: a row's tokens may depend on its place
            // in the block, but never on its neighbours.
            int stand = group.First();
            for (int place = 0; place < RowSampler.BlockRows; place++)
            {
                Give(state, stand, place, firstDraw);
            }
            foreach (int place in group)
            {
                Give(state, place, place, firstDraw);
            }
            (samplers[group.Key] ?? unconditional).Sample(state.Noise, state.Given, state.Tokens, RowSampler.BlockRows);
            foreach (int place in group)
            {
                state.Tokens.AsSpan(place * width, width).CopyTo(drawn.AsSpan(place * width));
            }
        }

        drawn.CopyTo(state.Tokens, 0);
    }

    private void Give(BlockState state, int from, int place, int firstDraw)
    {
        int row = Row(state, from);
        Span<int> target = state.Given.AsSpan(place * width, width);
        tokens.AsSpan(row * width, width).CopyTo(target);
        var draws = state.Draws.AsSpan((from * state.DrawWidth) + firstDraw, Draws);
        gaps.Draw(row, draws[joints.Count..], target);
        for (int i = 0; i < joints.Count; i++)
        {
            int token = joints[i].Token(row, draws[i]);
            if (token >= 0)
            {
                target[joints[i].ModelColumn] = token;
            }
        }
    }

    private int Row(BlockState state, int place) => (int)((state.FirstRow + place) % rows);

    private int Pattern(int row)
    {
        bool[] pattern = new bool[width];
        for (int column = 0; column < width; column++)
        {
            pattern[column] = tokens[(row * width) + column] >= 0;
        }
        foreach (var joint in joints)
        {
            pattern[joint.ModelColumn] |= joint.Gives(row);
        }
        int known = patterns.FindIndex(other => other.AsSpan().SequenceEqual(pattern));
        if (known >= 0)
        {
            return known;
        }
        patterns.Add(pattern);
        return patterns.Count - 1;
    }

    private void Encode(ModelManifest manifest, Table cells)
    {
        foreach (var column in cells.Columns)
        {
            int place = manifest.Encodings.ToList().FindIndex(encoding => encoding.Column == column.Name);
            if (place < 0)
            {
                throw GenerationRefusals.GivenColumn(column.Name);
            }
            Conditions.RequireRedacted(manifest.Schema[column.Name], column);
            columns[place] = column;
            var encoding = manifest.Encodings[place];
            bool levels = encoding is IdentifierEncoding || OutputLevels.EncodedBy(encoding) is not null;
            if (column is LevelData != levels)
            {
                throw GenerationRefusals.GivenColumn(column.Name);
            }
            if (encoding is not (LevelCombinationEncoding or NumberCombinationEncoding))
            {
                Encode(manifest, encoding, place, column, cells);
            }
        }

        foreach (var members in manifest.Encodings.Where(IsJoint).GroupBy(ModelColumn))
        {
            if (members.Any(member => cells.Has(member.Column)))
            {
                joints.Add(new GivenJoint(members.Key, [.. members], cells));
            }
        }
    }

    private void Encode(ModelManifest manifest, ColumnEncoding encoding, int place, ColumnData column, Table cells)
    {
        int[] known = [];
        if (column is NumberData given)
        {
            numbers[place] = given.Values;
            Conditions.RequireNumbers(manifest.Schema[column.Name], given.Values);
        }
        else if (encoding is IdentifierEncoding)
        {
            texts[place] = [.. Enumerable.Range(0, rows).Select(row => ((LevelData)column)[row])];
            int other = Array.FindIndex(texts[place]!, text =>
                text is not null
                && manifest.Schema[column.Name] is IdentifierColumn identifier
                && !IdentifierText.Matches(identifier, text)
            );
            if (other >= 0)
            {
                throw ConditionRefusals.GivenPattern((IdentifierColumn)manifest.Schema[column.Name], other);
            }
        }
        else
        {
            known = Codes((LevelData)column, OutputLevels.EncodedBy(encoding)!);
        }
        if (encoding is LevelKeyEncoding key)
        {
            codes[place] = Codes((LevelData)column, OutputLevels.Of(manifest.Schema[key.Column], key)!);
        }

        for (int row = 0; row < rows; row++)
        {
            if (column.IsMissing(row))
            {
                continue;
            }
            if (encoding.Missing is { } indicator)
            {
                tokens[(row * width) + indicator] = 0;
            }
            if (encoding.Repeats is { Flag: { } flag } repeated)
            {
                bool repeats = GivenTokens.Repeats(
                    manifest,
                    repeated,
                    encoding,
                    numbers[place]?[row] ?? double.NaN,
                    cells,
                    row
                );
                tokens[(row * width) + flag] = repeats ? 1 : 0;
                if (repeats)
                {
                    continue;
                }
            }
            switch (encoding)
            {
                case LevelEncoding levels:
                    tokens[(row * width) + levels.ModelColumn] = known[row];
                    break;
                case NumberEncoding scaled:
                    GivenTokens.Of(scaled, numbers[place]![row], tokens.AsSpan(row * width, width));
                    break;
                case CalendarEncoding calendar:
                    GivenTokens.Of(calendar, numbers[place]![row], tokens.AsSpan(row * width, width));
                    break;
                case SumEncoding or GapEncoding:
                    Computed(encoding, numbers[place]![row], cells, row);
                    break;
                case MissingEncoding:
                    throw GenerationRefusals.GivenLevel(column.Name, row);
            }
        }
    }

    private void Computed(ColumnEncoding encoding, double value, Table cells, int row)
    {
        var from = RowDecoder.From(encoding);
        bool known = from.All(other => cells.Has(other) && !cells[other].IsMissing(row));
        var target = tokens.AsSpan(row * width, width);
        switch (encoding)
        {
            case GapEncoding gap when known:
                GivenTokens.Of(gap, value, cells.Numbers(gap.Other).Values[row], target);
                break;
            case GapEncoding gap when gaps.MayOpen(gap):
                gaps.Open(gap, value, row, target);
                break;
            case var _ when !known:
                throw GenerationRefusals.GivenComputed(encoding.Column, string.Join(", ", from), row);
        }
    }

    private static int[] Codes(LevelData column, IReadOnlyList<string> levels)
    {
        int[] map = OutputLevels.Map(column.Levels, levels);
        int unknown = Array.FindIndex(column.Codes, code => code >= 0 && map[code] < 0);
        return unknown >= 0
            ? throw GenerationRefusals.GivenLevel(column.Name, unknown)
            : [.. column.Codes.Select(code => code < 0 ? -1 : map[code])];
    }

    private static bool IsJoint(ColumnEncoding encoding) =>
        encoding is LevelCombinationEncoding or NumberCombinationEncoding;

    private static int ModelColumn(ColumnEncoding encoding) =>
        encoding is LevelCombinationEncoding levels
            ? levels.ModelColumn
            : ((NumberCombinationEncoding)encoding).ModelColumn;
}
