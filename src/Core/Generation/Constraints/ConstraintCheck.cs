using AethergenAI.Tables;
using AethergenAI.Tables.Constraints;

namespace AethergenAI.Generation.Constraints;

/// <summary>
/// Checks before a fit that a schema's active constraints fit their columns and that,
/// as far as bounds tell, some row can satisfy them.
/// </summary>
public static class ConstraintCheck
{
    /// <exception cref="RefusedException">A constraint names a wrong column, or no row can satisfy it.</exception>
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
