using System.CommandLine;
using System.Globalization;
using AethergenAI.Generation;
using AethergenAI.Generation.Private;
using AethergenAI.Privacy.Ledger;
using AethergenAI.Privacy.Noise;
using AethergenAI.Recipes;
using AethergenAI.Recipes.Planning;

namespace AethergenAI.Cli;

/// <summary><c>--ledger</c> and <c>--budget</c>: where what is spent is written down, and how much it may ever be.</summary>
internal sealed class PrivacyArguments(string otherwise)
{
    private const string EpsilonOption = "epsilon",
        DeltaOption = "delta";

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
                "What the ledger may ever come to: ε, at the δ of the fit unless given; kept in the ledger. No limit where never given",
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
    ) =>
        Account(
            parsed,
            Spends(generator, options.GetValueOrDefault) ? null : generator,
            options.GetValueOrDefault(DeltaOption),
            otherwise,
            run
        );

    /// <summary>The account of a recipe's trials.</summary>
    internal PrivacyAccount? Account(ParseResult parsed, Recipe recipe, string otherwise)
    {
        var trials = TrialPlan.Of(recipe);
        bool spends = trials.Any(trial =>
            Spends(GeneratorArguments.Named(trial.Settings.Generator), name =>
                trial.Settings.Options.TryGetValue(name, out var value) ? value.ToString() : null
            )
        );
        string? delta = recipe.Base.Options.TryGetValue(DeltaOption, out var given) ? given.ToString() : null;
        var unheld = spends ? null : GeneratorArguments.Named(trials[0].Settings.Generator);
        var account = Account(parsed, unheld, delta, otherwise, recipe.Name);
        return account is not null && recipe.Data.Schema is null
            ? account with
            {
                Outside = ["the schema was inferred from the seed"],
            }
            : account;
    }

    /// <summary>Whether the generator has an ε, given or by default.</summary>
    private static bool Spends(GeneratorDescription generator, Func<string, string?> given) =>
        generator.Options.FirstOrDefault(option => option.Name == EpsilonOption) is { } epsilon
        && (given(EpsilonOption) ?? epsilon.Default).Length > 0;

    /// <param name="unheld">A generator that no budget would hold; null where one is held to it.</param>
    private PrivacyAccount? Account(
        ParseResult parsed,
        GeneratorDescription? unheld,
        string? delta,
        string otherwise,
        string run
    )
    {
        string? file = parsed.GetValue(File),
            budget = parsed.GetValue(Budget);
        if (unheld is not null)
        {
            return file is null && budget is null ? null : throw CliRefusals.NothingToLimit(unheld.Name);
        }
        if (file is not null)
        {
            OutputPlace.CheckFile(file);
        }
        double usual = double.Parse(
            PrivacyTerms.Options.First(option => option.Name == DeltaOption).Default,
            CultureInfo.InvariantCulture
        );
        double at = double.TryParse(delta, CultureInfo.InvariantCulture, out double given) ? given : usual;
        var ledger = new LedgerFile(file ?? otherwise, budget is null ? null : LedgerFile.Budget(budget, at));
        ledger.Read(); // what is no ledger is told before the work begins
        return new PrivacyAccount(ledger, run, RandomBits.FromSystem());
    }
}
