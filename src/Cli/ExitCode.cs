namespace AethergenAI.Cli;

/// <summary>How a command ends; the same list stands in <c>--help</c> and docs/cli.md.</summary>
internal static class ExitCode
{
    internal const int Done = 0;

    /// <summary>What was asked was judged, and failed: violations, tampering, something required is missing.</summary>
    internal const int Failed = 1;

    internal const int Usage = 2;

    internal const int Refused = 3;

    /// <summary>Nobody expected it: a bug.</summary>
    internal const int Unexpected = 4;

    internal const int Cancelled = 130;

    internal const string Explained = """
          0    done
          1    judged, and it failed: check found violations, drift says refit, verify found tampering, doctor misses something
          2    usage: an unknown option, a missing argument
          3    refused: the message says what, where, why and what to do; codes in docs/problems.md
          4    unexpected: a bug; the message names a log file
          130  cancelled; nothing is left half-written
        """;
}
