using AethergenAI.Generation;
using AethergenAI.Generation.Encodings;
using AethergenAI.Schemas;

namespace AethergenAI.Cli;

/// <summary>
/// What a model must be beyond its hashes, which anybody can compute: its schema is sound, its numbers are in order,
/// and its graph makes nothing but tokens.
/// </summary>
internal static class ForeignModel
{
    /// <exception cref="RefusedException">The schema contradicts itself, or a part of the model is not as this program
    /// writes it.</exception>
    internal static void Require(Model model)
    {
        SchemaCheck.Check(model.Manifest.Schema);
        foreach (ColumnEncoding encoding in model.Manifest.Encodings)
        {
            if (!Scales(encoding).All(IsAscending))
            {
                throw CliRefusals.ModelMalformed($"the numbers of column '{encoding.Column}' are not in order");
            }
        }
        if (GraphFacts.Fault(model.Graph) is { } fault)
        {
            throw CliRefusals.NotASampler(fault);
        }
    }

    private static IEnumerable<NumberScale> Scales(ColumnEncoding? encoding) =>
        encoding switch
        {
            NumberEncoding numbers => [numbers.Scale],
            CalendarEncoding calendar => calendar.Parts.Select(part => part.Scale),
            GapEncoding gap => Scales(gap.Fallback).Prepend(gap.Gap),
            SumEncoding sum => Scales(sum.Fallback),
            _ => [],
        };

    /// <summary>Whether the knots ascend within each cell and from cell to cell.</summary>
    private static bool IsAscending(NumberScale scale)
    {
        double last = double.NegativeInfinity;
        foreach (double knot in scale.Cells.SelectMany(cell => cell))
        {
            if (!(knot >= last))
            {
                return false;
            }
            last = knot;
        }

        return true;
    }
}
