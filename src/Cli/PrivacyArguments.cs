using System.CommandLine;
using System.Globalization;
using AethergenAI.Generation;
using AethergenAI.Privacy;
using AethergenAI.Recipes;

namespace AethergenAI.Cli;

/// <summary><c>--ledger</c> and <c>--budget</c>: where what is spent is written down, and how much it may ever be.</summary>
internal sealed class PrivacyArguments(string otherwise)
{
    private const string EpsilonOption = "epsilon", DeltaOption = "delta";

    internal Option<string?> File { get; } = new("--ledger")
    {
        Description = $"Where every touch of the seed is written down that is charged; {otherwise} where not given", HelpName = "FILE",
    };

    internal Option<string?> Budget { get; } = new("--budget")
    {
        Description = "What the ledger may ever come to: ε, at the δ of the fit unless given; kept in the ledger. No limit where never given", HelpName = "EPSILON[@DELTA]",
    };

    /// <summary>The account of one fit.</summary>
    /// <returns>Null where the generator has no differential privacy.</returns>
    /// <exception cref="RefusedException">A ledger or a budget is given, and nothing would be held to it.</exception>
    internal PrivacyAccount? Account(ParseResult parsed, GeneratorDescription generator, IReadOnlyDictionary<string, string> options, string otherwise, string run) =>
        Account(parsed, [generator], options.GetValueOrDefault(DeltaOption), otherwise, run);

    /// <summary>The account of a recipe's trials.</summary>
    internal PrivacyAccount? Account(ParseResult parsed, Recipe recipe, string otherwise)
    {
        var generators = TrialPlan.Of(recipe).Select(trial => trial.Settings.Generator).Distinct(StringComparer.Ordinal).Select(GeneratorArguments.Named).ToList();
        string? delta = recipe.Base.Options.TryGetValue(DeltaOption, out var value) ? value.ToString() : null;
        var account = Account(parsed, generators, delta, otherwise, recipe.Name);
        return account is not null && recipe.Data.Schema is null ? account with { Outside = ["the schema was inferred from the seed"] } : account;
    }

    private PrivacyAccount? Account(ParseResult parsed, IReadOnlyList<GeneratorDescription> generators, string? delta, string otherwise, string run)
    {
        string? file = parsed.GetValue(File), budget = parsed.GetValue(Budget);
        if (!generators.Any(generator => generator.Options.Any(option => option.Name == EpsilonOption)))
        {
            return file is null && budget is null ? null : throw CliRefusals.NothingToLimit(generators[0].Name);
        }

        if (file is not null) { OutputPlace.CheckFile(file); }
        double usual = double.Parse(PrivacyTerms.Options.First(option => option.Name == DeltaOption).Default, CultureInfo.InvariantCulture);
        double at = double.TryParse(delta, CultureInfo.InvariantCulture, out double given) ? given : usual;
        var ledger = new LedgerFile(file ?? otherwise, budget is null ? null : LedgerFile.Budget(budget, at));
        ledger.Read(); // what is no ledger is told before the work begins
        return new PrivacyAccount(ledger, run, RandomBits.FromSystem());
    }
}
