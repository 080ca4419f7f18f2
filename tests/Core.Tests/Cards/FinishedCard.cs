using System.Text.Json;
using AethergenAI.Cards;
using AethergenAI.Recipes;
using AethergenAI.Recipes.Planning;
using AethergenAI.Runs;
using AethergenAI.Statistics.Kernels;

namespace AethergenAI.Core.Tests.Cards;

/// <summary>
/// Cards of runs that were made up: generator and rows in a full factorial,
/// where copula is better by 0.05 and rows do nothing.
/// </summary>
internal static class FinishedCard
{
    internal const string Text = """
        {"name":"Does <dependence> pay?","question":"How much does modelling dependence add?","data":{"seed":"birds.csv"},
         "factors":{"generator":["independent","copula"],"seed-rows":[100,200]},"repeats":4,
         "measures":["utility.ratio"],"constraints":[{"measure":"privacy.membership-inference","atMost":0.05}],"limits":{"pricePerHour":36},
         "analysis":{"equivalence":[{"measure":"utility.ratio","margin":0.01,"factor":"seed-rows","level":200,"against":100}]}}
        """;

    internal static AblationCard Of(
        string text = Text,
        string? failing = null,
        double shift = 0,
        string software = "AethergenAI 1",
        RunPrivacy? privacy = null
    )
    {
        var recipe = RecipeReader.Read(text, yaml: false);
        return CardWriter.Of(recipe, Summary(recipe, failing, shift, software, privacy), Facts, default);
    }

    internal static readonly CardFacts Facts = new(
        [new CardDataset("birds.csv", Sha256.Hex("birds"u8))],
        new CardEnvironment("Linux", ".NET 10", "a processor", 2, ["CPU"]),
        "aethergen recipe run recipe.json -o OUT/"
    );

    internal static RunSummary Summary(
        Recipe recipe,
        string? failing = null,
        double shift = 0,
        string software = "AethergenAI 1",
        RunPrivacy? privacy = null
    )
    {
        var random = new RandomStream(5);
        TrialSummary[] trials =
        [
            .. TrialPlan
                .Of(recipe)
                .Select(trial =>
                {
                    double noise = 0.002 * random.NextDouble(),
                        better = trial.Settings.Generator == "copula" ? 0.05 : 0;
                    bool failed = trial.Name == failing;
                    var measures = new Dictionary<string, double>
                    {
                        ["utility.ratio"] = 0.8 + better + shift + noise + (0.01 * trial.Repeat),
                        ["privacy.membership-inference"] = 0.01 + (better / 10),
                        ["fidelity.column-shapes"] = 0.9 + noise,
                    };
                    return new TrialSummary(
                        trial.Cell,
                        trial.Repeat,
                        trial.Name,
                        trial.Levels,
                        trial.Settings.Generator,
                        failed ? [] : measures,
                        failed ? new TrialFailure("fit.too-few-rows", "Bring <more> rows.") : null,
                        new TrialCost(better > 0 ? 4 : 1, better > 0 ? 4 : 1, 1 << 20)
                    );
                }),
        ];
        return new RunSummary
        {
            Name = recipe.Name,
            Question = recipe.Question,
            Answer = "",
            RecipeHash = RecipeHash.Of(recipe),
            SchemaHash = Sha256.Hex("schema"u8),
            DatasetVersion = Sha256.Hex("birds"u8),
            Trials = trials,
            Cells = [],
            Kpis = [],
            Cost = trials.Aggregate(TrialCost.None, (sum, trial) => sum + trial.Cost),
            Software = software,
            Privacy = privacy,
            Epsilon = privacy switch
            {
                null => "none",
                { Withheld.Count: > 0 } => "withheld: reports compare with the real rows",
                _ => "ε = 2",
            },
        };
    }

    internal static JsonElement Level(object level) => JsonSerializer.SerializeToElement(level);
}
