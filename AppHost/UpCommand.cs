using System.Runtime.InteropServices;

namespace AethergenAI.AppHost;

/// <summary>From a command line to an exit code.</summary>
internal static class UpCommand
{
    /// <summary>Ctrl-C, SIGTERM and SIGHUP stop everything.</summary>
    internal static async Task<int> RunAsync(string[] args, Up.BuildModel model)
    {
        using var stop = new CancellationTokenSource();
        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using PosixSignalRegistration hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Stop);
        try
        {
            // The wrapper passes its whole command line on: `up --port 8080`.
            return UpOptions.Parse(args) is { } options
                ? await Up.RunAsync(options, model, stop.Token)
                : UpExitCode.Done;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return UpExitCode.Done;
        }
        catch (UsageException usage)
        {
            return await RefuseAsync($"{usage.Message}{Environment.NewLine}See: aethergen up --help", UpExitCode.Usage);
        }
        catch (RefusedException refusal)
        {
            return await RefuseAsync($"{refusal.Message} ({refusal.Code})");
        }
        catch (DistributedApplicationException failure)
        {
            return await RefuseAsync(failure.Message);
        }
        catch (IOException disk)
        {
            return await RefuseAsync($"{disk.Message} Is the disk full, or the folder not writable?");
        }
        catch (UnauthorizedAccessException denied)
        {
            return await RefuseAsync($"{denied.Message} Set AETHERGEN_HOME to a folder that you may write to.");
        }
        catch (Exception bug)
        {
            return await RefuseAsync(
                $"An unexpected error occurred ({bug.GetType().Name}). This is a bug: please report it{Log(bug)}.",
                UpExitCode.Unexpected
            );
        }

        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stop.Cancel();
        }
    }

    /// <returns>The log in words; empty where none can be written.</returns>
    private static string Log(Exception bug)
    {
        string path = Path.Combine(Path.GetTempPath(), $"aethergen-up-{Guid.CreateVersion7():N}.log");
        try
        {
            using var log = new StreamWriter(new FileStream(path, FileMode.CreateNew));
            log.Write(bug);
            return $" with the log {path}";
        }
        catch (Exception closed) when (closed is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private static async Task<int> RefuseAsync(string message, int code = UpExitCode.Refused)
    {
        await Console.Error.WriteLineAsync($"aethergen: {message}");
        return code;
    }
}
