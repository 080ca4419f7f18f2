using System.Diagnostics;
using System.Globalization;

namespace AethergenAI.Benchmarks.Fuzz;

/// <summary>
/// One reader in a process of its own, so that neither a hang nor a crash of native code ends the whole run. Input n of
/// a seed is always the same file.
/// </summary>
/// <param name="folder">Where findings are written.</param>
internal sealed class FuzzProcess(FuzzReader reader, int seed, string folder)
{
    public const int Hung = 3;
    public const long MaxGrowth = 64 << 20;

    private const long LooksLarge = 32 << 20;
    private const int EachCause = 2;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Dictionary<string, int> causes = new(StringComparer.Ordinal);
    private readonly Lock gate = new();
    private byte[] current = [];
    private long input;
    private long begun;

    /// <summary>Reads inputs until the time or their number is over; says on standard output how far it came.</summary>
    public void Run(long from, long inputs, TimeSpan time)
    {
        foreach (byte[] sample in reader.Samples)
        {
            FuzzReaders.Refusable(() => reader.Read(sample, new Random(seed)));
        }
        using var watch = new Timer(_ => Look(), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        long start = Stopwatch.GetTimestamp();
        for (long n = from; n < from + inputs && Stopwatch.GetElapsedTime(start) < time; n++)
        {
            byte[] file = Input(n);
            lock (gate)
            {
                (input, current, begun) = (n, file, Stopwatch.GetTimestamp());
            }
            if (reader.IsNative)
            {
                File.WriteAllBytes(Path.Combine(folder, $"{reader.Name}.current"), file);
            }

            long before = GC.GetTotalAllocatedBytes();
            Try(file, n);
            if (reader.IsNative || GC.GetTotalAllocatedBytes() - before > LooksLarge)
            {
                Measure(file, n);
            }
            lock (gate)
            {
                begun = 0;
            }
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{n}"));
        }
    }

    private byte[] Input(long n)
    {
        var random = Numbers(n);
        byte[] sample = reader.Samples[random.Next(reader.Samples.Count)];
        byte[]? changed = reader.IsJson && random.Next(3) > 0 ? JsonMutator.Mutate(sample, random) : null;
        return changed ?? Mutator.Mutate(reader.Samples, random);
    }

    private Random Numbers(long n) => new(unchecked((int)((seed * 1_000_003L) + n)));

    private void Try(byte[] file, long n)
    {
        if (Failure(file, n) is { } thrown)
        {
            Report(FuzzFinding.Of(reader, seed, n, thrown), file);
        }
    }

    /// <returns>What was thrown that is no refusal; null if nothing was.</returns>
    private Exception? Failure(byte[] file, long n)
    {
        try
        {
            reader.Read(file, Numbers(n));
            return null;
        }
        catch (RefusedException refusal) when (refusal.Message.Length > 0 && refusal.Code.Length > 0)
        {
            return null;
        }
        catch (Exception thrown)
        {
            return thrown;
        }
    }

    private void Measure(byte[] file, long n)
    {
        if (!ResidentMemory.CanMeasure)
        {
            return;
        }
        long growth = ResidentMemory.Growth(() => Failure(file, n));
        if (growth > MaxGrowth)
        {
            string what = $"{growth >> 20} MiB of memory for {file.Length:N0} bytes.";
            Report(new(reader.Name, seed, n, what) { Cause = "Memory" }, file);
        }
    }

    private void Report(FuzzFinding finding, byte[] file)
    {
        int known = causes.GetValueOrDefault(finding.Cause);
        causes[finding.Cause] = known + 1;
        if (known < EachCause)
        {
            finding.Write(folder, file);
            Console.WriteLine($"! {finding.Cause}");
        }
    }

    /// <summary>Ends the process where an input is read for too long: no thread can be stopped.</summary>
    private void Look()
    {
        lock (gate)
        {
            if (begun == 0 || Stopwatch.GetElapsedTime(begun) < Patience)
            {
                return;
            }
            Report(new(reader.Name, seed, input, "It was not read in 10 seconds.") { Cause = "Hang" }, current);
            Console.Out.Flush();
            Environment.Exit(Hung);
        }
    }
}
