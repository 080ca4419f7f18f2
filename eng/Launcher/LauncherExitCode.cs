namespace AethergenAI.Launcher;

/// <summary>The exit codes that the wrapper shares with the command line.</summary>
internal static class LauncherExitCode
{
    public const int Done = 0;

    /// <summary>A test failed, or no test ran.</summary>
    public const int TestsFailed = 1;

    public const int Usage = 2;

    public const int Refused = 3;

    public const int Cancelled = 130;
}
