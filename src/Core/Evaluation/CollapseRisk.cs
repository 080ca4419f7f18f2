namespace AethergenAI.Evaluation;

internal static class CollapseRisk
{
    internal const double TailWeight = 0.35;
    internal const double CoverageWeight = 0.3;
    internal const double EntropyWeight = 0.2;
    internal const double PrecisionWeight = 0.15;
}
