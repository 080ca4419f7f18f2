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

    private const int NoiseTrials = 100_000,
        FitTrials = 1000;

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
        var trials = new Option<int?>("--trials")
        {
            Description =
                "How often the mechanism runs with the canary row, and as often without it; "
                + $"if not given, {NoiseTrials} for noise and {FitTrials} for a fit",
            HelpName = "N",
        };
        var set = GeneratorArguments.Create();
        var output = new Option<string?>("--output", "-o")
        {
            Description = "Also write the finding to this file, as JSON",
            HelpName = "audit.json",
        };
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
            "Test a claim of differential privacy: compute a lower bound on ε from runs with and without one row; "
                + "exit 1 if it refutes the claim",
            "aethergen audit --mechanism discrete-gaussian --epsilon 1",
            "aethergen audit --mechanism mst --epsilon 1 --trials 400 -o audit.json"
        )
        {
            mechanism,
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
                double claimed = parsed.GetValue(epsilon),
                    at = parsed.GetValue(delta);
                if (!known.Contains(name, StringComparer.Ordinal))
                {
                    throw CliRefusals.NothingToAudit(name, known);
                }
                if (parsed.GetValue(output) is { } place)
                {
                    OutputPlace.CheckFile(place);
                }
                var audited = name switch
                {
                    Gaussian => AuditedMechanism.Gaussian(claimed, at),
                    Laplace => AuditedMechanism.Laplace(claimed, at),
                    _ => Fit(name, claimed, at, parsed.GetValue(set) ?? []),
                };
                int times = parsed.GetValue(trials)
                    ?? (fits.Contains(name, StringComparer.Ordinal) ? FitTrials : NoiseTrials);
                var finding = await ProgressDisplay.DuringAsync($"audit of {name}", progress =>
                    Task.Run(() => audited.Audit(times, _ => RandomBits.FromSystem(), new Share(progress), ct), ct)
                );
                if (parsed.GetValue(output) is { } file)
                {
                    await AtomicFile.WriteAsync(file, Output.Bytes(finding), ct);
                }
                if (parsed.GetValue(CommandLine.JsonOption))
                {
                    Output.Json(finding);
                }
                else
                {
                    Print(finding);
                }
                return finding.Violated ? ExitCode.Failed : ExitCode.Done;
            }
        );
        return command;
    }

    private static AuditedMechanism Fit(string name, double epsilon, double delta, IEnumerable<string> set)
    {
        var generator = Generators.Named(name);
        var values = GeneratorArguments.Values(generator.Description, set);
        values["epsilon"] = epsilon.ToString("R", CultureInfo.InvariantCulture);
        values["delta"] = delta.ToString("R", CultureInfo.InvariantCulture);
        return AuditedMechanism.Of(generator, new GeneratorSettings(values, 1), epsilon, delta);
    }

    private static void Print(AuditFinding finding)
    {
        Output.Grid(
            Console.Out,
            ["at δ", "ε claimed", "ε at least", "event", "likelier table", "other table"],
            new[] { finding.AtDelta, finding.Sharpest }
                .Distinct()
                .Select(bound =>
                    (string[])
                        [
                            bound.Delta.ToString("0.###e-0", CultureInfo.InvariantCulture),
                            Output.Figure(bound.Claimed),
                            Output.Figure(bound.LowerBound),
                            bound.Event,
                            $"{bound.Likelier} of {finding.Trials - (finding.Trials / 2)}",
                            $"{bound.Other} of {finding.Trials - (finding.Trials / 2)}",
                        ]
                )
        );
        Console.Out.WriteLine(finding.Sentence);
    }

    private sealed class Share(IProgress<RunProgress> progress) : IProgress<double>
    {
        public void Report(double value) =>
            progress.Report(new RunProgress(RunStage.Fitting) { StageFraction = value });
    }
}
