using AethergenAI.Tables;

namespace AethergenAI.Schemas.Inference;

/// <summary>
/// Finds which repeating identifiers are about the same entity: those of which one determines the other in all rows.
/// </summary>
internal sealed class EntitySearch(ColumnProbe[] probes)
{
    private const int MaxColumns = 32,
        MinRepeats = 10,
        MinTexts = 20;

    private const double MinShare = 0.8;

    private readonly List<Dependency> links = [];
    private bool begun;

    public void Observe(int rows)
    {
        if (!begun)
        {
            begun = true;
            int[] columns = [.. Enumerable.Range(0, probes.Length).Where(Candidate).Take(MaxColumns)];
            links.AddRange(from a in columns from b in columns where a != b select new Dependency { From = a, To = b });
        }
        links.RemoveAll(link =>
            probes[link.From].Texts.Levels is null
            || probes[link.To].Texts.Levels is null
            || !link.Observe(probes[link.From].Codes.AsSpan(0, rows), probes[link.To].Codes)
        );
    }

    /// <summary>Gives the identifiers of one entity its name.</summary>
    public void Name(ColumnGuess[] judged)
    {
        Join(judged);
        int[] repeating =
        [
            .. Enumerable.Range(0, judged.Length).Where(i => judged[i].Column is IdentifierColumn { Entity: not null }),
        ];
        int[] group = [.. Enumerable.Range(0, judged.Length)];
        foreach (
            Dependency link in links.Where(link =>
                repeating.Contains(link.From) && repeating.Contains(link.To) && Same(link)
            )
        )
        {
            (int kept, int gone) = (group[link.From], group[link.To]);
            for (int i = 0; i < group.Length; i++)
            {
                group[i] = group[i] == gone ? kept : group[i];
            }
        }

        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var members in repeating.GroupBy(i => group[i]))
        {
            string? name = members
                .Select(i => new NameHints(probes[i].Name).PersonNamed)
                .FirstOrDefault(n => n is not null);
            name ??= members.Count() > 1 ? "person" : probes[members.First()].Name;
            name = taken.Add(name) ? name : probes[members.First()].Name;
            foreach (int i in members)
            {
                judged[i] = judged[i] with { Column = (IdentifierColumn)judged[i].Column with { Entity = name } };
            }
        }
    }

    /// <summary>
    /// Turns a text column into an identifier if each text belongs to only one entity: whoever knows the text knows the
    /// person, whatever the column is called.
    /// </summary>
    private void Join(ColumnGuess[] judged)
    {
        foreach (Dependency link in links.Where(link => link.Repeats >= MinRepeats))
        {
            if (
                judged[link.From].Column is CategoricalColumn { Levels.Count: >= MinTexts }
                && judged[link.To].Column is IdentifierColumn { Entity: not null } key
                && new NameHints(key.Name)
                    is { NamesPerson: true }
                        or { NamesEntityKey: true }
                        or { NamesBareKey: true }
            )
            {
                var guess = PersonInference.Identifier(
                    probes[link.From],
                    new NameHints(probes[link.From].Name),
                    $"Each of its {probes[link.From].Texts.Distinct:N0} texts belongs to one '{key.Name}' only"
                );
                judged[link.From] = guess with { Column = guess.Column with { Role = ColumnRole.Identifier } };
            }
        }
    }

    /// <summary>
    /// Whether the two name the same: two patients may share a last name, but a visit is not the patient it leads to.
    /// </summary>
    private bool Same(Dependency link) =>
        link.Repeats >= MinRepeats && probes[link.To].Texts.Distinct >= MinShare * probes[link.From].Texts.Distinct;

    private bool Candidate(int column)
    {
        var hints = new NameHints(probes[column].Name);
        return hints.NamesPerson
            || hints.MayNamePerson
            || hints.NamesEntityKey
            || hints.SaysTextKey
            || (probes[column] is { Texts.Levels.Count: >= MinTexts } many && (!many.Comparable || many.Numbers.Whole));
    }
}
