using AethergenAI.Evaluation.Fidelity;

namespace AethergenAI.Evaluation.Attacks;

/// <summary>
/// Seed rows that stand out: the row equals a synthetic row and no holdout row, or the synthetic rows around
/// it are denser, relative to real rows, than around all but one in a thousand holdout rows. Where nothing leaks,
/// about one in a thousand stands out by chance.
/// </summary>
internal static class VulnerableRecords
{
    private const double ByChance = 0.001;

    public static (VulnerableCount Count, IReadOnlyList<VulnerableRecord> Records) Of(
        AttackSamples on,
        MembershipScores density,
        CancellationToken ct
    )
    {
        ct.ThrowIfCancellationRequested();
        double[] controls = [.. density.Controls.OrderDescending()];
        double threshold = controls[(int)(ByChance * controls.Length)];
        ulong[] train = RowKeys.Of(on.Input.Train, on.ColumnNames);
        HashSet<ulong> synthetic = [.. RowKeys.Of(on.Input.Synthetic, on.ColumnNames)],
            holdout = [.. RowKeys.Of(on.Input.Holdout, on.ColumnNames)];
        var found = new SortedDictionary<int, VulnerableRecord>();
        for (int i = 0; i < on.TrainRows.Length; i++)
        {
            if (density.Members[i] > threshold)
            {
                found[on.TrainRows[i]] = new VulnerableRecord(on.TrainRows[i] + 1, "dense", density.Members[i]);
            }
        }

        for (int row = 0; row < train.Length; row++)
        {
            if (synthetic.Contains(train[row]) && !holdout.Contains(train[row]))
            {
                found[row] = new VulnerableRecord(row + 1, "copied", found.GetValueOrDefault(row)?.Score);
            }
        }

        double expected = on.TrainRows.Length * (double)controls.Count(score => score > threshold) / controls.Length;
        return (new VulnerableCount(found.Count, expected), [.. found.Values]);
    }
}
