using System.CommandLine;
using System.Globalization;
using System.Text;
using AethergenAI.Cli.Datasets;
using AethergenAI.Generation;
using AethergenAI.Generation.Private;
using AethergenAI.Privacy.Ledger;
using AethergenAI.Privacy.Noise;
using AethergenAI.Recipes;
using AethergenAI.Recipes.Planning;
using AethergenAI.Tables;

namespace AethergenAI.Cli;

/// <summary>
/// The options of commands that spend privacy: the seed's data set, its ledger, and the limit of the ledger's total.
/// </summary>
internal sealed class PrivacyArguments
{
    private readonly Option<string?> ledger = new("--ledger")
    {
        Description =
            "The file that records every use of the data set; if not given, one in your data folder. "
            + "A data set has only one ledger, whatever the folder of the model",
        HelpName = "FILE",
    };

    private readonly Option<string?> budget = new("--budget")
    {
        Description =
            "The most that all uses of the data set may spend together: ε, or ε and δ. Without δ, that of the ledger "
            + "applies, or else that of the fit. The ledger keeps the limit; if it has none, spending is not limited",
        HelpName = "EPSILON[@DELTA]",
    };

    private readonly Option<string?> reason = new("--reason")
    {
        Description = "Why the budget or the unit changes; needed to raise it, and recorded in the ledger",
        HelpName = "TEXT",
    };

    private readonly Option<bool> own = new("--new-dataset")
    {
        Description = "The seed is a data set of its own, although it shares rows with a known one",
    };

    private readonly Option<bool> newUnit = new("--new-unit")
    {
        Description =
            "From now on the ledger counts privacy by the schema's unit (rows, or an entity), although it has counted "
            + "by another, whose entries stay and are shown as not covered; needs --reason",
    };

    private readonly DatasetArguments datasets;

    internal PrivacyArguments(Command command)
    {
        command.Add(ledger);
        command.Add(budget);
        command.Add(reason);
        datasets = new DatasetArguments(command);
        command.Add(own);
        command.Add(newUnit);
    }

    /// <exception cref="RefusedException">The ledger lies in the model's folder, which a fit replaces.</exception>
    internal void RequireOutside(ParseResult parsed, string model)
    {
        string folder = RealPath.Of(model) + Path.DirectorySeparatorChar;
        if (parsed.GetValue(ledger) is { } file && RealPath.Of(file).StartsWith(folder, StringComparison.Ordinal))
        {
            throw DatasetRefusals.LedgerInModel(file, model);
        }
    }

    /// <summary>Records that a schema is inferred from rows, before it is: nothing protects that.</summary>
    internal void RecordInference(ParseResult parsed, string seed, CancellationToken ct) =>
        datasets.Record(parsed, [seed], "fit", "schema inferred from the rows", ct);

    /// <summary>The account of one fit. A fit without differential privacy is recorded instead.</summary>
    /// <param name="seed">The path of the seed.</param>
    /// <param name="schema">The seed's.</param>
    /// <param name="run">The command, for the entries that it makes.</param>
    /// <returns>Null if the fit has no differential privacy.</returns>
    /// <exception cref="RefusedException">A ledger or a budget is given for a fit without differential
    /// privacy, or the ledger or the budget is refused.</exception>
    internal PrivacyAccount? Account(
        ParseResult parsed,
        GeneratorDescription generator,
        IReadOnlyDictionary<string, string> options,
        string seed,
        Schema schema,
        string run,
        CancellationToken ct
    )
    {
        if (PrivacyTerms.Of(OptionValues.Of(generator, options)) is { } terms)
        {
            return new PrivacyAccount(
                Ledger(parsed, [seed], () => schema, run, terms.Delta, ct),
                run,
                RandomBits.FromSystem()
            );
        }
        RequireNothing(parsed, generator);
        datasets.Record(parsed, [seed], run, $"fit of {generator.Name}, without differential privacy", ct);
        return null;
    }

    /// <summary>
    /// The account of a recipe's trials. A recipe without differential privacy has one if its data set has a ledger.
    /// </summary>
    /// <param name="folder">The run's folder.</param>
    internal PrivacyAccount? Account(ParseResult parsed, RecipeFiles files, string folder, CancellationToken ct)
    {
        var recipe = files.Recipe;
        var trials = TrialPlan.Of(recipe);
        var seeds = files.Seeds;
        string run = Run(recipe, folder);
        if (
            trials.Select(trial => TrialKeys.Terms(trial.Settings)).FirstOrDefault(terms => terms is not null)
            is not { } terms
        )
        {
            RequireNothing(parsed, KnownGenerators.Named(trials[0].Settings.Generator));
            return datasets.Find(parsed, seeds[0], ct) is { } known
                ? new PrivacyAccount(known, run, RandomBits.FromSystem())
                : null;
        }
        var spent = Ledger(parsed, seeds, () => files.Declared, run, terms.Delta, ct);
        return new PrivacyAccount(spent, run, RandomBits.FromSystem())
        {
            Outside = recipe.Data.Schema is null ? ["the schema was inferred from the seed"] : [],
        };
    }

    /// <summary>
    /// The name of a run in its data set's ledger. The same recipe in another folder is another run, which pays for its
    /// own fits.
    /// </summary>
    private static string Run(Recipe recipe, string folder) =>
        $"{recipe.Name} {Sha256.Hex(Encoding.UTF8.GetBytes($"{RecipeHash.Of(recipe)} {RealPath.Of(folder)}"))[..8]}";

    /// <summary>The path of an account's ledger.</summary>
    internal static string? Place(PrivacyAccount? account) => (account?.Ledger as DatasetLedgerFile)?.Path;

    /// <summary>Stores a budget that no entry of the command has stored, because it spent nothing.</summary>
    internal static void Settle(PrivacyAccount? account) => (account?.Ledger as DatasetLedgerFile)?.Settle();

    /// <summary>Says that a plan sets no budget, if one is given to it.</summary>
    internal void TellUnset(ParseResult parsed)
    {
        if (parsed.GetValue(budget) is { } text)
        {
            Output.Note(
                $"The plan was checked against a budget of {text}, and the ledger is as it was: 'run' sets the budget "
                    + "that it is given.",
                parsed.GetValue(CommandLine.JsonOption)
            );
        }
    }

    /// <summary>Says where the ledger is and what is left.</summary>
    internal static void Tell(PrivacyAccount? account)
    {
        if (account?.Ledger is not DatasetLedgerFile found)
        {
            return;
        }
        var read = found.Read();
        string left =
            read.EpsilonLeft is { } epsilon && read.Limit is { } limit
                ? string.Create(
                    CultureInfo.InvariantCulture,
                    $"ε = {epsilon:0.####} of {limit.Epsilon:0.####} is left at δ = {limit.Delta:0.###e-0}"
                )
                : "without --budget nothing limits what is spent";
        Output.Note($"Data set '{found.Dataset}': {left}. Its ledger is {found.Path}.");
    }

    private DatasetLedgerFile Ledger(
        ParseResult parsed,
        IReadOnlyList<string> seeds,
        Func<Schema?> schema,
        string run,
        double fitDelta,
        CancellationToken ct
    )
    {
        var asked = parsed.GetValue(budget) is { } text ? Budget(text, fitDelta, parsed.GetValue(reason)) : null;
        var privacy = parsed.GetValue(newUnit) ? schema()?.Privacy : null;
        var choice = new DatasetChoice(
            datasets.Name(parsed),
            parsed.GetValue(own),
            parsed.GetValue(ledger),
            privacy is null ? null : PrivacyUnit.Of(privacy),
            parsed.GetValue(reason)
        );
        if (choice.Ledger is { } file)
        {
            OutputPlace.CheckFile(file);
        }
        var found = new DatasetLedgerFile(
            [.. seeds.Select(seed => new FingerprintedFile(seed, ct))],
            choice,
            asked,
            run
        );
        OutputPlace.CheckBeside(found.Path);
        found.Read(); // refuses an unreadable ledger before the work begins
        found.RequireAccepted();
        if (found.OfOthers() is { } others)
        {
            Output.Note(others);
        }
        return found;
    }

    private void RequireNothing(ParseResult parsed, GeneratorDescription generator)
    {
        bool given =
            new[] { ledger, budget, reason }.Any(option => parsed.GetValue(option) is not null)
            || new[] { own, newUnit }.Any(option => parsed.GetValue(option));
        if (given)
        {
            throw CliRefusals.NothingToLimit(generator.Name);
        }
    }

    /// <param name="text">EPSILON, or EPSILON@DELTA.</param>
    /// <param name="fitDelta">δ if neither the text nor the ledger names one.</param>
    /// <exception cref="RefusedException">The text has neither form.</exception>
    private static AskedBudget Budget(string text, double fitDelta, string? reason)
    {
        string[] parts = text.Split('@');
        double delta = fitDelta;
        bool read =
            parts.Length <= 2
            && double.TryParse(parts[0], CultureInfo.InvariantCulture, out double epsilon)
            && (parts.Length == 1 || double.TryParse(parts[1], CultureInfo.InvariantCulture, out delta))
            && epsilon is > 0 and <= PrivacyLimit.MaxEpsilon
            && delta is > 0 and < 1;
        double? own = parts.Length == 2 ? delta : null;
        return read
            ? new AskedBudget(double.Parse(parts[0], CultureInfo.InvariantCulture), own, fitDelta, reason)
            : throw CliRefusals.NotABudget(text);
    }
}
