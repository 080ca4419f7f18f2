using AethergenAI.Tables;

namespace AethergenAI.Benchmarks;

/// <summary>Pairs of levels, of any two columns of levels, that no seed row has.</summary>
internal static class LevelPairs
{
    /// <returns>The share of rows with such a pair.</returns>
    internal static double Unseen(Table seed, Table rows)
    {
        string[] columns = [.. seed.Columns.OfType<LevelData>().Select(column => column.Name).Where(rows.Has)];
        bool[] unseen = new bool[rows.RowCount];
        for (int i = 0; i < columns.Length; i++)
        {
            for (int j = 0; j < i; j++)
            {
                LevelData left = seed.Levels(columns[i]),
                    right = seed.Levels(columns[j]);
                var known = Enumerable.Range(0, seed.RowCount).Select(row => (left[row], right[row])).ToHashSet();
                LevelData drawnLeft = rows.Levels(columns[i]),
                    drawnRight = rows.Levels(columns[j]);
                for (int row = 0; row < unseen.Length; row++)
                {
                    unseen[row] |= !known.Contains((drawnLeft[row], drawnRight[row]));
                }
            }
        }

        return unseen.Count(flag => flag) / (double)unseen.Length;
    }
}
