using System.Diagnostics;
using System.Globalization;
using AethergenAI.Generation.Private;
using AethergenAI.Onnx.Tests.Marginals;
using AethergenAI.Privacy.Noise;
using AethergenAI.Statistics.Kernels;

namespace AethergenAI.Benchmarks;

/// <summary>
/// Repeats audits of fits: every planted fault must be found in 95 % of them, and right code refuted in 1 % at most.
/// </summary>
internal static class NightlyAudit
{
    /// <summary>A fault that is found in all of 59 audits is found in 95 % of them: 0.95⁵⁹ is below 0.05.</summary>
    private const int Repeats = 60,
        Trials = 400;

    private const double Epsilon = 1;

    /// <param name="args">The number of audits of each fault, if not 60; right code has a third of them in each case.
    /// </param>
    /// <returns>0 if the audit has the power that it should have.</returns>
    internal static int Run(string[] args, CancellationToken ct)
    {
        int repeats = args is [var given, ..] ? int.Parse(given, CultureInfo.InvariantCulture) : Repeats;
        int missed = 0;
        Console.WriteLine($"ε = {Epsilon}, at most {Trials} trials a table, {repeats} audits of each fault");
        foreach (var planted in PlantedFaults.All)
        {
            long begin = Stopwatch.GetTimestamp();
            int found = Refuted(planted, repeats, planted.Trials, ct);
            missed += found >= 0.95 * repeats ? 0 : 1;
            double least = found == 0 ? 0 : SpecialFunctions.BetaQuantile(0.05, found, repeats - found + 1);
            string rate = $"found {found} of {repeats}: in at least {least:P1}";
            Line($"{planted.Generator, -12} {planted.Case, -12} {planted.Name, -42} {rate}", begin);
        }

        int alarms = 0,
            audits = 0;
        int each = Math.Max(1, repeats / 3);
        foreach (string generator in PlantedFaults.Private)
        {
            foreach (var audited in AuditCase.All)
            {
                long begin = Stopwatch.GetTimestamp();
                int refuted = Refuted(new PlantedCase("none", generator, audited.Name), each, Trials, ct);
                (alarms, audits) = (alarms + refuted, audits + each);
                Line($"{generator, -12} {audited.Name, -12} {"right code", -42} refuted {refuted} of {each}", begin);
            }
        }

        double most = alarms == audits ? 1 : SpecialFunctions.BetaQuantile(0.95, alarms + 1, audits - alarms);
        string rates = $"Right code refuted: {alarms} of {audits}, in at most {most:P2}";
        Console.WriteLine(
            $"Faults missed too often: {missed}. {rates}. {Environment.CpuUsage.TotalTime.TotalMinutes:0.0} processor minutes."
        );
        // Each audit is one of ten cases and has a tenth of their 1 %: of 600 right ones, more than 4 are refuted in
        // one of 2,000 nights.
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
