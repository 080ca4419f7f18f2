using AethergenAI.Evaluation.Fidelity;
using AethergenAI.Generation;
using AethergenAI.Generation.Encodings;
using AethergenAI.Seeding;
using AethergenAI.Statistics;
using AethergenAI.Statistics.Kernels;
using AethergenAI.Tables;
using AethergenAI.Tables.Csv;

namespace AethergenAI.Evaluation.Drift;

/// <param name="Alpha">In (0, 0.5].</param>
/// <param name="AtLeast">The smallest distance that matters, in [0, 1).</param>
/// <param name="Seed">Seeds the permutations and the choice of rows for the joint comparison.</param>
public sealed record DriftOptions(double Alpha = 0.05, double AtLeast = 0.02, ulong Seed = 1);

/// <summary>
/// Compares new rows with the rows that a model was fitted to: each column by a two-sample χ² over its cells,
/// all columns jointly by nearest neighbours, with a common correction for the number of tests (Holm).
/// </summary>
public static class DriftTest
{
    public const int MinRows = 30;

    internal const int MaxJointRows = 2_000;

    /// <param name="train">The rows that the model learned from, in any order, typed by its schema; null to use what
    /// the model knows of them.</param>
    /// <param name="draw">Draws that many rows from the model;
    /// called only where <paramref name="train"/> is null.</param>
    /// <param name="fresh">The new rows, typed by the model's schema.</param>
    /// <exception cref="RefusedException">The rows are not the model's, there are too few, an option is out of range,
    /// or no column can be compared.</exception>
    public static DriftReport Compare(
        ModelManifest model,
        Table? train,
        Func<int, Table> draw,
        Table fresh,
        DriftOptions options,
        CancellationToken ct
    )
    {
        string[] invented = [.. model.Encodings.Where(IsInvented).Select(encoding => encoding.Column)];
        var basis = train is null
            ? DriftBasis.OfModel(model, rows => Without(draw(rows), invented))
            : DriftBasis.OfTrain(Without(train, invented)) with
            {
                Taken = Recognised(model, train, ct),
            };
        var schema = model.Schema with
        {
            Columns = [.. model.Schema.Columns.Where(column => !invented.Contains(column.Name))],
        };
        var report = Compare(schema, basis, Without(fresh, invented), options, ct);
        return report with { NotMeasured = [.. invented.Select(DriftExplanation.Invented), .. report.NotMeasured] };
    }

    internal static DriftReport Compare(
        Schema schema,
        DriftBasis basis,
        Table fresh,
        DriftOptions options,
        CancellationToken ct
    )
    {
        Refuse(basis, fresh, options);
        var reference = RowOrder.Of(basis.Rows, schema).Rows;
        fresh = RowOrder.Of(fresh, schema).Rows;
        var space = FeatureSpace.Over(new EvaluationInput(schema, reference, fresh, fresh), ct);
        string[] names = [.. space.Features.Select(feature => feature.Name).Where(name => basis.Hidden(name) < 1)];
        if (names.Length == 0)
        {
            throw DriftRefusals.NoCommonColumns();
        }
        double noise = basis.Noise + (1.0 / fresh.RowCount),
            smaller = Math.Min(basis.SeedRows, fresh.RowCount);
        ColumnDrift[] columns =
        [
            .. names.Select(
                (name, at) =>
                    Column(
                        name,
                        DriftCells.Of(basis.Counts(name), fresh[name], smaller),
                        noise,
                        options.Seed + (ulong)at,
                        ct
                    ) with
                    {
                        Hidden = basis.Hidden(name),
                    }
            ),
        ];
        bool counts = basis.Kind == DriftReference.Train;
        var joint = Joint(space, space.Encode(reference), space.Encode(fresh), columns.Length, options, ct) with
        {
            Counts = counts,
        };

        double[] p = [.. columns.Select(column => column.P), .. counts ? [joint.P] : Array.Empty<double>()];
        double[] adjusted = Multiplicity.Adjust(p, Correction.Holm);
        columns =
        [
            .. columns.Select(
                (column, at) =>
                    column with
                    {
                        Adjusted = adjusted[at],
                        Moved = adjusted[at] <= options.Alpha && Net(column) >= options.AtLeast + column.Hidden,
                    }
            ),
        ];
        double together = counts ? adjusted[^1] : joint.P;
        joint = joint with { Adjusted = together, Moved = together <= options.Alpha };
        bool refit = columns.Any(column => column.Moved) || joint is { Counts: true, Moved: true };
        return new DriftReport
        {
            Verdict = refit ? DriftVerdict.Refit : DriftVerdict.StillValid,
            Sentence = DriftExplanation.Of(columns, joint, refit),
            Reference = basis.Kind,
            SeedRows = basis.SeedRows,
            NewRows = fresh.RowCount,
            Alpha = options.Alpha,
            AtLeast = options.AtLeast,
            Columns = [.. columns.OrderBy(column => column.Adjusted).ThenByDescending(column => column.Distance)],
            Joint = joint,
            Warnings = ColumnDoubts.Of(schema),
            NotMeasured =
            [
                .. space.LeftOut,
                .. space.Features.Select(feature => feature.Name).Except(names).Select(DriftExplanation.Hidden),
                .. counts ? Array.Empty<NotMeasured>() : [DriftExplanation.JointUnsure()],
                .. basis.Taken is { } taken ? [taken] : Array.Empty<NotMeasured>(),
            ],
        };
    }

    /// <summary>Keys and identifiers: the model makes them up, and new rows have new ones.</summary>
    private static bool IsInvented(ColumnEncoding encoding) =>
        encoding is NumberKeyEncoding or LevelKeyEncoding or IdentifierEncoding;

    private static Table Without(Table table, string[] names) =>
        new([.. table.Columns.Where(column => !names.Contains(column.Name))]);

    /// <returns>What has to be taken on trust; null where the model knows the rows.</returns>
    private static NotMeasured? Recognised(ModelManifest model, Table train, CancellationToken ct)
    {
        var provenance = model.Provenance;
        if (provenance.SeedHash == Provenance.Withheld)
        {
            return DriftExplanation.Unrecognised();
        }
        bool known = provenance.RowsHash is { } rows
            ? rows == RowIdentity.HashOf(train, model.Schema)
            : provenance.SeedHash == TableHash.Of(train, model.Schema, ct);
        return known ? null : throw DriftRefusals.OtherTrain(provenance.RowsHash is null);
    }

    private static void Refuse(DriftBasis basis, Table fresh, DriftOptions options)
    {
        if (!(options.Alpha is > 0 and <= 0.5))
        {
            throw DriftRefusals.Alpha(options.Alpha);
        }
        if (!(options.AtLeast is >= 0 and < 1))
        {
            throw DriftRefusals.AtLeast(options.AtLeast);
        }
        if (fresh.RowCount < MinRows)
        {
            throw DriftRefusals.TooFewRows("new", fresh.RowCount);
        }
        if (basis.SeedRows < MinRows)
        {
            throw DriftRefusals.TooFewRows("seed", basis.SeedRows);
        }
    }

    private static ColumnDrift Column(
        string name,
        (int[] Reference, int[] Fresh, int Cells) cells,
        double noise,
        ulong seed,
        CancellationToken ct
    )
    {
        double[] before = Shares(cells.Reference, cells.Cells),
            after = Shares(cells.Fresh, cells.Cells);
        double distance = Distribution.TotalVariation(before, after),
            squares = 0,
            byChance = 0;
        int filled = 0;
        // The shares of both tables together, each table weighted by its effective number of rows:
        // noise = 1/reference + 1/new.
        double weight = 1 / (noise * cells.Fresh.Length);
        for (int k = 0; k < cells.Cells; k++)
        {
            double share = (weight * before[k]) + ((1 - weight) * after[k]);
            if (share <= 0)
            {
                continue;
            }
            filled++;
            squares += (before[k] - after[k]) * (before[k] - after[k]) / share;
            byChance += 0.5 * Math.Sqrt(2 / Math.PI * noise * share * Math.Max(0, 1 - share));
        }

        var interval = HalfSamples.Around(
            [distance],
            0,
            1,
            cells.Reference.Length,
            cells.Fresh.Length,
            seed,
            (some, others) =>
                [
                    Distribution.TotalVariation(
                        Shares(Pick(cells.Reference, some), cells.Cells),
                        Shares(Pick(cells.Fresh, others), cells.Cells)
                    ),
                ],
            ct
        )[0];
        double p = filled <= 1 ? 1 : ChiSquare.Upper(squares / noise, filled - 1);
        return new ColumnDrift(
            name,
            distance,
            interval,
            byChance,
            squares / noise,
            Math.Max(0, filled - 1),
            p,
            p,
            false
        );
    }

    private static JointDrift Joint(
        FeatureSpace space,
        Sample old,
        Sample now,
        int columns,
        DriftOptions options,
        CancellationToken ct
    )
    {
        int rows = Math.Min(MaxJointRows, Math.Min(old.Rows, now.Rows));
        Sample left = Some(old, "drift old"),
            right = Some(now, "drift new");
        var points = new MixedPoints(space, left, right);
        float[][] both = [.. points.Of(left).Zip(points.Of(right), (first, second) => (float[])[.. first, .. second])];
        // Enough permutations that Holm's first step, which multiplies by the number of tests, can still reach α.
        int permutations = Math.Max(999, (int)Math.Ceiling(2 * (columns + 1) / options.Alpha));
        var (statistic, expected, p) = NeighbourTest.Run(both, permutations, options.Seed, ct);
        return new JointDrift(statistic, expected, p, p, false, true, rows);

        Sample Some(Sample sample, string purpose) =>
            sample.Take(RandomStream.For(options.Seed, purpose).Choose(sample.Rows, rows));
    }

    // Noise adds in squares; this removes it from the distance.
    private static double Net(ColumnDrift column) =>
        Math.Sqrt(Math.Max(0, (column.Distance * column.Distance) - (column.ByChance * column.ByChance)));

    private static double[] Shares(int[] codes, int cells)
    {
        var shares = new double[cells];
        Distribution.Shares(codes, shares);
        return shares;
    }

    private static int[] Pick(int[] codes, int[] rows) => Array.ConvertAll(rows, row => codes[row]);
}
