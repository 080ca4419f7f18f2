using AethergenAI.Statistics.Kernels;

namespace AethergenAI.Core.Tests.Statistics.Kernels;

public class NearestNeighbourTests
{
    [Theory]
    [Trait("Speed", "Slow")]
    [InlineData(1, 37, 53, 3, 1)]
    [InlineData(2, 300, 2500, 5, 6)]
    [InlineData(3, 4, 3, 2, 5)]
    public void Agrees_with_comparing_every_pair(ulong seed, int queries, int references, int columns, int k)
    {
        var random = new RandomStream(seed);
        float[][] q = Points(queries),
            r = Points(references);
        float[] radii = [.. Enumerable.Range(0, references).Select(_ => (float)random.NextDouble())];
        foreach (float[]? offsets in new[] { null, radii })
        {
            float[] found = NearestNeighbours.Search(q, r, offsets, k, out int[] index, CancellationToken.None);
            for (int i = 0; i < queries; i++)
            {
                float[] oracle =
                [
                    .. Enumerable.Range(0, references).Select(j => Distance(i, j) - (offsets?[j] ?? 0)).Order().Take(k),
                ];
                for (int n = 0; n < oracle.Length; n++)
                {
                    Assert.Equal(oracle[n], found[(i * k) + n], 1e-5);
                    int at = index[(i * k) + n];
                    Assert.Equal(oracle[n], Distance(i, at) - (offsets?[at] ?? 0), 1e-5);
                }

                Assert.All(found[((i * k) + oracle.Length)..((i + 1) * k)], rest =>
                    Assert.True(float.IsPositiveInfinity(rest))
                );
            }
        }

        // Half the columns are grades, some missing, half are codes.
        float[][] Points(int rows) =>
            [
                .. Enumerable
                    .Range(0, columns)
                    .Select(c =>
                        Enumerable.Range(0, rows).Select(_ => c % 2 == 1 ? random.NextInt(4) : Grade()).ToArray()
                    ),
            ];

        float Grade() => random.NextInt(10) == 0 ? NearestNeighbours.Missing : (float)random.NextDouble();

        float Distance(int i, int j) => Enumerable.Range(0, columns).Sum(c => Math.Min(1, Math.Abs(q[c][i] - r[c][j])));
    }
}
