using AethergenAI.Statistics.Kernels;
using AethergenAI.Tables;

namespace AethergenAI.Core.Tests.Evaluation.Doctored;

/// <summary>
/// Tables of <see cref="People"/> that are wrong in one known way, made from seed rows or from fresh rows.
/// </summary>
internal static class Doctor
{
    private static readonly string[] Numbers = ["age", "spent", "refund", "joined"];

    /// <summary>The seed, word for word, in another order.</summary>
    public static Table Replay(Table seed, ulong draw) =>
        seed.Take(RandomStream.For(draw, "replay").Choose(seed.RowCount, seed.RowCount));

    /// <summary>The first part of the rows are seed rows, the others fresh.</summary>
    public static Table PartReplay(Table seed, Table fresh, double share)
    {
        int copied = (int)(share * fresh.RowCount);
        return seed.First(copied).Then(fresh.Take([.. Enumerable.Range(copied, fresh.RowCount - copied)]));
    }

    /// <summary>The seed, with a share of its cells exchanged for another seed row's cell of the same column.</summary>
    public static Table Perturbed(Table seed, double share, ulong draw)
    {
        var perturbed = Replay(seed, draw);
        foreach (var column in perturbed.Columns)
        {
            var random = RandomStream.For(draw, $"perturb {column.Name}");
            int[] from =
            [
                .. Enumerable
                    .Range(0, seed.RowCount)
                    .Select(row => random.NextDouble() < share ? random.NextInt(seed.RowCount) : row),
            ];
            perturbed = perturbed.With(column.Take(from));
        }
        return perturbed;
    }

    /// <summary>Few rows, again and again.</summary>
    public static Table Collapsed(Table fresh, double share)
    {
        int kept = Math.Max(1, (int)(share * fresh.RowCount));
        return fresh.Take([.. Enumerable.Range(0, fresh.RowCount).Select(row => row % kept)]);
    }

    /// <summary>Normal noise on every number, in standard deviations of its column.</summary>
    public static Table Noisy(Table fresh, double deviations, ulong draw) => Numbers.Aggregate(fresh, (table, name) =>
        {
            double[] values = table.Numbers(name).Values;
            double[] known = [.. values.Where(double.IsFinite)];
            double mean = known.Average(),
                deviation = Math.Sqrt(known.Average(value => (value - mean) * (value - mean)));
            var random = RandomStream.For(draw, $"noise {name}");
            return table.With(
                new NumberData
                {
                    Name = name,
                    Values = Array.ConvertAll(values, value => value + (deviations * deviation * Normal(ref random))),
                }
            );
        });

    /// <summary>No row of one class of the target; as many rows as before.</summary>
    public static Table LostClass(Table fresh)
    {
        var member = fresh.Levels("member");
        int[] kept = [.. Enumerable.Range(0, fresh.RowCount).Where(row => member.Codes[row] == 0)];
        return fresh.Take([.. Enumerable.Range(0, fresh.RowCount).Select(row => kept[row % kept.Length])]);
    }

    /// <summary>Amounts in another unit.</summary>
    public static Table ShiftedUnit(Table fresh, double factor) =>
        new[] { "spent", "refund" }.Aggregate(fresh, (table, name) =>
            table.With(
                new NumberData
                {
                    Name = name,
                    Values = Array.ConvertAll(table.Numbers(name).Values, value => Math.Round(value * factor, 2)),
                }
            )
        );

    private static double Normal(ref RandomStream random) =>
        SpecialFunctions.NormalQuantile((random.NextInt(1 << 20) + 0.5) / (1 << 20));
}
