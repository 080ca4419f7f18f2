using Microsoft.ML.OnnxRuntime;

namespace AethergenAI.Onnx.Arn;

/// <summary>
/// Runs the training graphs in ONNX Runtime. Rows, weights and the optimiser's state are copied to the device once and
/// stay there: a step writes its outputs to a second set of buffers, and then the two sets swap.
/// </summary>
internal sealed class TrainingSession : IDisposable
{
    private readonly List<IDisposable> owned = [];
    private readonly RunOptions options;
    private readonly Device device;
    private readonly InferenceSession step,
        validation;
    private readonly OrtIoBinding stepping,
        validating;
    private readonly OrtValue classes;
    private readonly OrtValue? noise;
    private readonly float[] loss = new float[1],
        rate = new float[1];
    private readonly ArnLayout layout;
    private OrtValue[] now,
        next;
    private bool profiling;

    /// <param name="rows">The classes of all training and validation rows, [R, D].</param>
    /// <param name="noise">Uniform numbers for dropout, [Q, D·width]; empty without dropout.</param>
    internal TrainingSession(ArnLayout layout, TrainingPlan plan, Device device, int[] rows, float[] noise)
    {
        (this.layout, this.device) = (layout, device);
        int columns = layout.Columns.Count,
            blocks = columns * layout.Shape.Width;
        options = Own(new RunOptions());
        Provider = device.Provider;
        using (var settings = device.Settings(device.Threads))
        {
            validation = Own(
                new InferenceSession(TrainingGraphs.ValidationGraph(layout, rows.Length / columns), settings)
            );
            profiling = device.MayFallBack;
            if (profiling)
            {
                ProfiledProviders.Begin(settings);
            }
            step = Own(
                new InferenceSession(
                    TrainingGraphs.StepGraph(layout, plan, rows.Length / columns, Math.Max(1, noise.Length / blocks)),
                    settings
                )
            );
        }

        stepping = Own(step.CreateIoBinding());
        validating = Own(validation.CreateIoBinding());
        classes = Own(device.Upload(rows, [rows.Length / columns, columns]));
        if (plan.Dropout > 0)
        {
            this.noise = Own(device.Upload(noise, [noise.Length / blocks, blocks]));
        }
        now = [.. TrainingGraphs.State.Select(_ => (device.Upload(new float[layout.Size], [layout.Size])))];
        next = [.. TrainingGraphs.State.Select(_ => (device.Upload(new float[layout.Size], [layout.Size])))];
    }

    /// <summary>The provider that runs the training graph; certain after the first step.</summary>
    internal string Provider { get; private set; }

    /// <summary>Weights, mean, square, average; copied from and to the device.</summary>
    internal float[][] State
    {
        get => [.. now.Select(value => device.Download(value, layout.Size))];
        set
        {
            for (int i = 0; i < now.Length; i++)
            {
                Put(value[i], i);
            }
        }
    }

    /// <summary>The averaged weights, which the validation loss uses.</summary>
    internal float[] Average
    {
        get => device.Download(now[^1], layout.Size);
        set => Put(value, now.Length - 1);
    }

    /// <summary>One step of the optimiser.</summary>
    /// <param name="number">The number of the step, from 1.</param>
    /// <returns>The batch's mean loss before the step, in nats per row, and the learning rate.</returns>
    internal (float Loss, float Rate) Step(int[] rows, float[] mask, int[] noiseRows, int number)
    {
        int columns = layout.Columns.Count;
        using var batch = OrtValue.CreateTensorValueFromMemory(rows, [rows.Length]);
        using var seen = OrtValue.CreateTensorValueFromMemory(mask, [columns, columns]);
        using var counter = OrtValue.CreateTensorValueFromMemory(new float[] { number }, []);
        using var dropped = OrtValue.CreateTensorValueFromMemory(noiseRows, [noiseRows.Length]);
        using var lossOut = OrtValue.CreateTensorValueFromMemory(loss, [1]);
        using var rateOut = OrtValue.CreateTensorValueFromMemory(rate, [1]);
        stepping.BindInput(TrainingGraphs.Classes, classes);
        stepping.BindInput(TrainingGraphs.Rows, batch);
        stepping.BindInput(TrainingGraphs.Mask, seen);
        stepping.BindInput(TrainingGraphs.Step, counter);
        if (noise is not null)
        {
            stepping.BindInput(TrainingGraphs.Noise, noise);
            stepping.BindInput(TrainingGraphs.NoiseRows, dropped);
        }

        for (int i = 0; i < now.Length; i++)
        {
            stepping.BindInput(TrainingGraphs.State[i], now[i]);
            stepping.BindOutput(TrainingGraphs.Next(TrainingGraphs.State[i]), next[i]);
        }

        stepping.BindOutput(TrainingGraphs.Loss, lossOut);
        stepping.BindOutput(TrainingGraphs.Rate, rateOut);
        step.RunWithBinding(options, stepping);
        stepping.SynchronizeBoundOutputs();
        (now, next) = (next, now);
        if (profiling)
        {
            Provider = ProfiledProviders.End(step);
            profiling = false;
        }

        return (loss[0], rate[0]);
    }

    /// <summary>
    /// The loss of each row under the averaged weights, and the expected number of rows with each
    /// class of each column.
    /// </summary>
    internal (float[] Losses, float[] Expected) Look(int[] rows, float[] mask)
    {
        int columns = layout.Columns.Count;
        float[] losses = new float[rows.Length],
            expected = new float[layout.Columns.Sum(column => column.ClassCount)];
        using var batch = OrtValue.CreateTensorValueFromMemory(rows, [rows.Length]);
        using var seen = OrtValue.CreateTensorValueFromMemory(mask, [columns, columns]);
        using var lossesOut = OrtValue.CreateTensorValueFromMemory(losses, [rows.Length, 1]);
        using var expectedOut = OrtValue.CreateTensorValueFromMemory(expected, [expected.Length]);
        validating.BindInput(TrainingGraphs.Classes, classes);
        validating.BindInput(TrainingGraphs.Rows, batch);
        validating.BindInput(TrainingGraphs.Mask, seen);
        validating.BindInput(TrainingGraphs.State[^1], now[^1]);
        validating.BindOutput(TrainingGraphs.Loss, lossesOut);
        validating.BindOutput(TrainingGraphs.Expected, expectedOut);
        validation.RunWithBinding(options, validating);
        validating.SynchronizeBoundOutputs();
        return (losses, expected);
    }

    public void Dispose()
    {
        foreach (var value in (OrtValue[])[.. now, .. next])
        {
            value.Dispose();
        }
        for (int i = owned.Count - 1; i >= 0; i--)
        {
            owned[i].Dispose();
        }
    }

    private void Put(float[] values, int place)
    {
        now[place].Dispose();
        now[place] = device.Upload(values, [values.Length]);
    }

    private T Own<T>(T thing)
        where T : IDisposable
    {
        owned.Add(thing);
        return thing;
    }
}
