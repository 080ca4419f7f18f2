using System.CommandLine;
using AethergenAI.Tenancy;

namespace AethergenAI.Cli.Commands;

internal static class VerifyAuditCommand
{
    internal static Command Create()
    {
        var file = new Argument<string>("AUDIT") { Description = "An audit that an owner exported, audit.json" };
        var earlier = new Option<string?>("--after")
        {
            Description = "An earlier export, all of whose entries must still be there",
            HelpName = "EARLIER",
        };
        var command = new CliCommand(
            "verify-audit",
            "Verify an organisation's exported audit: no entry was changed, added or taken out since an earlier export",
            "aethergen verify-audit audit.json",
            "aethergen verify-audit audit.json --after audit-of-may.json"
        )
        {
            file,
            earlier,
        };
        command.SetAction(
            async (parsed, ct) =>
            {
                var audit = await ReadAsync(parsed.GetRequiredValue(file), ct);
                var before = parsed.GetValue(earlier) is { } name ? await ReadAsync(name, ct) : null;
                var fault = audit.Verify(before);
                Show(audit, before, fault, parsed.GetValue(CommandLine.JsonOption));
                return fault is null ? ExitCode.Done : ExitCode.Failed;
            }
        );
        return command;
    }

    private static Task<AuditExport> ReadAsync(string path, CancellationToken ct) =>
        JsonInput.ReadAsync<AuditExport>(path, "audit", ct);

    private static void Show(AuditExport audit, AuditExport? before, AuditFault? fault, bool json)
    {
        if (json)
        {
            Output.Json(
                new
                {
                    intact = fault is null,
                    entries = audit.Entries.Count,
                    last = audit.Entries.Count == 0 ? null : audit.Entries[^1].Hash,
                    fault,
                }
            );
            return;
        }
        if (fault is not null)
        {
            Console.Out.WriteLine($"not intact: {fault.Reason}");
            return;
        }
        string beside = before is null
            ? "That entries were taken off the end, or all hashes computed anew, shows only beside an earlier "
                + "export (--after)."
            : "Every entry of the earlier export is there.";
        Console.Out.WriteLine(
            $"intact: {(audit.Entries.Count == 1 ? "1 entry" : $"{audit.Entries.Count} entries")}. {beside}"
        );
    }
}
