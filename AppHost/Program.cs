using System.Runtime.InteropServices;
using AethergenAI;
using AethergenAI.AppHost;

using var stop = new CancellationTokenSource();
using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
using PosixSignalRegistration hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Stop);
try
{
    // The wrapper passes its whole command line on: `up --port 8080`.
    string[] arguments = args is ["up", .. var rest] ? rest : args;
    return UpOptions.Parse(arguments) is { } options ? await Up.RunAsync(options, stop.Token) : UpExitCode.Done;
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    return UpExitCode.Done;
}
catch (UsageException usage)
{
    await Console.Error.WriteLineAsync($"aethergen: {usage.Message}{Environment.NewLine}See: aethergen up --help");
    return UpExitCode.Usage;
}
catch (RefusedException refusal)
{
    await Console.Error.WriteLineAsync($"aethergen: {refusal.Message} ({refusal.Code})");
    return UpExitCode.Refused;
}
catch (IOException disk)
{
    await Console.Error.WriteLineAsync($"aethergen: {disk.Message} Is the disk full, or the folder not writable?");
    return UpExitCode.Refused;
}
catch (UnauthorizedAccessException denied)
{
    await Console.Error.WriteLineAsync(
        $"aethergen: {denied.Message} Set AETHERGEN_HOME to a folder that you may write to."
    );
    return UpExitCode.Refused;
}

void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    stop.Cancel();
}
