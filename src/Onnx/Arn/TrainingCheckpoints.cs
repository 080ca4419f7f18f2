using System.Diagnostics;
using System.Runtime.InteropServices;
using AethergenAI.Artefacts;

namespace AethergenAI.Onnx.Arn;

/// <summary>
/// Saves the state of a training every 30 seconds, so that an interrupted training continues and gives the same
/// weights.
/// </summary>
/// <param name="pause">The time between checkpoints; 30 seconds if not given.</param>
/// <param name="key">Everything that the training depends on; a checkpoint with another key is ignored.</param>
internal sealed class TrainingCheckpoints(Checkpoints kept, string name, string key, TimeSpan? pause = null)
{
    private readonly TimeSpan pause = pause ?? TimeSpan.FromSeconds(30);

    private long last = Stopwatch.GetTimestamp();

    internal void Keep(Func<TrainingState> state)
    {
        if (Stopwatch.GetElapsedTime(last) < pause)
        {
            return;
        }
        KeepNow(state());
    }

    internal void KeepNow(TrainingState state)
    {
        kept.Write(name, Bytes(state));
        last = Stopwatch.GetTimestamp();
    }

    /// <returns>Null if there is no checkpoint of this training.</returns>
    internal TrainingState? Resume(int size)
    {
        if (kept.Read(name) is not { } bytes)
        {
            return null;
        }
        using var reader = new BinaryReader(new MemoryStream(bytes));
        try
        {
            if (reader.ReadString() != key)
            {
                return null;
            }
            return new TrainingState(
                reader.ReadInt32(),
                reader.ReadInt32(),
                reader.ReadDouble(),
                reader.ReadDouble(),
                reader.ReadDouble(),
                reader.ReadInt32(),
                reader.ReadDouble(),
                [Floats(reader, size), Floats(reader, size), Floats(reader, size), Floats(reader, size)],
                Floats(reader, size)
            );
        }
        catch (EndOfStreamException)
        {
            return null;
        }
    }

    private byte[] Bytes(TrainingState state)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write(key);
        writer.Write(state.Step);
        writer.Write(state.Waited);
        writer.Write(state.Loss);
        writer.Write(state.Validation);
        writer.Write(state.BestLoss);
        writer.Write(state.BestStep);
        writer.Write(state.BestTrain);
        foreach (float[] values in (float[][])[.. state.State, state.Best])
        {
            writer.Write(MemoryMarshal.AsBytes(values.AsSpan()));
        }
        writer.Flush();
        return stream.ToArray();
    }

    private static float[] Floats(BinaryReader reader, int size)
    {
        float[] values = new float[size];
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
        return values;
    }
}
