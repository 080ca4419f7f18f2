using System.Text.Json;
using AethergenAI.Recipes.Checks;
using AethergenAI.Recipes.Planning;

namespace AethergenAI.Recipes.Designs;

/// <summary>A main effect (one factor) or a two-factor interaction, by the factors' indices in the design.</summary>
internal sealed record Term(string Name, int First, int? Second)
{
    internal bool IsMain => Second is null;

    /// <summary>Whether all of this term's factors are among the other term's.</summary>
    internal bool IsWithin(Term other) => IsMain ? First == other.First || First == other.Second : this == other;

    internal static string Join(string one, string other) => $"{one}:{other}";
}

/// <summary>Determines which effects of a design can be estimated separately.</summary>
internal sealed class EffectModel
{
    private readonly double[][][] codes;
    private readonly Dictionary<Term, OrthonormalBasis> contrasts = [];
    private readonly int cells;

    private EffectModel(IReadOnlyList<DesignFactor> factors, DesignCells design)
    {
        cells = design.Designed;
        codes = [.. factors.Select(factor => Codes(factor, design))];
        Mains = [.. factors.Select((factor, at) => new Term(factor.Name, at, null))];
        Interactions =
        [
            .. from i in Enumerable.Range(0, factors.Count)
            from j in Enumerable.Range(i + 1, factors.Count - i - 1)
            select new Term(Term.Join(factors[i].Name, factors[j].Name), i, j),
        ];
    }

    internal IReadOnlyList<Term> Mains { get; }

    internal IReadOnlyList<Term> Interactions { get; }

    /// <summary>The terms that are estimated, main effects first.</summary>
    internal IReadOnlyList<Term> Planned { get; private set; } = [];

    /// <summary>For each effect, whether the design can estimate it and what it is confounded with.</summary>
    internal IReadOnlyList<PlannedEffect> Effects { get; private set; } = [];

    /// <exception cref="RefusedException">An effect that the recipe asks for is confounded with another.</exception>
    internal static EffectModel Of(Recipe recipe, DesignCells design)
    {
        var factors = DesignFactor.Of(recipe);
        var model = new EffectModel(factors, design);
        var settings = recipe.Design ?? new DesignSettings();
        var asked = Asked(settings.Effects ?? [], model.Mains.Concat(model.Interactions).ToList());
        bool listed = settings.Kind != DesignKind.PlackettBurman;
        model.Effects =
        [
            .. model.Mains.Select(model.Effect),
            .. (listed ? model.Interactions : asked.Where(term => !term.IsMain)).Select(model.Effect),
        ];
        foreach (var term in asked)
        {
            model.RefuseAliased(term);
        }

        var clear =
            asked.Count > 0 || !listed
                ? asked.Where(term => !term.IsMain)
                : model.Interactions.Where(term => model.Effects.First(effect => effect.Name == term.Name).Estimable);
        model.Plan([.. clear], asked);
        return model;
    }

    /// <summary>A term's columns over the cells, or over observations given by their cell (from 0).</summary>
    internal double[][] Columns(Term term, IReadOnlyList<int>? rows = null)
    {
        double[][] first = codes[term.First],
            second = term.Second is { } other ? codes[other] : [];
        IEnumerable<double[]> whole = term.IsMain
            ? first
            : first.SelectMany(one => second.Select(two => one.Zip(two, (a, b) => a * b).ToArray()));
        return rows is null ? [.. whole] : [.. whole.Select(column => rows.Select(row => column[row]).ToArray())];
    }

    private static double[][] Codes(DesignFactor factor, DesignCells design)
    {
        var cells = design.Cells.Take(design.Designed).Select(cell => cell[factor.Name]).ToList();
        if (factor.Range is { } range)
        {
            double low = Scale(range.Low),
                high = Scale(range.High);
            return
            [
                [.. cells.Select(level => (2 * (Scale(level.GetDouble()) - low) / (high - low)) - 1)],
            ];

            double Scale(double value) => range.Log ? Math.Log(value) : value;
        }

        // Deviation coding: a level's column is 1 at the level, −1 at the first level and 0 elsewhere;
        // it is orthogonal to the mean in a balanced design.
        var numbers = cells.Select(cell => Index(factor.Levels, cell)).ToList();
        return
        [
            .. Enumerable
                .Range(1, factor.Levels.Count - 1)
                .Select(level => numbers.Select(at => Deviation(at, level)).ToArray()),
        ];
    }

    private static double Deviation(int at, int level)
    {
        if (at == level)
        {
            return 1;
        }
        return at == 0 ? -1 : 0;
    }

    private static int Index(IReadOnlyList<JsonElement> levels, JsonElement level)
    {
        int at = 0;
        while (!LevelComparer.Instance.Equals(levels[at], level))
        {
            at++;
        }
        return at;
    }

    private static List<Term> Asked(IReadOnlyList<string> names, List<Term> terms) =>
        [
            .. names.Select(name =>
            {
                string[] parts = [.. name.Split(':', StringSplitOptions.TrimEntries).Order(StringComparer.Ordinal)];
                return terms.First(term => term.Name == string.Join(':', parts));
            }),
        ];

    private PlannedEffect Effect(Term term)
    {
        double[][] columns = Columns(term);
        bool varies = Rank(columns, Constant()) == columns.Length;
        string[] with = varies
            ?
            [
                .. Mains
                    .Concat(Interactions)
                    .Where(other => other != term && IsAliased(term, other))
                    .Select(other => other.Name),
            ]
            : [];
        // Main effects are estimated as if interactions were negligible, and the plan says so. Interactions are not.
        bool blocked = term.IsMain
            ? with.Any(name => Mains.Any(main => main.Name == name))
            : with.Length > 0 || !IsBeyondMains(columns);
        return new PlannedEffect(term.Name, varies && !blocked, with);
    }

    /// <summary>
    /// Whether some contrast of one term is completely a contrast of the other: the largest cosine between them is 1.
    /// </summary>
    private bool IsAliased(Term term, Term other)
    {
        var (own, others) = (Contrasts(term), Contrasts(other));
        // The sum of squared cosines bounds the largest cosine; for most pairs that is enough to decide.
        if (own.SquaredCosines(others) < 1 - 1e-6)
        {
            return false;
        }
        return others.Rank > 0 && others.Copy().Add(own.Vectors) < own.Rank;
    }

    /// <summary>A term's columns, centred.</summary>
    private OrthonormalBasis Contrasts(Term term)
    {
        if (!contrasts.TryGetValue(term, out var basis))
        {
            var constant = Constant();
            contrasts[term] = basis = new OrthonormalBasis();
            // A column that does not vary leaves only rounding errors.
            basis.Add(
                Columns(term).Select(constant.Residual).Where(column => column.Any(value => Math.Abs(value) > 1e-9))
            );
        }

        return basis;
    }

    private bool IsBeyondMains(double[][] columns)
    {
        var basis = Constant();
        foreach (var main in Mains)
        {
            basis.Add(Columns(main));
        }
        return Rank(columns, basis) == columns.Length;
    }

    private void RefuseAliased(Term term)
    {
        var effect = Effects.First(effect => effect.Name == term.Name);
        if (effect.Estimable)
        {
            return;
        }
        string with =
            effect.AliasedWith.Count > 0
                ? string.Join(", ", effect.AliasedWith.Select(name => $"'{name}'"))
                : "the main effects";
        throw RecipeRefusals.Aliased(term.Name, with);
    }

    /// <summary>Plans the main effects, and also the interactions if all effects together are not confounded.</summary>
    private void Plan(IReadOnlyList<Term> interactions, IReadOnlyList<Term> asked)
    {
        var basis = Constant();
        var mains = Mains.Where(main => Effects.First(effect => effect.Name == main.Name).Estimable).ToList();
        foreach (var main in mains)
        {
            RefuseWhereLost(main, basis.Add(Columns(main)), asked);
        }
        bool whole = true;
        foreach (var term in interactions)
        {
            int added = basis.Add(Columns(term));
            RefuseWhereLost(term, added, asked);
            whole &= added == Columns(term).Length;
        }

        Planned = whole ? [.. mains, .. interactions] : mains;
        var planned = Planned.Select(term => term.Name).ToHashSet(StringComparer.Ordinal);
        Effects = [.. Effects.Select(effect => effect with { Estimable = planned.Contains(effect.Name) })];
    }

    private void RefuseWhereLost(Term term, int added, IReadOnlyList<Term> asked)
    {
        if (added < Columns(term).Length && asked.Contains(term))
        {
            throw RecipeRefusals.Aliased(term.Name, "the other effects together, because the design has too few cells");
        }
    }

    private static int Rank(double[][] columns, OrthonormalBasis beyond) => beyond.Copy().Add(columns);

    private OrthonormalBasis Constant()
    {
        var basis = new OrthonormalBasis();
        double[] ones = new double[cells];
        Array.Fill(ones, 1);
        basis.Add([ones]);
        return basis;
    }
}
