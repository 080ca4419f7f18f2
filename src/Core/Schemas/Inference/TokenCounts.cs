using System.Text;
using AethergenAI.Tables;
using AethergenAI.Tables.Csv;

namespace AethergenAI.Schemas.Inference;

/// <summary>Counts the texts that were taken for missing cells.</summary>
internal sealed class TokenCounts
{
    private static readonly byte[] Null = Encoding.UTF8.GetBytes(MissingTokens.Null);

    private const int MinCells = 5;

    private const double MinShare = 0.01;

    private readonly List<(byte[] Token, int Cells)> counts = [];

    /// <param name="cell">A missing token, or empty, which is not counted.</param>
    public void Observe(ReadOnlySpan<byte> cell)
    {
        if (cell.IsEmpty)
        {
            return;
        }
        for (int i = 0; i < counts.Count; i++)
        {
            if (cell.SequenceEqual(counts[i].Token))
            {
                counts[i] = (counts[i].Token, counts[i].Cells + 1);
                return;
            }
        }
        counts.Add((cell.ToArray(), 1));
    }

    /// <param name="missing">The number of missing cells, empty ones included.</param>
    /// <returns>The text that most of the missing cells have; null: it is empty, or there is none.</returns>
    public string? Most(int missing) =>
        All.FirstOrDefault() is { Token: { } token, Cells: var cells } && cells > Empty(missing) ? token : null;

    /// <summary>The texts of the other missing cells, with their shares in hundredths.</summary>
    /// <param name="missing">The number of missing cells, empty ones included.</param>
    /// <returns>Null if there are none that 5 cells and 1 % of the missing ones have.</returns>
    public IReadOnlyList<MissingShare>? Others(int missing)
    {
        string most = Most(missing) ?? "";
        MissingShare[] others =
        [
            .. All.Append((Token: "", Cells: Empty(missing)))
                .Where(count => count.Token != most && count.Cells >= Math.Max(MinCells, MinShare * missing))
                .Select(count => new MissingShare(count.Token, Math.Round((double)count.Cells / missing, 2))),
        ];
        return others.Length == 0 ? null : others;
    }

    /// <summary>The tokens, most frequent first.</summary>
    public IEnumerable<(string Token, int Cells)> All =>
        counts
            .Where(count => !count.Token.AsSpan().SequenceEqual(Null))
            .Select(count => (Token: Encoding.UTF8.GetString(count.Token), count.Cells))
            .OrderByDescending(count => count.Cells)
            .ThenBy(count => count.Token, StringComparer.Ordinal);

    private int Empty(int missing) => missing - All.Sum(count => count.Cells);
}
