using AethergenAI.Tables;
using AethergenAI.Tables.Constraints;

namespace AethergenAI.Schemas.Inference;

/// <summary>
/// Finds constraints that hold in every row. Each block rules out the candidates that it contradicts,
/// so memory does not grow with the file.
/// </summary>
internal sealed class RelationSearch
{
    /// <summary>The minimum of distinct cells for a key whose name does not say that it is one.</summary>
    private const int MinForUnique = 100;

    private readonly ColumnProbe[] probes;
    private readonly InequalitySearch inequalities;
    private readonly SumSearch sums;
    private readonly DependencySearch dependencies;
    private readonly EntitySearch entities;

    public RelationSearch(ColumnProbe[] probes)
    {
        this.probes = probes;
        (inequalities, sums, dependencies, entities) = (new(probes), new(probes), new(probes), new(probes));
    }

    /// <summary>The searches that were cut short.</summary>
    public IEnumerable<string> Notes => inequalities.Notes.Concat(sums.Notes).Concat(dependencies.Notes);

    public void Observe(int rows) =>
        Parallel.Invoke(
            () => inequalities.Observe(rows),
            () => sums.Observe(rows),
            () => dependencies.Observe(rows),
            () => entities.Observe(rows)
        );

    /// <summary>Gives the identifiers of one entity its name.</summary>
    public void NameEntities(ColumnGuess[] judged) => entities.Name(judged);

    /// <summary>Proposes the constraints that held in all rows and are unlikely to be chance.</summary>
    public IReadOnlyList<Constraint> Propose(ColumnGuess[] judged, int rows)
    {
        var totals = sums.Propose(judged, rows).ToList();
        var ordered = inequalities.Propose(judged).Where(found => !totals.Exists(total => sums.Implies(total, found)));
        return
        [
            .. totals.Concat<Constraint>(ordered).Select(found => AsRead(found, judged)),
            .. dependencies.Propose(judged),
            .. probes
                .Where(
                    (probe, i) =>
                        judged[i].Column is IdentifierColumn
                        && probe.Texts.Unique
                        && (probe.Texts.Count >= MinForUnique || new NameHints(probe.Name).SaysKey)
                )
                .Select(probe => new UniqueConstraint([probe.Name])
                {
                    Reason = $"All {probe.Texts.Count:N0} cells are distinct.",
                }),
        ];
    }

    /// <summary>Switched off where it holds in one of several possible readings of a column only.</summary>
    private static Constraint AsRead(Constraint found, ColumnGuess[] judged)
    {
        var names = found.ColumnNames().ToHashSet(StringComparer.Ordinal);
        string[] readings =
        [
            .. judged
                .Where(guess => guess.Reading is not null && names.Contains(guess.Column.Name))
                .Select(guess => $"'{guess.Column.Name}' is written as {guess.Reading}"),
        ];
        return readings is []
            ? found
            : found with
            {
                Active = false,
                Reason = $"{found.Reason} So it is if {string.Join(" and ", readings)}: confirm that first.",
            };
    }
}
