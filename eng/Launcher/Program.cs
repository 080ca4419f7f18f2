using System.Runtime.InteropServices;
using AethergenAI.Launcher;

using var stop = new CancellationTokenSource();
using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
using PosixSignalRegistration hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Stop);
string verb = args.FirstOrDefault() ?? "";
try
{
    return await Verbs.RunAsync(verb, [.. args.Skip(1)], stop.Token);
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    return LauncherExitCode.Cancelled;
}
catch (LauncherUsageException usage)
{
    await Console.Error.WriteLineAsync($"aethergen: {usage.Message}");
    await Console.Error.WriteLineAsync($"See: aethergen {verb} --help");
    return LauncherExitCode.Usage;
}
catch (LauncherException refusal)
{
    await Console.Error.WriteLineAsync($"aethergen: {refusal.Message}");
    return LauncherExitCode.Refused;
}

void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    stop.Cancel();
}
