using System.CommandLine;
using AethergenAI.Generation;
using AethergenAI.Generation.Private;
using AethergenAI.Privacy.Ledger;
using AethergenAI.Privacy.Noise;
using AethergenAI.Recipes;
using AethergenAI.Recipes.Planning;

namespace AethergenAI.Cli;

/// <summary>
/// <c>--ledger</c> and <c>--budget</c>: the file that records the privacy spent, and the limit of its total.
/// </summary>
/// <param name="otherwise">The ledger's place without <c>--ledger</c>, for the help.</param>
internal sealed class PrivacyArguments(string otherwise)
{
    internal Option<string?> File { get; } =
        new("--ledger")
        {
            Description = $"The file that records the privacy cost of every use of the seed; {otherwise} if not given",
            HelpName = "FILE",
        };

    internal Option<string?> Budget { get; } =
        new("--budget")
        {
            Description =
                "The limit of the ledger's total: ε, at the fit's δ if no δ is given. "
                + "The ledger keeps the limit; without one, spending is not limited",
            HelpName = "EPSILON[@DELTA]",
        };

    /// <summary>The account of one fit.</summary>
    /// <returns>Null if the fit has no differential privacy.</returns>
    /// <exception cref="RefusedException">A ledger or a budget is given for a fit without differential
    /// privacy.</exception>
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

    /// <param name="terms">The requested ε and δ; the budget uses this δ. Null without differential privacy.</param>
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
        ledger.Read(); // refuses an unreadable ledger before the work begins
        return new PrivacyAccount(ledger, run, RandomBits.FromSystem());
    }
}
