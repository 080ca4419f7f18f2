using AethergenAI.Generation.Sampling;
using AethergenAI.Tables;

namespace AethergenAI.Generation.Conditioning;

/// <param name="Value">The value's text in a file.</param>
/// <param name="Part">In (0, 1].</param>
public sealed record Share(string Value, double Part);

/// <summary>
/// Samples rows in which some values of a column have the requested shares, exact to within one row.
/// Every row is given its value of that column; rows without a requested value are given one that the model draws.
/// So the rest of each row is sampled conditionally on the value.
/// </summary>
public static class Rebalancing
{
    /// <summary>The number of rows that the model samples to find the other values.</summary>
    private const int PoolRows = 1 << 15;

    /// <summary>
    /// With more rows than this, the given cells repeat; the shares hold in every prefix of the rows.
    /// </summary>
    private const int MaxCells = 1 << 20;

    private const double Slack = 1e-9;

    /// <param name="sampler">Runs the model's graph.</param>
    /// <param name="given">Other given cells, as one row.</param>
    /// <param name="rows">The number of rows that will be requested.</param>
    /// <param name="seed">The random seed of the request.</param>
    /// <returns>Given cells: the column's values, and the cells of <paramref name="given"/> in every row.</returns>
    /// <exception cref="RefusedException">A value is not allowed in the column, the shares are invalid,
    /// or the model draws no other value.</exception>
    public static Table Cells(
        Model model,
        ITokenSampler sampler,
        string column,
        IReadOnlyList<Share> shares,
        GivenRows? given,
        long rows,
        ulong seed,
        CancellationToken ct
    )
    {
        if (shares.Any(share => !(share.Part > 0)) || !(shares.Sum(share => share.Part) <= 1 + Slack))
        {
            throw GenerationRefusals.Shares(column);
        }
        bool twice = shares.DistinctBy(share => share.Value).Count() < shares.Count;
        if (twice || given?.Cells.Has(column) == true)
        {
            throw ConditionRefusals.ConditionTwice(column);
        }
        ColumnData[] values = [.. shares.Select(share => Conditions.Cell(model.Manifest, column, share.Value))];
        int count = (int)Math.Min(Math.Max(rows, 1), MaxCells);
        int[] turns = Turns(shares, count);
        var others = turns.AsSpan().Contains(shares.Count)
            ? Others(model, sampler, column, values, given, seed, ct)
            : null;
        return new Table([Column(column, values, others, turns), .. given?.Cells.Take(new int[count]).Columns ?? []]);
    }

    /// <summary>
    /// For each row the index of its share, or the number of shares for another value.
    /// The share that lags most comes next, so that after any number of rows each share is exact to within one row.
    /// </summary>
    internal static int[] Turns(IReadOnlyList<Share> shares, int rows)
    {
        double left = 1 - shares.Sum(share => share.Part);
        double[] parts = [.. shares.Select(share => share.Part), left > Slack ? left : 0];
        int[] taken = new int[parts.Length],
            turns = new int[rows];
        for (int row = 0; row < rows; row++)
        {
            int next = 0;
            for (int share = 1; share < parts.Length; share++)
            {
                if (Due(share) > Due(next) + Slack)
                {
                    next = share;
                }
            }

            taken[next]++;
            turns[row] = next;

            double Due(int share) => (parts[share] * (row + 1)) - taken[share];
        }

        return turns;
    }

    /// <summary>
    /// Cells of the column as the model draws them, without missing cells and values with a requested share.
    /// </summary>
    private static ColumnData Others(
        Model model,
        ITokenSampler sampler,
        string column,
        ColumnData[] values,
        GivenRows? given,
        ulong seed,
        CancellationToken ct
    )
    {
        var request = new SampleRequest(PoolRows, seed, Given: given);
        var drawn = RowSampler.Sample(model, sampler, request, new Progress<RunProgress>(), ct).Table[column];
        var taken = values.Select(value => Text(value, 0)).ToHashSet();
        int[] free =
        [
            .. Enumerable
                .Range(0, drawn.Length)
                .Where(row => !drawn.IsMissing(row) && !taken.Contains(Text(drawn, row))),
        ];
        return free.Length > 0 ? drawn.Take(free) : throw GenerationRefusals.NothingElse(column);
    }

    private static object Text(ColumnData column, int row) =>
        column is LevelData levels ? levels[row]! : ((NumberData)column).Values[row];

    private static ColumnData Column(string name, ColumnData[] values, ColumnData? others, int[] turns)
    {
        int free = 0;
        (ColumnData From, int Row)[] cells =
        [
            .. turns.Select(turn => turn < values.Length ? (values[turn], 0) : (others!, free++ % others!.Length)),
        ];
        if (values[0] is NumberData)
        {
            return new NumberData
            {
                Name = name,
                Values = [.. cells.Select(cell => ((NumberData)cell.From).Values[cell.Row])],
            };
        }

        var codeOf = new Dictionary<string, int>(StringComparer.Ordinal);
        int[] codes =
        [
            .. cells.Select(cell =>
            {
                string level = ((LevelData)cell.From)[cell.Row]!;
                codeOf.TryAdd(level, codeOf.Count);
                return codeOf[level];
            }),
        ];
        return new LevelData
        {
            Name = name,
            Codes = codes,
            Levels = [.. codeOf.Keys],
        };
    }
}
