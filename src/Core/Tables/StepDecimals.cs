namespace AethergenAI.Tables;

/// <summary>The number of decimals that multiples of a step need.</summary>
public static class StepDecimals
{
    private const int Max = 15;

    /// <param name="step">Positive, for example 0.05.</param>
    /// <returns>For example 2; −1 if the step is not a short decimal.</returns>
    public static int Of(double step)
    {
        double scale = 1;
        for (int decimals = 0; decimals <= Max; decimals++, scale *= 10)
        {
            // The step is a double, so the product may be off by a few last bits.
            double units = step * scale;
            if (units >= 0.5 && Math.Abs(units - Math.Round(units)) <= units * 1e-12)
            {
                return decimals;
            }
        }

        return -1;
    }
}
