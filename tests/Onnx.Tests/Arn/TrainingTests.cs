using AethergenAI.Artefacts;
using AethergenAI.Core.Tests.Artefacts;
using AethergenAI.Onnx.Arn;
using AethergenAI.Seeding;
using AethergenAI.Tables;

namespace AethergenAI.Onnx.Tests.Arn;

[Trait("Speed", "Slow")]
public sealed class TrainingTests
{
    private const int Rows = 400;
    private static readonly ArnColumn[] Columns = [Column(3), Column(5), Column(2)];
    private static readonly ArnLayout Layout = new(Columns, new ArnShape(12, 6));
    private static readonly TrainingPlan Plan = new(120, 32, 0.01f, 0.02f, 0.1f, 0.02f, 0.6, 1);

    [Fact]
    public void A_training_that_was_cut_off_goes_on_and_ends_in_the_same_weights()
    {
        var (undisturbed, how) = Train(null, 0);
        var artefacts = new MemoryArtefacts();
        foreach (int cut in new[] { 7, 60, 95 })
        {
            Assert.Throws<OperationCanceledException>(() => Train(artefacts, cut));
        }
        var (resumed, resumedHow) = Train(artefacts, 0);
        Assert.Equal(undisturbed, resumed);
        Assert.Equal(how, resumedHow);
        Assert.True(how.ValidationLoss < Math.Log(3 * 5 * 2));
    }

    [Fact]
    public void A_checkpoint_of_another_training_or_half_a_one_is_not_taken_up()
    {
        var artefacts = new MemoryArtefacts();
        Assert.Throws<OperationCanceledException>(() => Train(artefacts, 30));
        byte[] whole = artefacts.Files["model/kept/network"];
        Assert.NotNull(Read("key"));
        Assert.Null(Read("another"));
        artefacts.Files["model/kept/network"] = whole[..(whole.Length / 2)];
        Assert.Null(Read("key"));

        TrainingState? Read(string key) =>
            new TrainingCheckpoints(
                new Checkpoints(artefacts, "model/kept", CancellationToken.None),
                "network",
                key
            ).Resume(Layout.Size);
    }

    [Fact]
    public void The_loss_of_the_graph_is_that_of_plain_code()
    {
        // A fresh network: the context's effect is small but there; every conditional is computed by hand from the same
        // weights.
        var plan = Plan with { Dropout = 0 };
        int[] classes = Classes();
        float[] weights = Layout.Initial(3),
            mask = ColumnOrder.Mask([2, 0, 1], 1);
        using var session = new TrainingSession(Layout, plan, Device.Cpu, classes, []);
        session.Average = weights;
        double found = session.Look([0, 5, 9], mask).Losses.Sum();
        double expected = new[] { 0, 5, 9 }.Sum(row =>
            PlainNetwork.Loss(Layout, weights, classes.AsSpan(row * 3, 3), mask)
        );
        Assert.Equal(expected, found, 1e-4);
    }

    /// <summary>A few steps on a device.</summary>
    internal static float[] StepsOn(Device device, int steps) =>
        new ArnTrainer(Layout, Plan with { Steps = steps }, [0, 1, 2], Classes(), Shuffle(), 5)
            .Train(
                device,
                [.. Enumerable.Range(0, 320)],
                [.. Enumerable.Range(320, 80)],
                _ => { },
                null,
                CancellationToken.None
            )
            .Weights;

    private static (float[] Weights, TrainingOutcome How) Train(MemoryArtefacts? artefacts, int cut)
    {
        using var stop = new CancellationTokenSource();
        var checkpoints = artefacts is null
            ? null
            : new TrainingCheckpoints(
                new Checkpoints(artefacts, "model/kept", CancellationToken.None),
                "network",
                "key",
                TimeSpan.Zero
            );
        var (weights, how, _) = new ArnTrainer(Layout, Plan, [0, 1, 2], Classes(), Shuffle(), 5).Train(
            Device.Cpu,
            [.. Enumerable.Range(0, 320)],
            [.. Enumerable.Range(320, 80)],
            look =>
            {
                if (look.Step == cut)
                {
                    stop.Cancel();
                }
            },
            checkpoints,
            stop.Token
        );
        return (weights, how);
    }

    private static RowShuffle Shuffle()
    {
        double[] rows = [.. Enumerable.Range(0, Rows).Select(row => (double)row)];
        return RowShuffle.Of(
            new Table([new NumberData { Name = "row", Values = rows }]),
            new Schema("rows", [new IntegerColumn("row")])
        );
    }

    private static int[] Classes()
    {
        var random = new Random(8);
        int[] classes = new int[Rows * 3];
        for (int row = 0; row < Rows; row++)
        {
            int first = random.Next(3);
            classes[row * 3] = first;
            classes[(row * 3) + 1] = random.Next(4) == 0 ? -1 : Math.Min(4, first + random.Next(3));
            classes[(row * 3) + 2] = first == 2 ? 1 : random.Next(2);
        }

        return classes;
    }

    private static ArnColumn Column(int count) =>
        new([.. Enumerable.Repeat(Rows / count, count)], [.. Enumerable.Range(0, count)], 3, count > 2, [], false);
}
