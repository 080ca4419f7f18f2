namespace AethergenAI.Generation.Marginals;

/// <summary>
/// Merges the tokens of a column that are too rare to stand out of the noise into one joint token, and splits it again:
/// the joint token's probability is shared among its members in proportion to their noisy counts,
/// each at least a tenth of an even share.
/// </summary>
internal sealed class Compression
{
    private const double Min = 0.1;

    private readonly int[] original;
    private readonly int[][] tokenOf;
    private readonly float[][] logShares;
    private readonly IReadOnlyList<Potential> zeros;

    /// <param name="sizes">The number of tokens of every attribute.</param>
    /// <param name="alone">The measurement of every single attribute.</param>
    /// <param name="least">Tokens with a lower noisy count are rare.</param>
    /// <param name="zeros">Cells that cannot occur; attributes in them stay as they are.</param>
    internal Compression(int[] sizes, IReadOnlyList<Measurement> alone, double least, IReadOnlyList<Potential> zeros)
    {
        (original, this.zeros) = (sizes, zeros);
        (tokenOf, logShares, Sizes) = (new int[sizes.Length][], new float[sizes.Length][], new int[sizes.Length]);
        for (int attribute = 0; attribute < sizes.Length; attribute++)
        {
            float[] counts = alone[attribute].Counts;
            bool fixedTokens = zeros.Any(zero => Array.IndexOf(zero.Attributes, attribute) >= 0);
            int[] rare = fixedTokens
                ? []
                : [.. Enumerable.Range(0, counts.Length).Where(token => counts[token] < least)];
            tokenOf[attribute] = new int[counts.Length];
            logShares[attribute] = new float[counts.Length];
            for (int token = 0; token < counts.Length; token++)
            {
                tokenOf[attribute][token] =
                    Array.IndexOf(rare, token) > 0 ? tokenOf[attribute][rare[0]] : Sizes[attribute]++;
            }

            double sum = rare.Sum(token => Math.Max(0, counts[token]));
            double[] shares =
            [
                .. rare.Select(token => Math.Max(sum > 0 ? Math.Max(0, counts[token]) / sum : 0, Min / rare.Length)),
            ];
            for (int member = 0; member < rare.Length; member++)
            {
                logShares[attribute][rare[member]] = (float)Math.Log(shares[member] / shares.Sum());
            }
        }
    }

    /// <summary>The number of tokens of every attribute after merging.</summary>
    internal int[] Sizes { get; }

    internal IReadOnlyList<Potential> Zeros => zeros;

    internal int[][] Columns(int[][] columns) =>
        [.. columns.Select((column, attribute) => Array.ConvertAll(column, token => tokenOf[attribute][token]))];

    /// <summary>
    /// A single attribute's measurement after merging. The joint token's count has the noise of all its members,
    /// but σ is that of one: it gets slightly too much weight.
    /// </summary>
    internal Measurement Compressed(Measurement alone)
    {
        int attribute = alone.Attributes[0];
        float[] counts = new float[Sizes[attribute]];
        for (int token = 0; token < alone.Counts.Length; token++)
        {
            counts[tokenOf[attribute][token]] += alone.Counts[token];
        }
        return alone with { Counts = counts };
    }

    /// <summary>The same distribution over the original tokens.</summary>
    internal MarginalModel Expanded(MarginalModel model) =>
        new(
            original,
            [
                .. model.Potentials.Select(Expanded),
                .. logShares
                    .Select((shares, attribute) => new Potential([attribute], shares))
                    .Where(shares => shares.Values.Any(share => share != 0)),
            ],
            model.Rows
        );

    private Potential Expanded(Potential potential)
    {
        int[] attributes = potential.Attributes;
        float[] values = new float[(int)CellIndexing.Count(attributes, original)];
        for (int cell = 0; cell < values.Length; cell++)
        {
            int source = 0,
                rest = cell,
                stride = 1;
            for (int axis = attributes.Length - 1; axis >= 0; axis--)
            {
                source += stride * tokenOf[attributes[axis]][rest % original[attributes[axis]]];
                rest /= original[attributes[axis]];
                stride *= Sizes[attributes[axis]];
            }

            values[cell] = potential.Values[source];
        }

        return new Potential(attributes, values);
    }
}
