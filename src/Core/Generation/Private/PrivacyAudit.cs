namespace AethergenAI.Generation.Private;

/// <summary>
/// Judges a claim by how well neighbouring tables are told apart. Four tests: the likelihood ratio of the measured
/// counts, the best other number that is released, an event at the claimed δ, and the size of the noise. Each has its
/// share of the audit's probability of a false alarm (Bonferroni), so the shares of all tests of all cases add up to
/// <see cref="FalseAlarms"/>. Jagielski, Ullman &amp; Oprea (2020),
/// <see href="https://doi.org/10.48550/arXiv.2006.07709"/>; Nasr et al. (2023),
/// <see href="https://doi.org/10.48550/arXiv.2302.07956"/>.
/// </summary>
/// <remarks>
/// <para>How near to ε = 1 at δ = 1e-9 can n trials a table come? It costs ρ = 0.015, so σ = 5.8 and
/// μ = 1/σ = 0.173; the exact ε of this μ is 0.949.</para>
/// <para>Without an assumption, the bound at the claimed δ is ln(p₁/p₀) at a threshold of t σ, about μ·t.
/// It reaches 1 only at t = 5.7, where p₀ = 6e-9. With n = 100,000, the interval of p₀ is within 10 % only
/// where n·p₀ is 1,000 or more, so t = 2.3, and the bound is about 0.45 − 0.2:
/// no choice of the event comes nearer.</para>
/// <para>If the mechanism is μ-GDP, the threshold in the middle serves: right guesses are (1 + TV)/2 with
/// TV = 2Φ(μ/2) − 1 = 0.069, known to 2z·0.5/√(1.8·n) = 0.0066 at z = 2.8, so TV ≥ 0.062 is expected,
/// μ ≥ 0.156, and ε ≥ 0.85. A mechanism that is told apart better than its μ allows is not μ-GDP,
/// whatever its noise is.</para>
/// <para>By the variance alone, μ is known to z/√(4·n) = 0.4 %, so ε ≥ 0.94; that assumes a Gaussian.</para>
/// </remarks>
internal static class PrivacyAudit
{
    internal const int MinTrials = 100;

    private const int MaxChoosing = 10_000;

    /// <summary>Tests of one case.</summary>
    internal const int Tests = 4;

    /// <summary>The probability that an audit refutes a true claim, all its cases together.</summary>
    internal const double FalseAlarms = 0.01;

    /// <param name="cases">The cases that are audited together.</param>
    internal static double Level(int cases) => FalseAlarms / (Tests * cases);

    /// <summary>The first quarter of the trials, at most 10,000, chooses; the others are counted.</summary>
    internal static int Counted(int trials) => trials - Math.Min(trials / 4, MaxChoosing);

    internal static AuditFinding Judge(AuditedMechanism audited, int trials, AuditTally tally)
    {
        double level = Level(audited.Cases);
        var curve = audited.Curve;
        int counted = Counted(trials);
        var rare = Assumed(tally.Rare);
        var bounds = new[] { tally.Measured, tally.Released }.OfType<EventCount>().Select(Converted);
        // The bound that is furthest above what was paid for; Σ of the levels pays for looking at both.
        var sharpest = bounds.MaxBy(bound => bound.LowerBound)!;
        var (squares, freedom) = tally.Noise.Total;
        double? noise =
            freedom < AuditPower.MinFreedom ? null : Math.Sqrt(squares / AuditBounds.ChiSquare(level, freedom));
        bool violated =
            rare.LowerBound > rare.Claimed
            || sharpest.LowerBound > sharpest.Claimed
            || noise < 1
            || audited.Spent > audited.Epsilon * (1 + 1e-6);
        return new AuditFinding(audited.Name, audited.Epsilon, audited.Delta, trials, rare, sharpest, violated)
        {
            Case = audited.Case,
            Confidence = 1 - FalseAlarms,
            Noise = noise,
            EpsilonByNoise = noise is { } share ? (curve as GaussianCurve)?.EpsilonWith(share, audited.Delta) : null,
            Spent = audited.Spent,
            Power = AuditPower.Of(curve, audited.Epsilon, audited.Delta, counted, freedom, level),
        };

        AuditBound Assumed(EventCount count)
        {
            var (likelier, other) = count.Pair;
            double bound = AuditBounds.Epsilon(likelier, other, counted, audited.Delta, level);
            return Bound(count, audited.Epsilon, bound);
        }

        AuditBound Converted(EventCount count)
        {
            var (likelier, other) = count.Pair;
            double distance = AuditBounds.Distance(likelier + counted - other, 2 * counted, level);
            double bound = distance > 0 ? curve.EpsilonOf(distance, audited.Delta) : 0;
            return Bound(count, curve.EpsilonAt(audited.Delta), bound);
        }

        AuditBound Bound(EventCount count, double claimed, double bound) =>
            new(audited.Delta, claimed, bound, count.Event.Words, count.Pair.Likelier, count.Pair.Other)
            {
                Counted = counted,
            };
    }
}

/// <summary>Counts an event on both tables. Safe for concurrent use.</summary>
internal sealed class EventCount(AuditEvent happening)
{
    private int with,
        without;

    internal AuditEvent Event => happening;

    internal (int Likelier, int Other) Pair => happening.WithLikelier ? (with, without) : (without, with);

    internal void Add(bool present, Observation seen)
    {
        if (happening.In(seen))
        {
            Interlocked.Increment(ref present ? ref with : ref without);
        }
    }
}

/// <summary>What is counted of the trials.</summary>
internal sealed class AuditTally(AuditEvents events, NoiseMeter noise)
{
    internal EventCount Measured { get; } = new(events.Measured);

    internal EventCount? Released { get; } = events.Released is { } released ? new EventCount(released) : null;

    internal EventCount Rare { get; } = new(events.Rare);

    internal NoiseMeter Noise => noise;

    internal void Add(bool present, Observation seen)
    {
        Measured.Add(present, seen);
        Released?.Add(present, seen);
        Rare.Add(present, seen);
        noise.Add(present, seen.Counts);
    }
}
