using System.Diagnostics;
using AethergenAI.Generation.Sampling;
using AethergenAI.Onnx.Graphs;
using AethergenAI.Seeding;

namespace AethergenAI.Onnx.Arn;

/// <summary>
/// Trains one network with shuffled batches, fixed and random column orders, and early stopping on validation rows.
/// </summary>
internal sealed class ArnTrainer(
    ArnLayout layout,
    TrainingPlan plan,
    int[] order,
    int[] classes,
    RowShuffle shuffle,
    ulong seed
)
{
    private const int NoiseRows = 512,
        ValidationBatch = 1024,
        Patience = 6,
        CalibrationRows = 50_000,
        CalibrationRounds = 3;

    private readonly int columns = layout.Columns.Count;

    /// <param name="report">Called after every step.</param>
    /// <param name="checkpoints">Where an interrupted training continues from; null keeps no checkpoints.</param>
    /// <returns>The weights kept; how they came about; and their loss of every validation row, in nats.</returns>
    internal (float[] Weights, TrainingOutcome How, double[] Losses) Train(
        Device device,
        int[] train,
        int[] validation,
        Action<TrainingProgress> report,
        TrainingCheckpoints? checkpoints,
        CancellationToken ct
    )
    {
        using var span = GraphTraces.Train("arn");
        float[] noise = Noise();
        using var session = new TrainingSession(layout, plan, device, classes, noise);
        var at = checkpoints?.Resume(layout.Size) ?? Start();
        session.State = at.State;
        int batch = Math.Min(plan.Batch, train.Length),
            perEpoch = Math.Max(1, train.Length / batch);
        int interval = Math.Max(perEpoch, Math.Min(20, plan.Steps));
        float[] fixedMask = ColumnOrder.Mask(order, plan.Ahead);
        (float[] Mask, double Weight)[] judges = Judges(fixedMask);
        long began = Stopwatch.GetTimestamp();
        int first = at.Step;
        while (at.Step < plan.Steps && at.Waited < Patience)
        {
            ct.ThrowIfCancellationRequested();
            int step = at.Step + 1;
            var draws = new TrainingRandom(seed, DrawPurpose.Columns, step);
            float[] mask =
                draws.Unit() < plan.FixedShare
                    ? fixedMask
                    : ColumnOrder.Mask(ColumnOrder.MarksFirst(layout.Columns, draws.Order(columns)), plan.Ahead);
            var (loss, rate) = session.Step(Batch(train, batch, step - 1), mask, Dropped(batch, step), step);
            at = at with
            {
                Step = step,
                Loss = at.Loss == 0 ? loss : at.Loss + ((loss - at.Loss) / Math.Min(step, perEpoch)),
            };
            if (step % interval == 0 || step == plan.Steps)
            {
                at = Validate(session, at, validation, judges, ct);
            }
            double seconds = Stopwatch.GetElapsedTime(began).TotalSeconds / (step - first);
            report(
                new TrainingProgress(
                    step,
                    plan.Steps,
                    at.Loss,
                    double.IsNaN(at.Validation) ? null : at.Validation,
                    rate,
                    seconds,
                    batch / seconds,
                    seconds * (plan.Steps - step)
                )
            );
            checkpoints?.Keep(() => at with { State = session.State });
        }

        checkpoints?.KeepNow(at with { State = session.State });

        Calibrate(session, at.Best, [.. train, .. validation], fixedMask, ct);
        span.Ran(session.Provider, at.Step - first);
        return (
            at.Best,
            new TrainingOutcome(
                session.Provider,
                plan.Dropout,
                at.Step,
                at.BestStep,
                at.BestTrain,
                validation.Length == 0 ? null : at.BestLoss
            ),
            Losses(session, at.Best, validation, judges, ct)
        );
    }

    private TrainingState Start()
    {
        float[] weights = layout.Initial(seed);
        return new TrainingState(
            0,
            0,
            0,
            double.NaN,
            double.PositiveInfinity,
            0,
            0,
            [weights, new float[layout.Size], new float[layout.Size], weights],
            weights
        );
    }

    /// <summary>
    /// The column orders of the validation loss. As in training, the fixed order has some of the weight; its reverse
    /// and a random order share the rest.
    /// </summary>
    private (float[] Mask, double Weight)[] Judges(float[] fixedMask)
    {
        int[][] others =
        [
            [.. order.Reverse()],
            new TrainingRandom(seed, DrawPurpose.Judges, 0).Order(columns),
        ];
        double each = (1 - plan.FixedShare) / others.Length;
        return
        [
            (fixedMask, plan.FixedShare),
            .. others
                .Where(_ => each > 0)
                .Select(other => (ColumnOrder.Mask(ColumnOrder.MarksFirst(layout.Columns, other), plan.Ahead), each)),
        ];
    }

    private TrainingState Validate(
        TrainingSession session,
        TrainingState at,
        int[] validation,
        (float[] Mask, double Weight)[] judges,
        CancellationToken ct
    )
    {
        if (validation.Length == 0)
        {
            return at with { Best = session.Average, BestStep = at.Step, BestTrain = at.Loss };
        }
        double loss = Losses(session, session.Average, validation, judges, ct).Average();
        return loss < at.BestLoss
            ? at with
            {
                Validation = loss,
                BestLoss = loss,
                BestStep = at.Step,
                BestTrain = at.Loss,
                Waited = 0,
                Best = session.Average,
            }
            : at with
            {
                Validation = loss,
                Waited = at.Waited + 1,
            };
    }

    /// <summary>The loss of every row under some weights, over the column orders of the validation loss.</summary>
    private static double[] Losses(
        TrainingSession session,
        float[] weights,
        int[] rows,
        (float[] Mask, double Weight)[] judges,
        CancellationToken ct
    )
    {
        session.Average = weights;
        double[] losses = new double[rows.Length];
        int done = 0;
        foreach (int[] chunk in rows.Chunk(ValidationBatch))
        {
            ct.ThrowIfCancellationRequested();
            foreach (var judge in judges)
            {
                float[] each = session.Look(chunk, judge.Mask).Losses;
                for (int row = 0; row < each.Length; row++)
                {
                    losses[done + row] += judge.Weight * each[row];
                }
            }
            done += chunk.Length;
        }

        return losses;
    }

    /// <summary>
    /// Adjusts the heads' biases until the expected frequency of every class, given the earlier columns of the seed's
    /// rows, equals its frequency in the seed. The maximum-likelihood weights have this property; early stopping,
    /// weight decay and dropout lead away from it.
    /// </summary>
    private void Calibrate(
        TrainingSession session,
        float[] weights,
        int[] rows,
        float[] fixedMask,
        CancellationToken ct
    )
    {
        int[] some = [.. rows.Take(CalibrationRows)];
        double[][] counts = [.. layout.Columns.Select(column => new double[column.ClassCount])];
        foreach (int row in some)
        {
            for (int j = 0; j < columns; j++)
            {
                if (classes[(row * columns) + j] is >= 0 and int known)
                {
                    counts[j][known]++;
                }
            }
        }

        for (int round = 0; round < CalibrationRounds; round++)
        {
            session.Average = weights;
            double[] expected = new double[counts.Sum(column => column.Length)];
            foreach (int[] chunk in some.Chunk(ValidationBatch))
            {
                ct.ThrowIfCancellationRequested();
                foreach (var (sum, c) in session.Look(chunk, fixedMask).Expected.Select((sum, c) => (sum, c)))
                {
                    expected[c] += sum;
                }
            }

            int place = 0;
            for (int j = 0; j < columns; j++)
            {
                for (int c = 0; c < counts[j].Length; c++, place++)
                {
                    weights[layout.HeadBias[j].Start + c] += (float)
                        Math.Log((counts[j][c] + 0.5) / (expected[place] + 0.5));
                }
            }
        }
    }

    /// <summary>The rows of a step: each epoch is a random order of all rows, by key, cut into batches.</summary>
    private int[] Batch(int[] train, int batch, int step)
    {
        int perEpoch = Math.Max(1, train.Length / batch),
            epoch = step / perEpoch;
        if (shuffled.Epoch != epoch)
        {
            shuffled = (epoch, shuffle.Order(train, seed, epoch));
        }
        return shuffled.Order.AsSpan(step % perEpoch * batch, batch).ToArray();
    }

    private (int Epoch, int[] Order) shuffled = (-1, []);

    private int[] Dropped(int batch, int step)
    {
        var draws = new TrainingRandom(seed, DrawPurpose.Dropout, step);
        return [.. Enumerable.Range(0, batch).Select(_ => draws.Below(NoiseRows))];
    }

    /// <summary>A pool of uniform numbers; each step takes random rows of it.</summary>
    private float[] Noise()
    {
        if (plan.Dropout == 0)
        {
            return [];
        }
        int width = columns * layout.Shape.Width;
        float[] noise = new float[NoiseRows * width];
        for (int row = 0; row < NoiseRows; row++)
        {
            RowNoise.Fill(noise.AsSpan(row * width, width), seed, row, uint.MaxValue >> 1);
        }
        return noise;
    }
}
