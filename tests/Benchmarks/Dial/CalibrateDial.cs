using System.Globalization;

namespace AethergenAI.Benchmarks.Dial;

/// <summary>
/// <c>bench calibrate-dial [GENERATOR,…] [REPEATS] [FILE]</c>: lets generators learn from their own rows,
/// learns the dial's constants from that, tests them leaving one data set out, and writes them as source.
/// </summary>
internal static class CalibrateDial
{
    public static int Run(string[] args, CancellationToken ct)
    {
        string[] generators = (args.ElementAtOrDefault(0) ?? "copula,independent").Split(',');
        int repeats = int.Parse(args.ElementAtOrDefault(1) ?? "4", CultureInfo.InvariantCulture);
        var links = new List<ChainLink>();
        foreach (var data in DialData.Available(ct))
        {
            foreach (string generator in generators)
            {
                for (int repeat = 1; repeat <= repeats; repeat++)
                {
                    links.AddRange(SelfTraining.Measure(data, generator, repeat, ct));
                }
            }
        }

        Console.WriteLine(
            $"{"left out", -14} {"chain", -28} "
                + $"{string.Join(' ', SelfTraining.Judged.Select(k => $"{"gen " + k, 7}"))}  Spearman"
        );
        foreach (string data in links.Select(link => link.Data).Distinct())
        {
            var others = DialFit.Of([.. links.Where(link => link.Data != data)]);
            foreach (var chain in links.Where(link => link.Data == data).GroupBy(link => link.Chain))
            {
                string values = string.Join(' ', chain.Select(link => Text($"{others.Value(link), 7:0}")));
                Console.WriteLine(Text($"{data, -14} {chain.Key, -28} {values}  {Order(others, [.. chain]):0.00}"));
            }
        }

        Defects(links, ct);
        var fit = DialFit.Of(links);
        string source =
            $"{string.Join(", ", links.Select(link => link.Data).Distinct())}; {string.Join(", ", generators)}; "
            + $"{repeats} chains each";
        string text = Source(fit, source);
        Console.WriteLine(text);
        if (args.ElementAtOrDefault(2) is { } file)
        {
            File.WriteAllText(file, text);
        }
        return 0;
    }

    /// <summary>What real rows read that are wrong in one known way, with constants of the other tables.</summary>
    private static void Defects(IReadOnlyList<ChainLink> links, CancellationToken ct)
    {
        Console.WriteLine($"{"left out", -14} {"rows", -14}  dial  variety  relations  drift  noise");
        foreach (var data in DialData.Available(ct))
        {
            var others = DialFit.Of([.. links.Where(link => link.Data != data.Name)]);
            foreach (string name in DialDefects.Names)
            {
                var (link, reading) = DialDefects.Measure(data, name, 1, ct);
                Console.WriteLine(
                    Text($"{data.Name, -14} {name, -14} {others.Value(link), 5:0} {others.Variety(link), 8:0} ")
                        + Text($"{link.Relations, 10:0} {100 * reading.Drift.Share, 6:0} ")
                        + Text($"{100 * reading.Noise.Share, 6:0}  {reading.Drift.Column}, {reading.Noise.Column}")
                );
            }
        }
    }

    /// <summary>Spearman's rank correlation of the dial with the generations from 1.</summary>
    public static double Order(DialFit fit, IReadOnlyList<ChainLink> chain)
    {
        ChainLink[] later = [.. chain.Where(link => link.Generation > 0).OrderBy(link => link.Generation)];
        double[] values = [.. later.Select(fit.Value)];
        int n = values.Length;
        double squares = Enumerable.Range(0, n).Sum(at => Math.Pow(at - values.Count(value => value < values[at]), 2));
        return 1 - (6 * squares / (n * ((n * n) - 1)));
    }

    private static string Source(DialFit fit, string source)
    {
        return $$"""
            namespace AethergenAI.Evaluation.Collapse;

            /// <summary>
            /// The measured effect of self-training. Written by <c>./aethergen bench calibrate-dial</c>, not by hand:
            /// the mean losses of the eighth <em>replace</em> generation, tables counting equally.
            /// </summary>
            internal static class DialCalibration
            {
                /// <summary>The tables, the generators, and the number of chains.</summary>
                public const string Source = "{{source}}";

                /// <summary>
                /// The mean loss at the eighth generation, in the order of <see cref="DialScale.Parts"/>.
                /// </summary>
                public static readonly IReadOnlyList<double> AtEighth = [{{Numbers(fit.AtEighth)}}];

                /// <summary>
                /// The mean loss there of each figure, in the order of <see cref="CollapseFigures.Names"/>.
                /// </summary>
                public static readonly IReadOnlyList<double> FiguresAtEighth = [{{Numbers(fit.FiguresAtEighth)}}];
            }

            """;
    }

    private static string Numbers(double[] values) =>
        string.Join(", ", values.Select(value => Text($"{value:0.0000}")));

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
