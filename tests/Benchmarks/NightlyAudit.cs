using System.Diagnostics;
using System.Globalization;
using AethergenAI.Generation.Private;
using AethergenAI.Onnx.Tests.Marginals;
using AethergenAI.Privacy.Noise;

namespace AethergenAI.Benchmarks;

/// <summary>
/// Repeats audits of fits: every planted fault must be found in 95 % of them, and right code refuted in 1 % at most.
/// </summary>
internal static class NightlyAudit
{
    private const int Repeats = 20,
        Trials = 400;

    private const double Epsilon = 1;

    /// <param name="args">The number of audits of each fault, and of each case of right code, if not 20.</param>
    /// <returns>0 if the audit has the power that it should have.</returns>
    internal static int Run(string[] args, CancellationToken ct)
    {
        int repeats = args is [var given, ..] ? int.Parse(given, CultureInfo.InvariantCulture) : Repeats;
        int missed = 0;
        Console.WriteLine($"ε = {Epsilon}, {Trials} trials a table, {repeats} audits each");
        foreach (var planted in PlantedFaults.All)
        {
            long begin = Stopwatch.GetTimestamp();
            int found = Refuted(planted, repeats, Trials, ct);
            missed += found >= 0.95 * repeats ? 0 : 1;
            Line($"{planted.Generator, -12} {planted.Case, -12} {planted.Name, -42} found {found} of {repeats}", begin);
        }

        int alarms = 0,
            audits = 0;
        foreach (string generator in new[] { "independent", "mst", "aim" })
        {
            // aim draws 50,000 rows a round: only its small cases are repeated.
            foreach (
                var audited in AuditCase.All.Where(one => generator != "aim" || one.Name is "one-column" or "entity")
            )
            {
                long begin = Stopwatch.GetTimestamp();
                int refuted = Refuted(new PlantedCase("none", generator, audited.Name), repeats, Trials, ct);
                (alarms, audits) = (alarms + refuted, audits + repeats);
                Line($"{generator, -12} {audited.Name, -12} {"right code", -42} refuted {refuted} of {repeats}", begin);
            }
        }

        Console.WriteLine($"Faults missed too often: {missed}. Right code refuted: {alarms} of {audits}.");
        // Each audit is one of ten cases and has a tenth of their 1 %: of 440 right ones, more than 3 are refuted in
        // one of 1,000 nights.
        return missed == 0 && alarms <= Math.Max(1, audits / 140) ? 0 : 1;
    }

    private static int Refuted(PlantedCase planted, int repeats, int trials, CancellationToken ct)
    {
        var audited = planted.Audited(Epsilon, AuditCase.All.Count);
        return Enumerable
            .Range(0, repeats)
            .Count(_ => audited.Audit(trials, _ => RandomBits.FromSystem(), new Progress<double>(), ct).Violated);
    }

    private static void Line(string words, long begin) =>
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{words} {Stopwatch.GetElapsedTime(begin).TotalSeconds, 7:0.0} s"
            )
        );
}
