using System.ComponentModel;
using System.Diagnostics;

namespace AethergenAI.AppHost;

/// <summary>What runs containers on this machine.</summary>
internal static class ContainerEngine
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>The orchestrator would wait for one without end.</summary>
    /// <exception cref="RefusedException">There is none, or it does not answer.</exception>
    internal static async Task RequireAsync(CancellationToken ct)
    {
        string? named = Environment.GetEnvironmentVariable("ASPIRE_CONTAINER_RUNTIME");
        string[] engines = named is { Length: > 0 } ? [named] : ["docker", "podman"];
        List<string> complaints = [];
        foreach (string engine in engines)
        {
            string? complaint = await ComplaintAsync(engine, ct);
            if (complaint is null)
            {
                return;
            }
            complaints.Add($"{engine}: {complaint}");
        }

        throw UpRefusals.NoContainerEngine(string.Join("; ", complaints));
    }

    /// <returns>Null where the engine answers.</returns>
    private static async Task<string?> ComplaintAsync(string engine, CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(Patience);
        var command = new ProcessStartInfo(engine, ["ps"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            return await ComplaintAsync(command, patience.Token);
        }
        catch (Win32Exception)
        {
            return "it is not installed";
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return "it does not answer";
        }
    }

    /// <returns>Null where the command succeeds. Cancelled, it leaves no process behind.</returns>
    private static async Task<string?> ComplaintAsync(ProcessStartInfo command, CancellationToken ct)
    {
        using Process process = Process.Start(command)!;
        try
        {
            Task<string> output = process.StandardOutput.ReadToEndAsync(ct),
                error = process.StandardError.ReadToEndAsync(ct);
            await process.WaitForExitAsync(ct);
            await output;
            string reason = (await error).Trim().Split('\n')[^1].TrimEnd('.');
            return process.ExitCode == 0 ? null : reason;
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }
}
