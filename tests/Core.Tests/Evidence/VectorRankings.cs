using System.Text.Json;
using System.Text.Json.Nodes;
using AethergenAI.Cards;
using AethergenAI.Evidence;
using AethergenAI.Runs;

namespace AethergenAI.Core.Tests.Evidence;

/// <summary>
/// Forgeries of the leading cell: the first of two cells is called the best, wherever that and its figures stand.
/// </summary>
internal static class VectorRankings
{
    private const string Summary = "summary.json",
        Recipe = "recipe.json",
        Card = "card.json";

    private static readonly JsonObject Minimizing = new() { ["measure"] = "utility.ratio", ["goal"] = "minimize" };

    /// <param name="sealedPack">A run whose second cell leads.</param>
    public static Dictionary<string, byte[]> Of(byte[] sealedPack, SigningKey key)
    {
        // A forger with a key can seal the card again; without a seal is the same, and shorter.
        byte[] carded = new Forger(sealedPack, key).Without([CardSeal.FileName, CardSeal.KeyFile]);
        byte[] Edited(byte[] pack, string file, Action<JsonObject> edit) => new Forger(pack, key).Document(file, edit);
        byte[] ofOther = AnsweredWithOther(carded, key),
            flagged = Edited(ofOther, Card, Flag),
            reversed = Edited(flagged, Card, card => Reverse(Ranked(card))),
            minimized = Edited(reversed, Card, Minimize);
        return new()
        {
            ["45-best-without-a-card"] = new Forger(ofOther, key).Without(CardSeal.All),
            ["45-best-and-ranking-cut"] = Edited(flagged, Card, card => Ranked(card).RemoveAt(0)),
            ["45-best-and-no-ranking"] = Edited(flagged, Card, card => card["analysis"]!.AsObject().Remove("ranking")),
            ["45-best-and-goal-of-card"] = minimized,
            ["45-best-of-none"] = Edited(carded, Recipe, recipe => recipe["constraints"] = AtLeast(0.99)),
            ["45-constraint-of-recipe"] = Edited(carded, Recipe, recipe =>
                recipe["constraints"] = new JsonArray(
                    new JsonObject { ["measure"] = "utility.ratio", ["atMost"] = 0.97 }
                )
            ),
            ["45-goal-of-recipe"] = Edited(carded, Recipe, recipe => recipe["objective"] = Minimizing.DeepClone()),
            ["46-ranking-cut"] = Edited(carded, Card, card => Ranked(card).RemoveAt(1)),
            ["46-ranking-left-out"] = Edited(carded, Card, card => card["analysis"]!.AsObject().Remove("ranking")),
            ["46-cell-twice-in-ranking"] = Edited(carded, Card, card => Ranked(card).Add(Ranked(card)[1]!.DeepClone())),
            ["46-objective-of-card"] = Edited(carded, Card, card => card["objective"] = Minimizing.DeepClone()),
            ["good-minimized"] = Edited(minimized, Recipe, recipe => recipe["objective"] = Minimizing.DeepClone()),
        };
    }

    /// <summary>Says in the summary and the statement that the first cell leads, with that cell's figures.</summary>
    private static byte[] AnsweredWithOther(byte[] pack, SigningKey key)
    {
        var files = Repack.Read(pack);
        var summary = JsonSerializer.Deserialize<RunSummary>(files[Summary], Json.Options)!;
        TrialRecord[] records =
        [
            .. summary.Trials.Select(trial =>
                JsonSerializer.Deserialize<TrialRecord>(files[$"trials/{trial.Name}/trial.json"], Json.Options)!
            ),
        ];
        double overlap = 0.3 / 0.7;
        var kpis = JsonSerializer.SerializeToNode(CellKpis.Of(records, 1, overlap), Json.Options);
        double mean = summary.Cells[0].Measures.First(measure => measure.Name == "utility.ratio").Mean;
        void Answer(JsonNode document) =>
            document["answer"] = $"Generator independent: the rows keep {CardText.Percent(mean)} of usefulness.";
        byte[] summarised = new Forger(pack, key).Document(Summary, with =>
        {
            Answer(with);
            with["best"] = 1;
            with["kpis"] = kpis!.DeepClone();
        });
        byte[] written = new Forger(summarised, key).Document(Card, Answer);
        return new Forger(written, key).Claim(claim => Answer(claim["ablationSummary"]!));
    }

    private static JsonArray AtLeast(double value) =>
        [new JsonObject { ["measure"] = "utility.ratio", ["atLeast"] = value }];

    private static JsonArray Ranked(JsonObject card) => card["analysis"]!["ranking"]!["cells"]!.AsArray();

    private static void Reverse(JsonArray cells)
    {
        var first = cells[0]!;
        cells.RemoveAt(0);
        cells.Add(first);
    }

    private static void Flag(JsonObject card)
    {
        card["cells"]![0]!["best"] = true;
        card["cells"]![1]!["best"] = false;
    }

    private static void Minimize(JsonObject card)
    {
        card["objective"] = Minimizing.DeepClone();
        card["analysis"]!["ranking"]!["objective"] = Minimizing.DeepClone();
    }
}
