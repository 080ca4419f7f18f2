using AethergenAI.Generation.Constraints;
using AethergenAI.Generation.Encodings;
using AethergenAI.Privacy;
using AethergenAI.Privacy.Ledger;
using AethergenAI.Privacy.Noise;
using AethergenAI.Tables;
using AethergenAI.Tables.Csv;

namespace AethergenAI.Generation.Private;

/// <summary>The ledger entry of one measurement.</summary>
/// <param name="Parameters">The mechanism's parameters; public values only.</param>
public sealed record MeasurementCharge(
    string Mechanism,
    string Purpose,
    IReadOnlyDictionary<string, string> Parameters,
    double Rho
);

/// <summary>
/// A fit with differential privacy. Only measurements can read the rows, and each is written into the ledger
/// before its noise is drawn. The results are stored under keys, so that an interrupted fit that continues reads
/// them instead of drawing again.
/// </summary>
public sealed class PrivateFit
{
    private readonly FitRequest request;
    private readonly PrivacyAccount account;
    private readonly PrivacyTerms terms;
    private readonly Table rows;
    private readonly Dictionary<string, TokenDomain> domains;
    private readonly Measurements measurements;
    private readonly Column[] paid;
    private readonly List<string> unprotected = [];
    private EncodedSeed? encoded;

    private PrivateFit(
        FitRequest request,
        PrivacyAccount account,
        PrivacyTerms terms,
        Table rows,
        Dictionary<string, TokenDomain> domains,
        Column[] paid,
        Measurements measurements
    )
    {
        (this.request, this.account, this.terms, this.rows, this.domains, this.paid) = (
            request,
            account,
            terms,
            rows,
            domains,
            paid
        );
        this.measurements = measurements;
    }

    /// <summary>
    /// The maximum number of rows of one unit: the largest change of a table of counts by one unit, in Euclidean norm.
    /// </summary>
    public int RowsPerUnit => PrivacyUnit.Of(request.Schema.Privacy!).Rows;

    /// <inheritdoc cref="PrivacyAccount.Fault"/>
    internal PlantedFault? Fault => account.Fault;

    /// <summary>The ρ for measurements other than those of domains; it does not depend on interruptions.</summary>
    public double Rho => measurements.Reserved * (paid.Length == 0 ? 1 : 1 - terms.DomainShare);

    /// <summary>Checks everything that can be checked, then sets ρ aside in the ledger.</summary>
    /// <exception cref="RefusedException">A check fails, or the budget is too small;
    /// the ledger is unchanged.</exception>
    public static PrivateFit Begin(FitRequest request, GeneratorDescription generator, CancellationToken ct)
    {
        var terms = PrivacyTerms.Of(OptionValues.Of(generator, request.Settings))
            ?? throw new ArgumentException($"{generator.Name} has no ε.", nameof(request));
        var schema = request.Schema;
        var account = request.Privacy ?? throw PrivacyRefusals.NoLedger(generator.Name);
        Declarations.Require(schema, terms);
        FittableSchema.Require(schema);
        ConstraintCheck.Satisfiable(schema);
        var domains = new Dictionary<string, TokenDomain>(StringComparer.Ordinal);
        var paid = new List<Column>();
        foreach (var column in DomainEncoder.Modelled(schema))
        {
            if (TokenDomain.Public(column) is { } known)
            {
                domains.Add(column.Name, known);
            }
            else
            {
                paid.Add(column);
            }
        }

        var rows = Checked(request, account, domains);
        ct.ThrowIfCancellationRequested();
        Tell(request, domains.Values);

        var cost = PrivateFitPrice.Of(terms, schema);
        string words =
            $"{generator.Name}, ε = {PrivacyLedger.Figure(terms.Epsilon)} at δ = {PrivacyLedger.Small(terms.Delta)}";
        var reservation = new LedgerCharge(
            PrivacyUnit.Of(schema.Privacy!),
            account.Run,
            $"fit of {words}",
            LedgerCharge.Reservation,
            new Dictionary<string, string> { ["epsilon"] = $"{terms.Epsilon:R}", ["delta"] = $"{terms.Delta:R}" },
            cost.Rho
        )
        {
            Delta = cost.Delta,
        };
        string fit = Fingerprint(request, generator, ct);
        return new PrivateFit(
            request,
            account,
            terms,
            rows,
            domains,
            [.. paid],
            Measurements.Open(account, request.Kept, fit, reservation)
        );
    }

    /// <summary>The rows in tokens of domains that are public, or that this fit pays to discover.</summary>
    public EncodedSeed Encode(CancellationToken ct)
    {
        if (encoded is not null)
        {
            return encoded;
        }
        var schema = request.Schema;
        double each =
            paid.Length == 0 ? 0 : measurements.Reserved * terms.DomainShare / paid.Sum(DiscoveredDomains.Parts);
        double delta = PrivateFitPrice.Of(terms, schema).Delta / Math.Max(1, paid.Count(DiscoveredDomains.TakesDelta));
        foreach (var column in paid)
        {
            ct.ThrowIfCancellationRequested();
            var (domain, declared, why) = DiscoveredDomains.Learn(column, rows[column.Name], each, delta, this);
            unprotected.AddRange(why is null ? Array.Empty<string>() : [why]);
            domains[column.Name] = domain;
            schema = schema with
            {
                Columns = [.. schema.Columns.Select(other => other.Name == column.Name ? declared : other)],
            };
        }

        return encoded = DomainEncoder.Encode(rows, schema, domains, ct);
    }

    /// <summary>
    /// Counts with discrete Gaussian noise of the variance that ρ pays for: <c>σ² = k²/2ρ</c>,
    /// where k is <see cref="RowsPerUnit"/>.
    /// </summary>
    /// <param name="key">Identifies the measurement within this fit.</param>
    /// <param name="purpose">The purpose, for readers of the ledger.</param>
    /// <param name="counts">Each row adds 1 to at most one of them.</param>
    /// <exception cref="RefusedException">The budget is too small; nothing was drawn.</exception>
    public long[] MeasureCounts(string key, string purpose, long[] counts, double rho)
    {
        var variance = Zcdp.GaussianVariance(RowsPerUnit, rho);
        var parameters = new Dictionary<string, string>
        {
            ["variance"] = variance.ToString(),
            ["cells"] = $"{counts.Length}",
            ["sensitivity"] = $"{RowsPerUnit}",
        };
        return Measure(key, new MeasurementCharge("discrete-gaussian", purpose, parameters, rho), bits =>
        {
            var noisy = new long[counts.Length];
            if ((Fault is null ? variance : Fault.Variance(variance)) is { } drawn)
            {
                DiscreteGaussian.Fill(noisy, drawn, bits);
            }
            for (int i = 0; i < noisy.Length; i++)
            {
                noisy[i] += counts[i];
            }
            return noisy;
        });
    }

    /// <summary>
    /// Any other measurement: it is charged, drawn and stored, or read if an interrupted attempt stored it.
    /// </summary>
    /// <typeparam name="T">The result, stored as JSON.</typeparam>
    /// <param name="draw">The mechanism. Nothing but its result may be learned from it.</param>
    /// <exception cref="RefusedException">The budget is too small; nothing was drawn.</exception>
    public T Measure<T>(string key, MeasurementCharge charge, Func<RandomBits, T> draw) =>
        measurements.Measure(key, charge, draw);

    /// <summary>The claim of a model that was made only from the measurements so far.</summary>
    public PrivacyClaim Claim()
    {
        var entries = measurements.Entries;
        double rho = entries.Where(entry => entry.Within is null).Sum(entry => entry.Rho),
            own = entries.Sum(entry => entry.Delta);
        return new PrivacyClaim(
            PrivacyLedger.RoundUp(Zcdp.Epsilon(rho, terms.Delta - own)),
            terms.Delta,
            PrivacyUnit.Of(request.Schema.Privacy!),
            rho,
            [.. account.Outside, .. UnpaidDeclarations.Of(request.Schema).Select(reason => reason.Why), .. unprotected],
            entries
        );
    }

    /// <summary>The rows that count, after the checks that read rows.</summary>
    private static Table Checked(
        FitRequest request,
        PrivacyAccount account,
        IReadOnlyDictionary<string, TokenDomain> domains
    ) =>
        account.Reading(() =>
        {
            // Missing columns must not identify an entity, so the columns are checked before the rows are counted.
            DomainCheck.Require(request.Seed, request.Schema, domains);
            return UnitRows.Bound(request.Seed, request.Schema);
        });

    /// <summary>Says what happens to cells and rows if there are such; whether there are is private.</summary>
    private static void Tell(FitRequest request, IEnumerable<TokenDomain> domains)
    {
        var privacy = request.Schema.Privacy!;
        void Say(string message) => request.Progress.Report(new RunProgress(RunStage.Fitting) { Message = message });
        if (privacy.Outside == OutsideValues.Clamp && domains.Any())
        {
            Say("If a cell is outside its public domain, a number counts as its nearest end and a level as missing.");
        }
        if (privacy is { Entity: { } entity, Excess: ExcessRows.Trim })
        {
            Say($"If a '{entity}' has more than {privacy.RowsPerEntity:N0} rows, the others are left out.");
        }
    }

    /// <summary>Distinguishes this fit's measurements from those of another fit in the same place.</summary>
    private static string Fingerprint(FitRequest request, GeneratorDescription generator, CancellationToken ct) =>
        Sha256.Hex(
            CanonicalJson.Serialize(
                new
                {
                    generator.Name,
                    Schema = SchemaHash.Of(request.Schema),
                    Seed = TableHash.Of(request.Seed, request.Schema, ct),
                    request.Settings.Values,
                    Random = $"{request.Settings.Seed}",
                }
            )
        )[..16];
}
