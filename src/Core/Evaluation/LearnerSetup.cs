namespace AethergenAI.Evaluation;

/// <summary>Which rows a learner is trained on, and which it is tested on.</summary>
public enum LearnerSetup
{
    /// <summary>Trained on synthetic rows, tested on real rows.</summary>
    Tstr,

    /// <summary>Trained and tested on real rows.</summary>
    Trtr,

    /// <summary>Trained on one half of the holdout, tested on synthetic rows.</summary>
    Trts,

    /// <summary>Trained on seed and synthetic rows, tested on real rows.</summary>
    Augmented,
}
