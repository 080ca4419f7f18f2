namespace AethergenAI.Evaluation.Costing;

internal static class CostRefusals
{
    internal static RefusedException Malformed(string reason) =>
        new(
            RefusalKind.Invalid,
            "prices.malformed",
            $"This is no price file: {reason}. docs/examples/prices.json is one to start from."
        );

    internal static RefusedException Version(int version) =>
        new(
            RefusalKind.Invalid,
            "prices.version",
            $"The price file is of version {version}; this program reads version 1. Write it for version 1, or "
                + "use a newer program."
        );

    internal static RefusedException OutOfRange(string key, string range) =>
        new(RefusalKind.Invalid, "prices.out-of-range", $"'{key}' of the price file takes {range}. Correct it there.");
}
