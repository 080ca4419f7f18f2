namespace AethergenAI.Tables;

/// <summary>How far addends may be from their total, the same wherever a row is made, checked or judged.</summary>
internal static class SumTolerance
{
    /// <summary>Half a step of the total; nothing where totals are whole or continuous.</summary>
    internal static double Of(Column total) => total is DecimalColumn { Step: { } step } ? step / 2 : 0;

    /// <param name="tolerance">Absolute, in the total's unit.</param>
    /// <param name="size">The absolute addends and the absolute total added up: each of them and each addition is off by half a last bit at most.</param>
    /// <returns>True too where a cell is missing (NaN).</returns>
    internal static bool Holds(double sum, double total, double tolerance, double size) =>
        !(Math.Abs(sum - total) > tolerance + (1e-12 * size));
}
