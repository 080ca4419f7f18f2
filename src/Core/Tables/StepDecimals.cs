namespace AethergenAI.Tables;

/// <summary>How many digits stand behind the point of the whole multiples of a step.</summary>
public static class StepDecimals
{
    private const int Max = 15;

    /// <param name="step">Positive, for example 0.05.</param>
    /// <returns>For example 2; −1 where the step is no short decimal.</returns>
    public static int Of(double step)
    {
        double scale = 1;
        for (int decimals = 0; decimals <= Max; decimals++, scale *= 10)
        {
            // Whole up to the few last bits that the decimal's nearest double is off.
            double units = step * scale;
            if (units >= 0.5 && Math.Abs(units - Math.Round(units)) <= units * 1e-12)
            {
                return decimals;
            }
        }

        return -1;
    }
}
