using System.CommandLine;
using AethergenAI.Cli.Diagnosis;
using AethergenAI.Onnx;

namespace AethergenAI.Cli.Commands;

internal static class DoctorCommand
{
    /// <param name="Ok">Whether every requirement is met.</param>
    internal sealed record Report(bool Ok, IReadOnlyList<Finding> Findings);

    internal static Command Create()
    {
        var command = new CliCommand(
            "doctor",
            "Check what this machine has and lacks, and say how to get what is missing",
            "aethergen doctor",
            "aethergen doctor --json"
        );
        command.SetAction(
            async (parsed, ct) =>
            {
                var report = await ExamineAsync(ct);
                if (parsed.GetValue(CommandLine.JsonOption))
                {
                    Output.Json(report);
                }
                else
                {
                    Print(report);
                }
                return report.Ok ? ExitCode.Done : ExitCode.Failed;
            }
        );
        return command;
    }

    private static async Task<Report> ExamineAsync(CancellationToken ct)
    {
        string? checkout = Checkout();
        var asked = await Task.WhenAll(
            Toolchain.DotnetAsync(ct),
            Toolchain.NodeAsync(ct),
            Toolchain.NpmAsync(ct),
            Toolchain.GpuAsync(ct)
        );
        Finding[] findings =
        [
            .. asked[..3],
            Toolchain.Postgres(checkout),
            Machine.Disk(checkout ?? Environment.CurrentDirectory),
            Machine.Memory(),
            Machine.Ports(checkout),
            Toolchain.Parquet(),
            .. ExecutionProviders
                .Probe()
                .Select(provider => new Finding(
                    $"ONNX Runtime: {provider.Name}",
                    provider.Loads,
                    Required: provider.Name == "cpu",
                    provider.Found,
                    provider.Mend
                )),
            asked[3],
            Toolchain.Chromium(),
        ];
        return new Report(findings.All(finding => finding.Ok || !finding.Required), findings);
    }

    private static void Print(Report report)
    {
        Output.Grid(
            Console.Out,
            ["", "what", "found"],
            report.Findings.Select(finding =>
                (string[])
                    [
                        finding switch
                        {
                            { Ok: true } => "ok",
                            { Required: true } => "MISSING",
                            _ => "absent",
                        },
                        finding.Name,
                        finding.Found,
                    ]
            )
        );
        foreach (var finding in report.Findings.Where(finding => !finding.Ok))
        {
            Console.Out.WriteLine($"{finding.Name}: {finding.Mend}");
        }
        Console.Out.WriteLine(
            report.Ok ? "All requirements are met." : "A requirement is missing: see the lines above."
        );
    }

    /// <summary>The checkout that this program was built in; null if the program was moved elsewhere.</summary>
    internal static string? Checkout()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "AethergenAI.sln")))
            {
                return folder.FullName;
            }
        }

        return null;
    }
}
