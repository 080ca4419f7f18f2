using AethergenAI.Statistics.Kernels;

namespace AethergenAI.Core.Tests.Evaluation.Gates;

/// <summary>Random numbers of the distributions that populations are made of.</summary>
internal sealed class RandomDraws(ulong seed)
{
    private RandomStream random = RandomStream.For(seed, "population");

    /// <summary>In [0, 1).</summary>
    public double Uniform() => random.NextDouble();

    public double Normal() => SpecialFunctions.NormalQuantile((random.NextInt(1 << 22) + 0.5) / (1 << 22));

    public bool Chance(double share) => Uniform() < share;

    /// <summary>1 with the probability 1/(1 + e⁻ˣ), else 0.</summary>
    public double Logistic(double x) => Chance(1 / (1 + Math.Exp(-x))) ? 1 : 0;

    /// <summary>At least 1; moments of an order below <paramref name="exponent"/> are finite.</summary>
    public double Pareto(double exponent) => Math.Pow(1 - Uniform(), -1 / exponent);

    /// <summary>A place in <paramref name="weights"/>, in proportion to them.</summary>
    public int Of(params ReadOnlySpan<double> weights)
    {
        double left = 0;
        foreach (double weight in weights)
        {
            left += weight;
        }
        left *= Uniform();
        int place = 0;
        while (place < weights.Length - 1 && left >= weights[place])
        {
            left -= weights[place++];
        }
        return place;
    }
}
