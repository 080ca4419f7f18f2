using System.CommandLine;
using System.Globalization;
using AethergenAI.Generation;
using AethergenAI.Generation.Private;
using AethergenAI.Onnx;
using AethergenAI.Privacy.Noise;

namespace AethergenAI.Cli.Commands;

internal static class AuditCommand
{
    private const string Gaussian = "discrete-gaussian",
        Laplace = "discrete-laplace";

    private const int MinNoiseTrials = 100_000,
        MaxNoiseTrials = 10_000_000,
        MaxFitTrials = 20_000;

    internal static Command Create()
    {
        string[] fits =
        [
            .. KnownGenerators
                .All.Where(known => known.Options.Any(option => option.Name == PrivacyTerms.EpsilonOption.Name))
                .Select(known => known.Name),
        ];
        string[] known = [Gaussian, Laplace, .. fits];
        var mechanism = new Option<string>("--mechanism")
        {
            Description = $"{string.Join(", ", known)}",
            DefaultValueFactory = _ => Gaussian,
            HelpName = "NAME",
        };
        var epsilon = new Option<double>("--epsilon")
        {
            Description = "The ε that the mechanism claims",
            DefaultValueFactory = _ => 1,
            HelpName = "NUMBER",
        };
        var delta = new Option<double>("--delta")
        {
            Description = "The δ that the mechanism claims",
            DefaultValueFactory = _ => 1e-9,
            HelpName = "NUMBER",
        };
        var cases = new Option<string[]>("--case")
        {
            Description = $"The audited cases of a fit, repeatable; if not given, all: {string.Join(", ", CaseNames)}",
            HelpName = "NAME",
        };
        var trials = new Option<int?>("--trials")
        {
            Description =
                "The number of runs of the mechanism with the unit, and of as many without it; if not given, enough "
                + $"to show an ε of twice the claim, for a fit at most {MaxFitTrials}",
            HelpName = "N",
        };
        var set = GeneratorArguments.Create();
        var output = new Option<string?>("--output", "-o")
        {
            Description = "Also write the findings to this file, as JSON",
            HelpName = "audit.json",
        };
        cases.AcceptOnlyFromAmong([.. CaseNames]);
        epsilon.Validators.Add(given =>
        {
            if (given.GetValueOrDefault<double>() is not (> 0 and < 1000))
            {
                given.AddError("--epsilon takes a number above 0.");
            }
        });
        delta.Validators.Add(given =>
        {
            if (given.GetValueOrDefault<double>() is not (> 0 and < 0.001))
            {
                given.AddError("--delta takes a number above 0 and below 0.001.");
            }
        });
        trials.Validators.Add(given =>
        {
            if (given.GetValueOrDefault<int?>() is < 100 or > 10_000_000)
            {
                given.AddError("--trials takes a whole number from 100 to 10000000.");
            }
        });
        var command = new CliCommand(
            "audit",
            "Test a claim of differential privacy: compute lower bounds on ε from runs with and without one unit; "
                + "exit 1 if they refute the claim, 5 if the trials are too few to tell",
            "aethergen audit --mechanism discrete-gaussian --epsilon 1",
            "aethergen audit --mechanism mst --case entity --epsilon 1 -o audit.json"
        )
        {
            mechanism,
            cases,
            epsilon,
            delta,
            trials,
            set,
            output,
        };
        command.SetAction(
            async (parsed, ct) =>
            {
                string name = parsed.GetRequiredValue(mechanism);
                if (!known.Contains(name, StringComparer.Ordinal))
                {
                    throw CliRefusals.NothingToAudit(name, known);
                }
                bool isFit = fits.Contains(name, StringComparer.Ordinal);
                if (!isFit && parsed.GetValue(cases) is { Length: > 0 })
                {
                    return CommandLine.Misused(
                        command,
                        parsed.GetValue(CommandLine.JsonOption),
                        $"--case chooses what of a fit is audited, and {name} is no fit: leave it out, or audit "
                            + $"{string.Join(", ", fits)}."
                    );
                }
                if (parsed.GetValue(output) is { } place)
                {
                    OutputPlace.CheckFile(place);
                }
                var claim = new Claim(name, parsed.GetValue(epsilon), parsed.GetValue(delta), parsed.GetValue(trials));
                var report = isFit
                    ? await FitsAsync(claim, parsed.GetValue(set) ?? [], Chosen(parsed.GetValue(cases)), ct)
                    : await NoiseAsync(claim, ct);
                if (parsed.GetValue(output) is { } file)
                {
                    await AtomicFile.WriteAsync(file, Output.Bytes(report), ct);
                }
                if (parsed.GetValue(CommandLine.JsonOption))
                {
                    Output.Json(report);
                }
                else
                {
                    Print(report);
                }
                return Code(report);
            }
        );
        return command;
    }

    private static IEnumerable<string> CaseNames => AuditCase.All.Select(audited => audited.Name);

    private static int Code(AuditReport report)
    {
        if (report.Violated)
        {
            return ExitCode.Failed;
        }
        return report.Decisive ? ExitCode.Done : ExitCode.Undecided;
    }

    private static IReadOnlyList<AuditCase> Chosen(string[]? names) =>
        names is { Length: > 0 } ? [.. AuditCase.All.Where(audited => names.Contains(audited.Name))] : AuditCase.All;

    private static async Task<AuditReport> NoiseAsync(Claim claim, CancellationToken ct)
    {
        var audited =
            claim.Name == Gaussian
                ? AuditedMechanism.Gaussian(claim.Epsilon, claim.Delta)
                : AuditedMechanism.Laplace(claim.Epsilon, claim.Delta);
        int trials = claim.Trials ?? Math.Max(MinNoiseTrials, audited.TrialsFor(MaxNoiseTrials));
        return Report(claim, [await AuditAsync(audited, $"audit of {claim.Name}", trials, ct)]);
    }

    private static async Task<AuditReport> FitsAsync(
        Claim claim,
        IEnumerable<string> set,
        IReadOnlyList<AuditCase> chosen,
        CancellationToken ct
    )
    {
        var generator = Generators.Named(claim.Name);
        var values = GeneratorArguments.Values(generator.Description, set);
        values["epsilon"] = claim.Epsilon.ToString("R", CultureInfo.InvariantCulture);
        values["delta"] = claim.Delta.ToString("R", CultureInfo.InvariantCulture);
        var settings = new GeneratorSettings(values, 1);
        var findings = new List<AuditFinding>();
        foreach (var one in chosen)
        {
            var audited = AuditedMechanism.Of(generator, settings, claim.Epsilon, claim.Delta, one, chosen.Count, ct);
            int trials = claim.Trials ?? audited.TrialsFor(MaxFitTrials);
            findings.Add(await AuditAsync(audited, $"audit of {claim.Name}, {one.Name}", trials, ct));
        }

        return Report(claim, findings);
    }

    private static Task<AuditFinding> AuditAsync(
        AuditedMechanism audited,
        string title,
        int trials,
        CancellationToken ct
    ) =>
        ProgressDisplay.DuringAsync(title, progress =>
            Task.Run(() => audited.Audit(trials, _ => RandomBits.FromSystem(), new FitProgress(progress), ct), ct)
        );

    private static AuditReport Report(Claim claim, IReadOnlyList<AuditFinding> findings) =>
        new(claim.Name, claim.Epsilon, claim.Delta, findings);

    private static void Print(AuditReport report)
    {
        Output.Grid(
            Console.Out,
            [
                "case",
                "trials",
                "ε paid",
                "ε at least",
                "by noise",
                "assuming nothing",
                "noise",
                "would show",
                "finding",
            ],
            report.Findings.Select(finding =>
                (string[])
                    [
                        finding.Case ?? finding.Mechanism,
                        Output.Figure(finding.Trials),
                        Output.Figure(finding.Sharpest.Claimed),
                        Output.Figure(finding.Sharpest.LowerBound),
                        Output.Figure(finding.EpsilonByNoise),
                        Output.Figure(finding.AtDelta.LowerBound),
                        finding.Noise is { } noise ? $"≤ {Output.Figure(noise)}" : "–",
                        Shown(finding.Power),
                        Verdict(finding),
                    ]
            )
        );
        foreach (var finding in report.Findings.Where(finding => finding.Violated || report.Findings.Count == 1))
        {
            Console.Out.WriteLine($"{finding.Case ?? finding.Mechanism}: {finding.Sentence}");
        }
        if (report.Findings.Count > 1)
        {
            Console.Out.WriteLine(report.Sentence);
        }
    }

    private static string Shown(AuditPower? power)
    {
        string epsilon = power?.Epsilon is { } shown ? $"ε {Output.Figure(shown)}" : "no ε";
        return power?.Noise is { } noise ? $"{epsilon}, noise {Output.Figure(noise)}" : epsilon;
    }

    private static string Verdict(AuditFinding finding)
    {
        if (finding.Violated)
        {
            return "violated";
        }
        return finding.Decisive ? "not violated" : "too few trials";
    }

    private sealed record Claim(string Name, double Epsilon, double Delta, int? Trials);

    private sealed class FitProgress(IProgress<RunProgress> progress) : IProgress<double>
    {
        public void Report(double value) =>
            progress.Report(new RunProgress(RunStage.Fitting) { StageFraction = value });
    }
}
