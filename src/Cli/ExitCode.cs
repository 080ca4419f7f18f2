namespace AethergenAI.Cli;

/// <summary>The exit codes; <c>--help</c> and docs/cli.md show the same list.</summary>
internal static class ExitCode
{
    internal const int Done = 0;

    /// <summary>The check was carried out and failed: violations, tampering, or a missing requirement; or some
    /// given rows could not be completed.</summary>
    internal const int Failed = 1;

    internal const int Usage = 2;

    internal const int Refused = 3;

    /// <summary>An unexpected exception: a bug.</summary>
    internal const int Unexpected = 4;

    /// <summary>An audit whose trials were too few to tell.</summary>
    internal const int Undecided = 5;

    internal const int Cancelled = 130;

    internal const string Explained = """
          0    done
          1    the check failed: violations, drift, tampering, or something that doctor requires is missing;
               or sample could not complete some of the given rows
          2    usage: an unknown option or a missing argument
          3    refused: the message says what happened and what to do; docs/problems.md lists the codes
          4    unexpected: a bug; the message names a log file
          5    undecided: an audit had too few trials to tell
          130  cancelled; no incomplete file is left
        """;
}
