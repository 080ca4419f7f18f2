using System.Text.Json;
using AethergenAI;
using AethergenAI.Cli;

try
{
    return await CommandLine.InvokeAsync(args);
}
catch (OperationCanceledException)
{
    return await EndAsync(ExitCode.Cancelled, "cli.cancelled", "Cancelled; no incomplete file was left.");
}
catch (IOException problem) when (ProblemOutput.IsReaderGone(problem))
{
    return ExitCode.Cancelled;
}
catch (Exception problem) when (ProblemOutput.AsRefusal(problem) is { } refusal)
{
    bool onServer = args.Any(arg => arg.Split('=', ':')[0] == "--on");
    string message = OptionHints.For(refusal.Code, onServer) is { } hint
        ? $"{refusal.Message} {hint}"
        : refusal.Message;
    return await EndAsync(ExitCode.Refused, refusal.Code, message);
}
catch (Exception problem)
{
    string log = await ProblemOutput.LogAsync(problem);
    return await EndAsync(
        ExitCode.Unexpected,
        "cli.unexpected",
        $"An unexpected error occurred ({problem.GetType().Name}). This is a bug: please report it with the log {log}, "
            + "which contains none of your data."
    );
}

async Task<int> EndAsync(int exitCode, string code, string message)
{
    string shown = exitCode == ExitCode.Cancelled ? message : $"{message} [{code}]";
    await Console.Error.WriteLineAsync(
        args.Contains("--json", StringComparer.Ordinal)
            ? JsonSerializer.Serialize(new { code, message }, Json.Options)
            : $"aethergen: {shown}"
    );
    return exitCode;
}
