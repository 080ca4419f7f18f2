using System.Text.Json.Nodes;
using AethergenAI.Evidence;

namespace AethergenAI.Core.Tests.Evidence;

/// <summary>
/// Forgeries of figures that follow from other documents: each edit is made wherever the figure itself stands, and
/// signed again.
/// </summary>
internal static class VectorFigures
{
    private const string Summary = "summary.json",
        Trial = "trials/c01-r1/trial.json",
        Model = "trials/c01-r1/model/model.json",
        Report = "trials/c01-r1/report.json",
        Card = "card.json";

    public static Dictionary<string, byte[]> Of(
        byte[] single,
        byte[] judged,
        byte[] hidden,
        byte[] carded,
        SigningKey key
    ) =>
        new[]
        {
            OfSummary(new Forger(judged, key), key),
            OfTrial(new Forger(single, key)),
            OfReport(new Forger(judged, key), key),
            OfPrivacy(new Forger(hidden, key)),
            OfCard(new Forger(carded, key), key),
        }
            .SelectMany(packs => packs)
            .ToDictionary(StringComparer.Ordinal);

    private static Dictionary<string, byte[]> OfSummary(Forger forger, SigningKey key)
    {
        byte[] Both(Action<JsonObject> ofSummary, Action<JsonObject> ofClaim) =>
            new Forger(forger.Document(Summary, ofSummary), key).Claim(ofClaim);
        byte[] Either(Action<JsonObject> edit) => Both(edit, edit);
        byte[] Cells(Action<JsonNode> edit) =>
            Both(with => edit(with["cells"]![0]!), claim => edit(claim["ablationSummary"]!["cells"]![0]!));
        return new()
        {
            ["32-mean-of-cell"] = Cells(cell => cell["measures"]![0]!["mean"] = 0.95),
            ["32-interval-of-cell"] = Cells(cell => cell["measures"]![0]!["interval"]!["low"] = 0.89),
            ["32-failures-of-cell"] = Cells(cell => cell["failures"] = 1),
            ["33-real-share-recomputed"] = Either(with => with["realShare"] = 0.001),
            ["33-ratio-recomputed"] = Either(with => with["syntheticRatio"] = 1000),
            ["33-cost-recomputed"] = Either(with => with["cost"]!["cpuSeconds"] = 0.5),
            ["35-kpi-of-summary"] = forger.Document(Summary, with => with["kpis"]![0]!["verdict"] = "pass"),
            ["35-value-of-kpi"] = forger.Document(Summary, with => with["kpis"]![0]!["value"] = 0.97),
            ["36-name"] = forger.Document(Summary, with => with["name"] = "other birds"),
            ["36-question-of-both"] = Both(
                with => with["question"] = "Which is best?",
                claim => claim["ablationSummary"]!["question"] = "Which is best?"
            ),
            ["36-software"] = forger.Claim(claim => claim["software"] = "AethergenAI 9"),
            ["45-answer-without-a-card"] = Both(
                with => with["answer"] = "The rows keep 99.9 % of the real rows’ usefulness.",
                claim => claim["ablationSummary"]!["answer"] = "The rows keep 99.9 % of the real rows’ usefulness."
            ),
        };
    }

    private static Dictionary<string, byte[]> OfTrial(Forger forger) =>
        new()
        {
            ["27-rows-of-trial"] = forger.Document(Summary, with => with["trials"]![0]!["rows"] = 4000),
            ["27-cost-of-trial"] = forger.Document(Summary, with => with["trials"]![0]!["cost"]!["cpuSeconds"] = 0.1),
            ["27-levels-of-trial"] = forger.Document(Summary, with =>
                with["trials"]![0]!["levels"]!["generator"] = "mst"
            ),
            ["37-holdout-of-seed"] = forger.Document("seed.json", with => with["splits"]![0]!["holdoutRows"] = 3000),
            ["37-hash-of-holdout"] = forger.Document("seed.json", with =>
                with["splits"]![0]!["holdoutHash"] = Sha256.Hex("other rows"u8)
            ),
            ["37-rows-of-seed"] = forger.Document("seed.json", with => with["rows"] = 6_000_000),
            ["37-rows-of-seed-and-split"] = forger.Document("seed.json", with =>
            {
                with["rows"] = 6_000_000;
                with["splits"]![0]!["trainRows"] = 5_999_997;
            }),
            ["38-rows-of-file"] = forger.File("trials/c01-r1/synthetic.csv", text => text + "Large\n"),
            ["38-break-within-quotes"] = forger.File("trials/c01-r1/synthetic.csv", _ =>
                "Size\n" + string.Concat(Enumerable.Repeat("\"Lar\nge\"\n", 200))
            ),
            ["39-generator-of-model"] = forger.Document(Model, with => with["generator"] = "copula"),
            ["39-rows-of-model"] = forger.Document(Model, with => with["provenance"]!["seedRows"] = 7000),
        };

    private static Dictionary<string, byte[]> OfReport(Forger forger, SigningKey key)
    {
        byte[] Of(Action<JsonObject> edit) => forger.Document(Report, edit);
        byte[] Attack(int number, Action<JsonNode> edit) => Of(with => edit(with["privacy"]!["attacks"]![number]!));
        byte[] Kpis(Action<JsonNode> edit) =>
            new Forger(Of(with => edit(with["kpis"]![0]!)), key).Document(Trial, with => edit(with["kpis"]![0]!));
        byte[] Measure(int number, Action<JsonNode> edit) => Of(with => edit(with["fidelity"]!["overall"]![number]!));
        return new()
        {
            ["40-figure-of-report"] = Of(with => with["utility"]!["measures"]![1]!["value"] = 0.81),
            ["40-dial-of-report"] = Of(with => with["dial"]!["value"] = 1),
            ["40-kpi-of-report"] = Of(with => with["kpis"]![0]!["verdict"] = "pass"),
            ["41-rows-of-report"] = Of(with => with["subject"]!["syntheticRows"] = 4000),
            ["41-generator-of-report"] = Of(with => with["subject"]!["generator"] = "mst"),
            ["42-claim-of-report"] = Of(with => with["privacy"]!["claim"] = "ε = 0.1 at δ = 1e-9, per row, add/remove"),
            ["43-bound-of-attack"] = Attack(1, attack => attack["gain"]!["high"] = 0.2),
            ["43-verdict-of-attack"] = Attack(1, attack =>
            {
                attack["gain"]!["low"] = 0.1;
                attack["gain"]!["high"] = 0.2;
            }),
            ["43-limit-of-attack"] = Attack(0, attack => attack["limit"] = 0.5),
            ["43-allowed-to-attack"] = Attack(1, attack => attack["gain"]!["allowed"] = 0.5),
            ["43-success-of-attack"] = Attack(1, attack => attack["success"] = 0.9),
            ["43-gain-left-out"] = Attack(1, attack => attack.AsObject().Remove("gain")),
            ["44-kpi-of-report-and-trial"] = Kpis(kpi => kpi["verdict"] = "pass"),
            ["44-faithful"] = Measure(2, measure => measure["interval"]!["high"] = 0.7),
            ["44-faithful-column"] = Of(with => with["fidelity"]!["shapes"]![0]!["reference"] = 0.99),
            ["44-valid"] = Measure(1, measure => measure["reference"] = null),
            ["44-useful"] = forger.Document("trials/c01-r2/report.json", with =>
                with["utility"]!["lostClasses"] = new JsonArray("Small")
            ),
            ["44-no-rows"] = Of(with => with["subject"]!["holdoutRows"] = 0),
            ["44-planted-leak"] = Of(with => with["privacy"]!["selfTest"]!["outcome"] = "invalid"),
            ["unreadable-figures"] = Of(with => with.Remove("fidelity")),
        };
    }

    private static Dictionary<string, byte[]> OfPrivacy(Forger forger) =>
        new()
        {
            ["34-rho-of-summary"] = forger.Document(Summary, with => with["privacy"]!["rho"] = 0.001),
            ["34-withheld-of-summary"] = forger.Document(Summary, with =>
                with["privacy"]!["withheld"] = new JsonArray()
            ),
            ["39-rho-of-model"] = forger.Document(Model, with => with["privacyClaim"]!["rho"] = 0.001),
            ["39-entry-of-model"] = forger.Document(Model, with =>
                with["privacyClaim"]!["entries"]![0]!["purpose"] = "nothing"
            ),
        };

    private static Dictionary<string, byte[]> OfCard(Forger forger, SigningKey key)
    {
        byte[] Of(Action<JsonObject> edit) => forger.Document(Card, edit);
        JsonNode Ratio(JsonObject card) =>
            card["analysis"]!["measures"]!.AsArray().First(one => one!["name"]!.GetValue<string>() == "utility.ratio")!;
        byte[] Moved(int cell)
        {
            var ofTrial = new Forger(forger.Document(Trial, with => with["cell"] = cell), key);
            return ofTrial.Document(Summary, with => with["trials"]![0]!["cell"] = cell);
        }
        void Praise(JsonNode with) => with["answer"] = "Generator copula: the rows keep 99.9 % of usefulness.";
        var praised = new Forger(new Forger(Of(Praise), key).Document(Summary, Praise), key);
        return new()
        {
            ["45-answer-of-all"] = praised.Claim(claim => Praise(claim["ablationSummary"]!)),
            ["45-answer-of-card"] = Of(Praise),
            ["45-verdict-of-card"] = Of(with => with["verdict"]!["outcome"] = "fail"),
            ["45-best-of-card"] = Of(with =>
            {
                with["cells"]![0]!["best"] = true;
                with["cells"]![1]!["best"] = false;
            }),
            ["45-two-best-of-card"] = Of(with => Assert.All(with["cells"]!.AsArray(), cell => cell!["best"] = true)),
            ["45-trial-of-card"] = Of(with => with["trials"]![0]!["measures"]!["utility.ratio"] = 0.5),
            ["45-cell-of-card"] = Of(with => with["cells"]![0]!["trials"] = 20),
            ["45-privacy-of-card"] = Of(with => with["privacy"]!["epsilon"] = "ε = 0.1"),
            ["45-cost-of-card"] = Of(with => with["cost"]!["cpuSeconds"] = 0.1),
            ["45-origin-of-card"] = Of(with => with["origin"]!["datasets"]![0]!["name"] = "people.csv"),
            ["46-mean-of-card"] = Of(with => Ratio(with)["cells"]![0]!["mean"] = 0.5),
            ["46-measure-left-out"] = Of(with => with["analysis"]!["measures"]!.AsArray().Remove(Ratio(with))),
            ["46-measure-twice"] = Of(with => with["analysis"]!["measures"]!.AsArray().Add(Ratio(with).DeepClone())),
            ["46-cell-of-trial-0"] = Moved(0),
            ["46-cell-of-trial-too-large"] = Moved(int.MaxValue),
            ["46-value-of-ranking"] = Of(with => with["analysis"]!["ranking"]!["cells"]![1]!["value"] = 0.5),
            ["46-order-of-ranking"] = Of(with =>
            {
                var cells = with["analysis"]!["ranking"]!["cells"]!.AsArray();
                var first = cells[0]!;
                cells.RemoveAt(0);
                cells.Add(first);
            }),
            ["47-seal-of-card"] = forger.File("card.md", text => text + "Good."),
            ["unreadable-card"] = Of(with => with.Remove("cells")),
        };
    }
}
