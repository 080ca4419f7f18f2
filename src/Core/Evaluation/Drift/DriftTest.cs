using AethergenAI.Evaluation.Fidelity;
using AethergenAI.Generation;
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

    // Enough rows that their own noise is small compared with the seed's.
    private const int ModelRows = 50_000;

    private const int MaxJointRows = 2_000;

    /// <param name="train">The rows that the model learned from, typed by its schema; null to use rows drawn
    /// from the model instead.</param>
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
        if (train is not null && TableHash.Of(train, model.Schema, ct) != model.Provenance.SeedHash)
        {
            throw DriftRefusals.OtherTrain();
        }
        return train is not null
            ? Compare(model.Schema, train, DriftReference.Train, train.RowCount, fresh, options, ct)
            : Compare(
                model.Schema,
                draw(ModelRows),
                DriftReference.Model,
                model.Provenance.SeedRows,
                fresh,
                options,
                ct
            );
    }

    internal static DriftReport Compare(
        Schema schema,
        Table reference,
        DriftReference kind,
        int seedRows,
        Table fresh,
        DriftOptions options,
        CancellationToken ct
    )
    {
        Refuse(reference, seedRows, fresh, options);
        (reference, fresh) = (RowOrder.Of(reference, schema).Rows, RowOrder.Of(fresh, schema).Rows);
        var space = FeatureSpace.Over(new EvaluationInput(schema, reference, fresh, fresh), ct);
        if (space.Features.Count == 0)
        {
            throw DriftRefusals.NoCommonColumns();
        }
        Sample old = space.Encode(reference),
            now = space.Encode(fresh);
        // Rows drawn from the model have the noise of the seed that they stand in for, and their own.
        double noise =
            (1.0 / fresh.RowCount) + (1.0 / seedRows) + (kind == DriftReference.Model ? 1.0 / reference.RowCount : 0);
        double smaller = Math.Min(seedRows, fresh.RowCount);
        ColumnDrift[] columns =
        [
            .. space.Features.Select(
                (feature, f) =>
                    Column(
                        feature.Name,
                        DriftCells.Of(feature, old, now, f, smaller),
                        noise,
                        options.Seed + (ulong)f,
                        ct
                    )
            ),
        ];
        var joint = Joint(space, old, now, columns.Length, options, ct) with { Counts = kind == DriftReference.Train };

        double[] p = [.. columns.Select(column => column.P), .. joint.Counts ? [joint.P] : Array.Empty<double>()];
        double[] adjusted = Multiplicity.Adjust(p, Correction.Holm);
        columns =
        [
            .. columns.Select(
                (column, at) =>
                    column with
                    {
                        Adjusted = adjusted[at],
                        Moved = adjusted[at] <= options.Alpha && Net(column) >= options.AtLeast,
                    }
            ),
        ];
        double together = joint.Counts ? adjusted[^1] : joint.P;
        joint = joint with { Adjusted = together, Moved = together <= options.Alpha };
        bool refit = columns.Any(column => column.Moved) || joint is { Counts: true, Moved: true };
        return new DriftReport
        {
            Verdict = refit ? DriftVerdict.Refit : DriftVerdict.StillValid,
            Sentence = DriftExplanation.Of(columns, joint, refit),
            Reference = kind,
            SeedRows = seedRows,
            NewRows = fresh.RowCount,
            Alpha = options.Alpha,
            AtLeast = options.AtLeast,
            Columns = [.. columns.OrderBy(column => column.Adjusted).ThenByDescending(column => column.Distance)],
            Joint = joint,
            NotMeasured = joint.Counts ? space.LeftOut : [.. space.LeftOut, DriftExplanation.JointUnsure()],
        };
    }

    private static void Refuse(Table reference, int seedRows, Table fresh, DriftOptions options)
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
        if (Math.Min(seedRows, reference.RowCount) < MinRows)
        {
            throw DriftRefusals.TooFewRows("seed", Math.Min(seedRows, reference.RowCount));
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
