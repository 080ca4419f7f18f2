using AethergenAI.Privacy;
using AethergenAI.Privacy.Noise;

namespace AethergenAI.Generation.Private;

/// <summary>
/// A mechanism as seen by an attacker who knows every row but those of one unit: the attacker runs it with or without
/// that unit and looks at what comes out.
/// </summary>
public sealed record AuditedMechanism
{
    private const int PartTrials = 32;

    internal AuditedMechanism(
        string name,
        double epsilon,
        double delta,
        PrivacyCurve curve,
        Func<bool, RandomBits, CancellationToken, Observation> observe
    )
    {
        (Name, Epsilon, Delta, Curve, Observe) = (name, epsilon, delta, curve, observe);
    }

    public string Name { get; }

    /// <summary>The claimed ε.</summary>
    public double Epsilon { get; }

    /// <summary>The claimed δ.</summary>
    public double Delta { get; }

    /// <summary>What was paid for.</summary>
    internal PrivacyCurve Curve { get; }

    /// <summary>Runs the mechanism once, with or without the unit.</summary>
    internal Func<bool, RandomBits, CancellationToken, Observation> Observe { get; init; }

    /// <summary>The unit's rows.</summary>
    internal int UnitRows { get; init; } = 1;

    /// <summary>The audited case; null where there is only one.</summary>
    internal string? Case { get; init; }

    /// <summary>The number of cases that are audited together, which share the probability of a false alarm.</summary>
    internal int Cases { get; init; } = 1;

    /// <summary>ε of what the ledger's entries cost together; null: there is no ledger.</summary>
    internal double? Spent { get; init; }

    /// <summary>Discrete Gaussian noise on one count, as <see cref="PrivateFit.MeasureCounts"/> draws it.</summary>
    public static AuditedMechanism Gaussian(double epsilon, double delta)
    {
        double rho = Zcdp.Rho(epsilon, delta);
        var variance = Zcdp.GaussianVariance(1, rho);
        return OfNoise(epsilon, delta, rho, bits => DiscreteGaussian.Draw(variance, bits));
    }

    /// <summary>Noise on one count that claims to be discrete Gaussian noise of cost ρ.</summary>
    internal static AuditedMechanism OfNoise(double epsilon, double delta, double rho, Func<RandomBits, long> draw)
    {
        double variance = Zcdp.GaussianVariance(1, rho).ToDouble();
        var curve = new GaussianCurve(GaussianCurve.OfCount(1, rho));
        return new AuditedMechanism("discrete-gaussian", epsilon, delta, curve, (present, bits, _) =>
        {
            long noisy = draw(bits) + (present ? 1 : 0);
            return Observation.Of(noisy, new NoisyCounts("count", variance, [noisy]));
        });
    }

    /// <summary>Discrete Laplace noise on one count; it claims the same ε at every δ.</summary>
    public static AuditedMechanism Laplace(double epsilon, double delta)
    {
        var scale = Fraction.AtLeast(1 / epsilon);
        return new AuditedMechanism("discrete-laplace", epsilon, delta, new PureCurve(epsilon), (present, bits, _) =>
            Observation.Of(DiscreteLaplace.Draw(scale, bits) + (present ? 1 : 0))
        );
    }

    /// <summary>A complete fit of a case's tables.</summary>
    /// <param name="settings">The options and the random seed; a case adds options that it needs.</param>
    /// <param name="cases">The number of cases that are audited together.</param>
    /// <exception cref="RefusedException">The generator refuses the case or the options.</exception>
    public static AuditedMechanism Of(
        IGenerator generator,
        GeneratorSettings settings,
        double epsilon,
        double delta,
        AuditCase audited,
        int cases,
        CancellationToken ct
    ) => Of(new AuditedFit(generator, With(settings, audited), audited), generator, epsilon, delta, audited, cases, ct);

    internal static AuditedMechanism Of(
        AuditedFit fit,
        IGenerator generator,
        double epsilon,
        double delta,
        AuditCase audited,
        int cases,
        CancellationToken ct
    )
    {
        var curve = fit.Curve(delta, out double spent, ct);
        return new AuditedMechanism(generator.Description.Name, epsilon, delta, curve, fit.Observe)
        {
            UnitRows = fit.UnitRows,
            Case = audited.Name,
            Cases = cases,
            Spent = spent,
        };
    }

    internal static GeneratorSettings With(GeneratorSettings settings, AuditCase audited)
    {
        var values = new Dictionary<string, string>(settings.Values, StringComparer.Ordinal);
        foreach (var (option, value) in audited.Options)
        {
            values.TryAdd(option, value);
        }
        return settings with { Values = values };
    }

    /// <summary>The trials on each table with which an ε of twice the claim would be shown, and no more.</summary>
    /// <param name="most">The result is at most this.</param>
    public int TrialsFor(int most) =>
        AuditPower.Trials(Curve, Epsilon, Delta, PrivacyAudit.Level(Cases), Math.Max(PrivacyAudit.MinTrials, most));

    /// <summary>Runs the mechanism on both tables, in parallel on all cores.</summary>
    /// <param name="trials">The number of trials on each table; at least 100.</param>
    /// <param name="bits">Makes the random bits for a part of the trials, by its number from 0.
    /// Equal bits give an equal finding on any number of cores.</param>
    public AuditFinding Audit(int trials, Func<int, RandomBits> bits, IProgress<double> progress, CancellationToken ct)
    {
        if (trials < PrivacyAudit.MinTrials)
        {
            throw new ArgumentOutOfRangeException(nameof(trials), trials, $"At least {PrivacyAudit.MinTrials}.");
        }
        int choosing = trials - PrivacyAudit.Counted(trials),
            parts = (choosing + PartTrials - 1) / PartTrials,
            done = 0;
        var without = new Observation[choosing];
        var with = new Observation[choosing];
        var noise = new NoiseMeter();
        Run(0, choosing, 0, (trial, present, seen) =>
        {
            (present ? with : without)[trial] = seen;
            noise.Add(present, seen.Counts);
        });
        var ratio = new LikelihoodRatio(without, with, UnitRows);
        var events = AuditEvents.Choose(
            Array.ConvertAll(without, ratio.In),
            Array.ConvertAll(with, ratio.In),
            Delta,
            PrivacyAudit.Level(Cases)
        );
        var tally = new AuditTally(events, noise);
        Run(choosing, trials, parts, (_, present, seen) => tally.Add(present, ratio.In(seen)));
        return PrivacyAudit.Judge(this, trials, tally);

        void Run(int from, int to, int firstPart, Action<int, bool, Observation> see) =>
            Parallel.For(
                0,
                (to - from + PartTrials - 1) / PartTrials,
                new ParallelOptions { CancellationToken = ct },
                part =>
                {
                    var own = bits(firstPart + part);
                    int end = Math.Min(to, from + ((part + 1) * PartTrials));
                    for (int trial = from + (part * PartTrials); trial < end; trial++)
                    {
                        ct.ThrowIfCancellationRequested();
                        see(trial, false, Observe(false, own, ct));
                        see(trial, true, Observe(true, own, ct));
                        int so = Interlocked.Increment(ref done);
                        if (so % Math.Max(1, trials / 200) == 0)
                        {
                            progress.Report(so / (double)trials);
                        }
                    }
                }
            );
    }
}
