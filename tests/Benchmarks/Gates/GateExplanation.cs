using AethergenAI.Evaluation;
using AethergenAI.Evaluation.Gates;

namespace AethergenAI.Benchmarks.Gates;

/// <summary>Why gates did not pass: each attack's error, what was said of it, and the sentences.</summary>
internal static class GateExplanation
{
    private const double Both = 3.92,
        Upper = 1.645;

    public static void Print(IReadOnlyList<QualityGate>[] trials, GateFigures[] judged)
    {
        foreach (
            var attack in judged
                .SelectMany(of => of.Attacks)
                .Where(one => one.Gain is not null)
                .GroupBy(one => one.Name)
        )
        {
            double[] gains = [.. attack.Select(one => one.Gain!.Estimate)];
            double said = attack.Average(one => (one.Gain!.High - one.Gain.Estimate) / Upper);
            int passed = attack.Count(one => one.Verdict == Verdict.Pass),
                failed = attack.Count(one => one.Verdict == Verdict.Fail);
            string found = FormattableString.Invariant($"said {said:0.0000}; {passed} pass, {failed} fail");
            Console.Error.WriteLine($"  {attack.Key, -26} {Spread(gains)}, {found}");
        }
        Measure[] useful =
        [
            .. judged.Select(one => one.AboveChance).OfType<Measure>().Where(one => one.Interval is not null),
        ];
        if (useful.Length > 0)
        {
            double[] values = [.. useful.Select(one => one.Value!.Value)];
            double said = useful.Average(one => one.Interval!.High - one.Interval.Low) / Both;
            Console.Error.WriteLine(
                FormattableString.Invariant($"  useful beyond chance       {Spread(values)}, said {said:0.0000}")
            );
        }
        foreach (var gate in trials.SelectMany(gates => gates).Where(gate => gate.Verdict != Verdict.Pass))
        {
            Console.Error.WriteLine($"  {gate.Name} {gate.Verdict}: {gate.Sentence}");
        }
    }

    private static string Spread(double[] values)
    {
        double mean = values.Average(),
            deviation = Math.Sqrt(values.Average(one => (one - mean) * (one - mean)));
        return FormattableString.Invariant($"mean {mean, 7:0.0000}, standard deviation {deviation:0.0000}");
    }
}
