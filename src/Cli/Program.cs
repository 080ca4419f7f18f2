using System.Text.Json;
using AethergenAI;
using AethergenAI.Cli;

try
{
    return await CommandLine.InvokeAsync(args);
}
catch (OperationCanceledException)
{
    return await EndAsync(ExitCode.Cancelled, "cli.cancelled", "Cancelled; nothing was left half-written.");
}
catch (IOException problem) when (ProblemOutput.IsReaderGone(problem))
{
    return ExitCode.Cancelled;
}
catch (Exception problem) when (ProblemOutput.AsRefusal(problem) is { } refusal)
{
    return await EndAsync(ExitCode.Refused, refusal.Code, refusal.Message);
}
catch (Exception problem)
{
    string log = await ProblemOutput.LogAsync(problem);
    return await EndAsync(
        ExitCode.Unexpected,
        "cli.unexpected",
        $"Something failed that should not: a bug ({problem.GetType().Name}). What is known stands in {log}; "
            + "it holds no data of yours."
    );
}

async Task<int> EndAsync(int exitCode, string code, string message)
{
    await Console.Error.WriteLineAsync(
        args.Contains("--json", StringComparer.Ordinal) ? JsonSerializer.Serialize(new { code, message }, Json.Options)
        : exitCode == ExitCode.Cancelled ? $"aethergen: {message}"
        : $"aethergen: {message} [{code}]"
    );
    return exitCode;
}
