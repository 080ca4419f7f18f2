using AethergenAI.Artefacts;
using AethergenAI.Privacy;
using AethergenAI.Privacy.Ledger;
using AethergenAI.Privacy.Noise;
using AethergenAI.Tables;

namespace AethergenAI.Generation.Private;

/// <summary>
/// A whole fit under audit. The attacker sees everything in model.json but the time that the fit took, every message,
/// and, more than a model shows, the measured counts as they are kept for an interrupted fit. The sampler graph is
/// checked to be what the parameters make; rows sampled from it with a public seed then tell nothing more.
/// </summary>
internal sealed class AuditedFit(IGenerator generator, GeneratorSettings settings, AuditCase audited)
{
    /// <summary>Trials whose graph is compared with the parameters' graph.</summary>
    private const int GraphTrials = 16;

    private readonly Table without = audited.Others,
        with = Joined(audited.Unit, audited.Others);

    private int graphs;

    /// <summary>A fault for the tests of the audit.</summary>
    internal PlantedFault? Fault { get; init; }

    /// <summary>Further numbers that are released with a model, for the tests of the audit.</summary>
    internal Func<FitRequest, Model, IEnumerable<(string Name, double Value)>>? Also { get; init; }

    /// <summary>The unit's rows.</summary>
    internal int UnitRows => audited.Unit.RowCount;

    /// <summary>What the entries of a fit without the unit pay for.</summary>
    /// <param name="spent">The ε of what the entries cost together.</param>
    internal GaussianCurve Curve(double delta, out double spent, CancellationToken ct)
    {
        var account = PrivacyAccount.InMemory();
        generator.Fit(Request(false, account, null, []), ct);
        var ledger = account.Ledger.Read();
        double rho = ledger.Entries.Where(entry => entry.Within is not null).Sum(entry => entry.Rho);
        spent = delta > ledger.SpentDelta ? Zcdp.Epsilon(rho, delta - ledger.SpentDelta) : double.PositiveInfinity;
        return GaussianCurve.Of(ledger);
    }

    internal Observation Observe(bool present, RandomBits bits, CancellationToken ct)
    {
        var account = PrivacyAccount.InMemory(bits) with { Fault = Fault };
        var transcript = new Transcript();
        var messages = new List<string>();
        var request = Request(present, account, new Checkpoints(transcript, "kept", ct), messages);
        var model = generator.Fit(request, ct);
        RequireGraph(model);
        var numbers = new Dictionary<string, double>(StringComparer.Ordinal);
        ReleasedNumbers.Read(model.Manifest, numbers);
        messages.ForEach(message => numbers[$"message = {message}"] = 1);
        foreach (var (name, value) in Also?.Invoke(request, model) ?? [])
        {
            numbers[name] = value;
        }
        var counts = transcript.Counts(account.Ledger.Read());
        return new Observation(numbers, counts) { Unit = [.. counts.Select(Unit)] };

        UnitCount Unit(NoisyCounts measured) =>
            new(
                $"{measured.Key} of {measured.Values.Length}",
                measured.Variance,
                measured.Values[UnitCell(measured, model.Manifest.Columns)]
            );
    }

    private FitRequest Request(bool present, PrivacyAccount account, Checkpoints? kept, List<string> messages) =>
        new(present ? with : without, audited.Schema, settings)
        {
            Privacy = account,
            Kept = kept,
            Progress = new Heard(messages),
        };

    private void RequireGraph(Model model)
    {
        if (Interlocked.Increment(ref graphs) > GraphTrials)
        {
            return;
        }
        byte[] made = generator.Condition(model, new bool[model.Manifest.Columns.Count]);
        if (!made.AsSpan().SequenceEqual(model.Graph))
        {
            throw new InvalidOperationException("sampler.onnx is not what the parameters in model.json make.");
        }
    }

    /// <summary>Merged tokens keep their order, and the unit's token is never followed by a frequent one.</summary>
    private int UnitCell(NoisyCounts measured, IReadOnlyList<ModelColumn> columns)
    {
        int last = measured.Values.Length - 1;
        string key = measured.Key[(measured.Key.LastIndexOf('/') + 1)..];
        if (audited.First.Count == 0 || measured.Key.StartsWith("domain/", StringComparison.Ordinal))
        {
            return last;
        }
        int[] attributes = [.. key.Split(',').Select(int.Parse)];
        int cell = 0,
            cells = 1;
        foreach (int attribute in attributes)
        {
            int size = columns[attribute].Tokens;
            cell = (cell * size) + (audited.First.Contains(columns[attribute].Name) ? 0 : size - 1);
            cells *= size;
        }

        return cells == measured.Values.Length ? cell : last;
    }

    private static Table Joined(Table unit, Table others) =>
        new([.. unit.Columns.Select(column => Joined(column, others[column.Name]))]);

    private static ColumnData Joined(ColumnData unit, ColumnData others)
    {
        if (unit is NumberData numbers)
        {
            return new NumberData { Name = unit.Name, Values = [.. numbers.Values, .. ((NumberData)others).Values] };
        }
        var (first, rest) = ((LevelData)unit, (LevelData)others);
        string[] levels = [.. first.Levels.Union(rest.Levels, StringComparer.Ordinal)];
        return new LevelData
        {
            Name = unit.Name,
            Levels = levels,
            Codes = [.. Codes(first), .. Codes(rest)],
        };

        IEnumerable<int> Codes(LevelData data) =>
            data.Codes.Select(code => code < 0 ? code : Array.IndexOf(levels, data.Levels[code]));
    }

    private sealed class Heard(List<string> messages) : IProgress<RunProgress>
    {
        public void Report(RunProgress value)
        {
            if (value.Message is { } message)
            {
                messages.Add(message);
            }
        }
    }
}
