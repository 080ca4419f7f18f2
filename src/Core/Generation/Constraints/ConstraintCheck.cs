using AethergenAI.Tables;
using AethergenAI.Tables.Constraints;

namespace AethergenAI.Generation.Constraints;

/// <summary>
/// Whether a schema's active constraints name fitting columns and can hold in some row, as far as its bounds tell;
/// asked before fitting.
/// </summary>
public static class ConstraintCheck
{
    /// <exception cref="RefusedException">A constraint names a wrong column, or cannot hold in any row.</exception>
    public static void Satisfiable(Schema schema)
    {
        Constraint[] active = [.. schema.Constraints.Where(constraint => constraint.Active)];
        if (ConstraintProblems.Of(schema with { Constraints = active }).FirstOrDefault() is not { } problem)
        {
            return;
        }
        string sentence = active[problem.Index].Sentence();
        throw problem.Kind switch
        {
            ConstraintProblemKind.UnknownColumn => GenerationRefusals.UnknownColumn(sentence, problem.Message),
            ConstraintProblemKind.Misfit => GenerationRefusals.Misfit(sentence, problem.Message),
            _ => GenerationRefusals.CannotHold(sentence, problem.Message),
        };
    }
}
