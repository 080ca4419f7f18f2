using AethergenAI.Artefacts;
using AethergenAI.Privacy;
using AethergenAI.Privacy.Ledger;
using AethergenAI.Privacy.Noise;
using AethergenAI.Tables;

namespace AethergenAI.Generation.Private;

/// <summary>
/// A mechanism as seen by an attacker who knows every row but one: the attacker runs it with or without
/// that row and observes one number.
/// </summary>
/// <param name="Claimed">Returns the ε that the mechanism claims at a δ.</param>
/// <param name="Observe">Runs the mechanism once, with or without the unit, and returns the number.</param>
public sealed record AuditedMechanism(
    string Name,
    double Epsilon,
    double Delta,
    Func<double, double> Claimed,
    Func<bool, RandomBits, CancellationToken, double> Observe
)
{
    private const int BaseRows = 40,
        Columns = 3,
        Levels = 3,
        PartTrials = 32;

    /// <summary>
    /// Whether everything in a model except its measurements is the same with and without
    /// the unit; null: there is no model.
    /// </summary>
    internal Func<bool>? SameStructure { get; init; }

    /// <summary>Discrete Gaussian noise on one count, as <see cref="PrivateFit.MeasureCounts"/> draws it.</summary>
    public static AuditedMechanism Gaussian(double epsilon, double delta)
    {
        double rho = Zcdp.Rho(epsilon, delta);
        return new(
            "discrete-gaussian",
            epsilon,
            delta,
            at => Zcdp.Epsilon(rho, at),
            (with, bits, _) => DiscreteGaussian.Draw(Zcdp.GaussianVariance(1, rho), bits) + (with ? 1 : 0)
        );
    }

    /// <summary>Discrete Laplace noise on one count; it claims the same ε at every δ.</summary>
    public static AuditedMechanism Laplace(double epsilon, double delta) =>
        new(
            "discrete-laplace",
            epsilon,
            delta,
            _ => epsilon,
            (with, bits, _) => DiscreteLaplace.Draw(Fraction.AtLeast(1 / epsilon), bits) + (with ? 1 : 0)
        );

    /// <summary>
    /// A complete fit. Every known row has the first level in every column and the canary has the last,
    /// so that in every measured marginal the canary is in the last cell, which is empty without it. The number
    /// is the sum of those measured cells, each weighted by its precision: the likelihood ratio of Gaussian noise.
    /// </summary>
    public static AuditedMechanism Of(IGenerator generator, GeneratorSettings settings, double epsilon, double delta)
    {
        var schema = new Schema(
            "audit",
            [
                .. Enumerable
                    .Range(1, Columns)
                    .Select(i => new CategoricalColumn($"c{i}", Names) { Domain = ColumnDomain.Public }),
            ]
        )
        {
            Privacy = new SchemaPrivacy(1000),
        };
        Table without = Rows(BaseRows, canary: false),
            with = Rows(BaseRows, canary: true);
        double rho = Zcdp.Rho(epsilon, delta);
        var structures = new HashSet<string>(StringComparer.Ordinal);
        return new AuditedMechanism(
            generator.Description.Name,
            epsilon,
            delta,
            at => Zcdp.Epsilon(rho, at),
            (present, bits, ct) =>
            {
                var account = PrivacyAccount.InMemory(bits);
                var transcript = new Transcript();
                var model = generator.Fit(
                    new FitRequest(present ? with : without, schema, settings)
                    {
                        Privacy = account,
                        Kept = new Checkpoints(transcript, "kept", ct),
                    },
                    ct
                );
                string structure = Sha256.Hex(
                    CanonicalJson.Serialize(
                        new
                        {
                            model.Manifest.Schema,
                            model.Manifest.Encodings,
                            model.Manifest.Provenance.SeedHash,
                            model.Manifest.Provenance.SeedRows,
                        }
                    )
                );
                lock (structures)
                {
                    structures.Add(structure);
                }
                return transcript.LastCells(account.Ledger.Read());
            }
        )
        {
            SameStructure = () => structures.Count == 1,
        };
    }

    /// <summary>Runs the mechanism on both tables, in parallel on all cores.</summary>
    /// <param name="trials">The number of trials on each table; at least 100.</param>
    /// <param name="bits">Makes the random bits for a part of the trials, by its number from 0.
    /// Equal bits give an equal finding on any number of cores.</param>
    public AuditFinding Audit(int trials, Func<int, RandomBits> bits, IProgress<double> progress, CancellationToken ct)
    {
        var without = new double[trials];
        var with = new double[trials];
        int done = 0;
        Parallel.For(0, (trials + PartTrials - 1) / PartTrials, new ParallelOptions { CancellationToken = ct }, part =>
        {
            var own = bits(part);
            for (int trial = part * PartTrials; trial < Math.Min(trials, (part + 1) * PartTrials); trial++)
            {
                ct.ThrowIfCancellationRequested();
                without[trial] = Observe(false, own, ct);
                with[trial] = Observe(true, own, ct);
                int so = Interlocked.Increment(ref done);
                if (so % Math.Max(1, trials / 200) == 0)
                {
                    progress.Report(so / (double)trials);
                }
            }
        });
        var finding = PrivacyAudit.Judge(Name, without, with, Epsilon, Delta, Claimed);
        bool? same = SameStructure?.Invoke();
        return finding with { SameStructure = same, Violated = finding.Violated || same == false };
    }

    private static string[] Names => [.. Enumerable.Range(1, Levels).Select(level => $"l{level}")];

    private static Table Rows(int rows, bool canary) =>
        new([
            .. Enumerable
                .Range(1, Columns)
                .Select(column => new LevelData
                {
                    Name = $"c{column}",
                    Levels = Names,
                    Codes = [.. Enumerable.Repeat(0, rows), .. canary ? [Levels - 1] : Array.Empty<int>()],
                }),
        ]);
}
