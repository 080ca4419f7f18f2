using System.Globalization;
using AethergenAI.Benchmarks.Dial;
using AethergenAI.Evaluation.Drift;
using AethergenAI.Generation;
using AethergenAI.Generation.Sampling;
using AethergenAI.Onnx;
using AethergenAI.Privacy.Ledger;
using AethergenAI.Schemas;
using AethergenAI.Tables;
using AethergenAI.Tables.Csv;

namespace AethergenAI.Benchmarks;

/// <summary>
/// <c>bench drift [GENERATOR[:EPSILON],…] [REPEATS]</c>: how often <c>drift</c> says "refit" of rows that have not
/// moved. Seed and new rows are disjoint random parts of one table; the model is fitted again in each repetition.
/// </summary>
internal static class DriftRates
{
    public static int Run(string[] args, CancellationToken ct)
    {
        string[] generators = (args.ElementAtOrDefault(0) ?? "train,independent,copula,trees,arn").Split(',');
        int repeats = int.Parse(args.ElementAtOrDefault(1) ?? "10", CultureInfo.InvariantCulture);
        Console.WriteLine(
            $"{"reference", -14} {"table", -14} {"rows", 6}  compared refit  of  columns that were named"
        );
        foreach (string generator in generators)
        {
            foreach (var data in DialData.Available(ct))
            {
                if (Usable(data, generator) is not { } usable)
                {
                    continue;
                }
                DriftReport[] reports =
                [
                    .. Enumerable.Range(1, repeats).Select(repeat => Compare(usable, generator, (ulong)repeat, ct)),
                ];
                var named = reports
                    .SelectMany(report => report.Columns.Where(column => column.Moved))
                    .GroupBy(column => column.Column)
                    .OrderByDescending(group => group.Count())
                    .Select(group => $"{group.Key} {group.Count()}");
                int refits = reports.Count(report => report.Verdict == DriftVerdict.Refit);
                Console.WriteLine(
                    $"{generator, -14} {data.Name, -14} {usable.Rows, 6:N0}  "
                        + $"{reports.Average(report => report.Columns.Count), 8:0.0} {refits, 5}  {repeats, 2}  "
                        + string.Join(", ", named)
                );
            }
        }

        return 0;
    }

    private static DriftReport Compare(DialData data, string generator, ulong repeat, CancellationToken ct)
    {
        var (seed, fresh, _) = data.Split(repeat);
        if (generator == "train")
        {
            return DriftTest.Compare(data.Schema, DriftBasis.OfTrain(seed), fresh, new DriftOptions(Seed: repeat), ct);
        }
        string[] asked = generator.Split(':');
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        if (asked.Length > 1)
        {
            values["epsilon"] = asked[1];
        }
        var request = new FitRequest(seed, data.Schema, new GeneratorSettings(values, repeat))
        {
            Privacy = asked.Length > 1 ? PrivacyAccount.InMemory() : null,
        };
        var model = Generators.Named(asked[0]).Fit(request, ct);
        return DriftTest.Compare(model.Manifest, null, rows => Drawn(model, rows, ct), fresh, new(Seed: repeat), ct);
    }

    private static Table Drawn(Model model, int rows, CancellationToken ct)
    {
        using var sampler = new OnnxTokenSampler(model.Graph);
        var request = new SampleRequest(rows, Seed: 1);
        return RowSampler.Sample(model, sampler, request, new Progress<RunProgress>(), ct).Table;
    }

    /// <summary>A private fit needs a schema with public domains, which only Adult has here.</summary>
    private static DialData? Usable(DialData data, string generator)
    {
        if (!generator.Contains(':', StringComparison.Ordinal))
        {
            return data;
        }
        if (data.Name != "adult")
        {
            return null;
        }
        string file = Path.Combine(DialData.Repository(), "docs", "examples", "adult.schema.json");
        var schema = SchemaReader.Read(File.ReadAllText(file));
        using var stream = File.OpenRead(DialData.AdultFile);
        var all = CsvReader.Read(stream, schema, CsvOptions.Default);
        return data with { Schema = schema, All = all, Rows = all.RowCount / 3 };
    }
}
