namespace AethergenAI.Evaluation.Fidelity;

/// <summary>Describes the measures of <see cref="Neighbourhoods"/>.</summary>
internal static class NeighbourhoodMeasures
{
    /// <summary>In the order of <see cref="Neighbourhoods.Likeness"/>, then authenticity.</summary>
    internal static readonly IReadOnlyList<MeasureDescription> All =
    [
        new(
            "fidelity.precision",
            "Precision",
            "Do the synthetic rows lie among the real rows?",
            "The share of synthetic rows close to a holdout row."
        )
        {
            Scope = IntervalScope.RowsDrawnAgain,
            Source = "https://arxiv.org/abs/1904.06991",
        },
        new(
            "fidelity.recall",
            "Recall",
            "Do the synthetic rows reach everywhere the real rows lie?",
            "The share of holdout rows close to a synthetic row."
        )
        {
            Scope = IntervalScope.RowsDrawnAgain,
            Source = "https://arxiv.org/abs/1904.06991",
        },
        new(
            "fidelity.density",
            "Density",
            "Do the synthetic rows lie as densely as the real rows?",
            "The number of holdout rows’ neighbourhoods that a synthetic row lies in, divided by five; "
                + "1 is expected of fresh real rows."
        )
        {
            Maximum = null,
            Scope = IntervalScope.RowsDrawnAgain,
            Source = "https://arxiv.org/abs/2002.09797",
        },
        new(
            "fidelity.coverage",
            "Coverage",
            "Does every real row have a synthetic row near it?",
            "The share of holdout rows with a synthetic row in their neighbourhood."
        )
        {
            Scope = IntervalScope.RowsDrawnAgain,
            Source = "https://arxiv.org/abs/2002.09797",
        },
        new(
            "fidelity.alpha-precision",
            "α-precision",
            "Are the synthetic rows typical of the real ones?",
            "How well synthetic rows fill the typical regions of the holdout rows."
        )
        {
            Scope = IntervalScope.RowsDrawnAgain,
            Source = "https://proceedings.mlr.press/v162/alaa22a.html",
        },
        new(
            "fidelity.beta-recall",
            "β-recall",
            "Do typical synthetic rows cover the real ones?",
            "How well holdout rows fall in the typical regions of the synthetic rows."
        )
        {
            Scope = IntervalScope.RowsDrawnAgain,
            Source = "https://proceedings.mlr.press/v162/alaa22a.html",
        },
        new(
            "fidelity.authenticity",
            "Authenticity",
            "Are the synthetic rows made rather than copied?",
            "The share of synthetic rows that lie farther from their nearest seed row than that seed row lies "
                + "from its own nearest."
        )
        {
            Scope = IntervalScope.RowsDrawnAgain,
            Source = "https://proceedings.mlr.press/v162/alaa22a.html",
        },
    ];
}
