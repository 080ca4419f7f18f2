namespace AethergenAI.AppHost;

internal static class UpExitCode
{
    internal const int Done = 0,
        Usage = 2,
        Refused = 3,
        Unexpected = 4;
}
