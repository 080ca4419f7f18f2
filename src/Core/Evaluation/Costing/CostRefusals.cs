namespace AethergenAI.Evaluation.Costing;

internal static class CostRefusals
{
    internal static RefusedException Malformed(string reason) =>
        new(
            RefusalKind.Invalid,
            "prices.malformed",
            $"This is not a price file: {reason}. Start from docs/examples/prices.json."
        );

    internal static RefusedException Version(int version) =>
        new(
            RefusalKind.Invalid,
            "prices.version",
            $"The price file has version {version}, but this program reads version 1. Write it for version 1, or "
                + "use a newer program."
        );

    internal static RefusedException OutOfRange(string key, string range) =>
        new(
            RefusalKind.Invalid,
            "prices.out-of-range",
            $"'{key}' in the price file must be {range}. Correct the file."
        );
}
