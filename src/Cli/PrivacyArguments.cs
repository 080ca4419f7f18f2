using System.CommandLine;
using AethergenAI.Generation;
using AethergenAI.Generation.Private;
using AethergenAI.Privacy.Ledger;
using AethergenAI.Privacy.Noise;
using AethergenAI.Recipes;
using AethergenAI.Recipes.Planning;

namespace AethergenAI.Cli;

/// <summary>
/// <c>--ledger</c> and <c>--budget</c>: where what is spent is written down, and how much it may ever be.
/// </summary>
internal sealed class PrivacyArguments(string otherwise)
{
    internal Option<string?> File { get; } =
        new("--ledger")
        {
            Description = $"Where every touch of the seed is written down that is charged; {otherwise} where not given",
            HelpName = "FILE",
        };

    internal Option<string?> Budget { get; } =
        new("--budget")
        {
            Description =
                "What the ledger may ever come to: ε, at the δ of the fit unless given; kept in the ledger. "
                + "No limit where never given",
            HelpName = "EPSILON[@DELTA]",
        };

    /// <summary>The account of one fit.</summary>
    /// <returns>Null where it has no differential privacy.</returns>
    /// <exception cref="RefusedException">A ledger or a budget is given, and nothing would be held to it.</exception>
    internal PrivacyAccount? Account(
        ParseResult parsed,
        GeneratorDescription generator,
        IReadOnlyDictionary<string, string> options,
        string otherwise,
        string run
    ) => Account(parsed, PrivacyTerms.Of(OptionValues.Of(generator, options)), generator, otherwise, run);

    /// <summary>The account of a recipe's trials.</summary>
    internal PrivacyAccount? Account(ParseResult parsed, Recipe recipe, string otherwise)
    {
        var trials = TrialPlan.Of(recipe);
        var terms = trials.Select(trial => TrialKeys.Terms(trial.Settings)).OfType<PrivacyTerms>().FirstOrDefault();
        var account = Account(
            parsed,
            terms,
            KnownGenerators.Named(trials[0].Settings.Generator),
            otherwise,
            recipe.Name
        );
        return account is not null && recipe.Data.Schema is null
            ? account with
            {
                Outside = ["the schema was inferred from the seed"],
            }
            : account;
    }

    /// <param name="terms">What is asked for, for the budget's δ; null where nothing would be held to a budget.</param>
    private PrivacyAccount? Account(
        ParseResult parsed,
        PrivacyTerms? terms,
        GeneratorDescription generator,
        string otherwise,
        string run
    )
    {
        string? file = parsed.GetValue(File),
            budget = parsed.GetValue(Budget);
        if (terms is null)
        {
            return file is null && budget is null ? null : throw CliRefusals.NothingToLimit(generator.Name);
        }
        if (file is not null)
        {
            OutputPlace.CheckFile(file);
        }
        var ledger = new LedgerFile(file ?? otherwise, budget is null ? null : LedgerFile.Budget(budget, terms.Delta));
        ledger.Read(); // what is no ledger is told before the work begins
        return new PrivacyAccount(ledger, run, RandomBits.FromSystem());
    }
}
