using System.Text.Json;
using AethergenAI.Core.Tests.Artefacts;
using AethergenAI.Core.Tests.Pipeline;
using AethergenAI.Evidence;
using AethergenAI.Pipeline;
using AethergenAI.Runs;

namespace AethergenAI.Onnx.Tests.Pipeline;

[Trait("Speed", "Slow")]
public partial class RunPipelineTests
{
    [Fact]
    public async Task A_run_keeps_what_every_stage_made()
    {
        var artefacts = new MemoryArtefacts();
        await RunOf.CarryOutAsync("""{"name":"orders","data":{"seed":"orders.csv"}}""", artefacts);

        Assert.Equal(
            [
                "card.csv",
                "card.html",
                "card.json",
                "card.md",
                "card.png",
                "launch.json",
                "recipe.json",
                "schema.json",
                "seed.json",
                "summary.json",
                "trials/c01-r1/model/model.json",
                "trials/c01-r1/model/sampler.onnx",
                "trials/c01-r1/report.html",
                "trials/c01-r1/report.json",
                "trials/c01-r1/synthetic.csv",
                "trials/c01-r1/trial.json",
            ],
            artefacts.Files.Keys
        );
    }

    [Fact]
    public async Task A_run_with_a_key_ends_in_a_pack_that_verifies()
    {
        using var key = SigningKey.Create();
        using var known = SigningKey.PublicFromPem(key.PublicKeyPem);
        var artefacts = new MemoryArtefacts();
        await RunOf.CarryOutAsync(RunOf.TwoCells, artefacts, key);
        var verdict = EvidencePack.Verify(new MemoryStream(artefacts.Files["pack.zip"]), known);

        Assert.Equal(([], $"intact, signed by {key.Fingerprint}"), (verdict.Faults, verdict.Sentence));
    }

    [Fact]
    public async Task The_summary_has_every_trial_and_every_cell_with_its_interval()
    {
        var artefacts = new MemoryArtefacts();
        var summary = await RunOf.CarryOutAsync(RunOf.TwoCells, artefacts);

        Assert.Equal(["c01-r1", "c02-r1", "c01-r2", "c02-r2"], summary.Trials.Select(trial => trial.Name));
        Assert.All(summary.Trials, trial => Assert.InRange(trial.Measures["fidelity.column-shapes"], 0.5, 1));
        Assert.All(summary.Cells, cell =>
            Assert.NotNull(cell.Measures.Single(measure => measure.Name == "fidelity.column-shapes").Interval)
        );
        Assert.Equal((300 / 240.0, 240 / 540.0), (summary.SyntheticRatio, summary.RealShare));
        Assert.True(summary.Cost is { CpuSeconds: > 0, WallSeconds: > 0, PeakMemoryBytes: > 0 });
        Assert.Contains("of the real rows’ usefulness", summary.Answer, StringComparison.Ordinal);
        Assert.Equal(
            ["utility", "attack-success", "cost", "time-to-first-result", "time-to-results"],
            summary.Kpis.Select(kpi => kpi.Name)
        );
        var (first, last) = (summary.Kpis[3].Value, summary.Kpis[4].Value);
        Assert.True(first is >= 0 && first <= last);
    }

    [Fact]
    public async Task Auto_is_recorded_as_the_generator_it_chose_and_the_report_has_the_comparison_and_baselines()
    {
        var artefacts = new MemoryArtefacts();
        await RunOf.CarryOutAsync(
            """{"name":"orders","data":{"seed":"orders.csv"},"base":{"seedRows":100},"factors":{"generator":["auto","independent"]}}""",
            artefacts
        );
        var record = JsonSerializer.Deserialize<TrialRecord>(
            artefacts.Files["trials/c01-r1/trial.json"],
            Json.Options
        )!;

        var report = JsonSerializer.Deserialize<Evaluation.EvaluationReport>(
            artefacts.Files["trials/c01-r1/report.json"],
            Json.Options
        )!;
        var model = JsonSerializer.Deserialize<Generation.ModelManifest>(
            artefacts.Files["trials/c01-r1/model/model.json"],
            Json.Options
        )!;
        Assert.Equal("auto", record.Settings.Generator);
        Assert.Contains(record.Generator, Generation.KnownGenerators.Candidates.Select(candidate => candidate.Name));
        Assert.Equal(
            (record.Generator, record.Generator, record.Generator),
            (model.Generator, report.Comparison!.Chosen, report.Subject.Generator)
        );
        Assert.Equal(
            Generation
                .KnownGenerators.Baselines.Select(baseline => baseline.Name)
                .Where(name => name != record.Generator),
            report.Baselines.Select(baseline => baseline.Generator)
        );
    }

    [Fact]
    public async Task A_refused_trial_is_recorded_and_the_others_go_on()
    {
        var summary = await RunOf.CarryOutAsync(
            """{"name":"orders","data":{"seed":"orders.csv"},"factors":{"seed-rows":[100,100000]}}""",
            new MemoryArtefacts()
        );

        Assert.Equal([null, "run.too-few-seed-rows"], summary.Trials.Select(trial => trial.Failure?.Code));
        Assert.Equal([0, 1], summary.Cells.Select(cell => cell.Failures));
    }

    [Fact]
    public async Task A_run_whose_every_trial_is_refused_is_refused()
    {
        var stages = new Stages();
        var refusal = await Assert.ThrowsAsync<RefusedException>(() =>
            RunOf.CarryOutAsync(
                """{"name":"orders","data":{"seed":"orders.csv"},"base":{"seedRows":100000}}""",
                new MemoryArtefacts(),
                progress: stages
            )
        );

        Assert.Equal("run.every-trial-failed", refusal.Code);
        Assert.DoesNotContain(RunStage.Evidence, stages.Seen);
        Assert.Contains("run.too-few-seed-rows", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"name":"other","data":{"seed":"orders.csv"}}""", 400, "recipe.json")]
    [InlineData("""{"name":"orders","data":{"seed":"orders.csv"}}""", 300, "seed.json")]
    public async Task A_place_that_keeps_another_run_is_left_alone(string recipe, int rows, string differing)
    {
        var artefacts = new MemoryArtefacts();
        await RunOf.CarryOutAsync("""{"name":"orders","data":{"seed":"orders.csv"}}""", artefacts);
        var before = artefacts.Files.ToDictionary();
        var refusal = await Assert.ThrowsAsync<RefusedException>(() =>
            RunOf.CarryOutAsync(recipe, artefacts, seed: RunOf.File("orders.csv", RunOf.FirstRows(rows)))
        );

        Assert.Equal("run.other-run", refusal.Code);
        Assert.Contains(differing, refusal.Message, StringComparison.Ordinal);
        Assert.Equal(before, artefacts.Files);
    }

    [Fact]
    public async Task Trials_side_by_side_make_the_files_that_one_after_another_makes()
    {
        var (one, many) = (new MemoryArtefacts(), new MemoryArtefacts());
        await RunOf.CarryOutAsync(RunOf.TwoCells, one);
        await RunOf.CarryOutAsync(RunOf.TwoCells, many, hands: 4);

        Assert.Equal(one.Files.Keys, many.Files.Keys);
        Assert.All(one.Files.Keys.Where(name => name.EndsWith("synthetic.csv", StringComparison.Ordinal)), name =>
            Assert.Equal(one.Files[name], many.Files[name])
        );
    }

    [Fact]
    public async Task Cells_that_differ_only_after_the_fit_share_it_and_its_cost_counts_once()
    {
        var summary = await RunOf.CarryOutAsync(
            """{"name":"orders","data":{"seed":"orders.csv"},"factors":{"rows":[100,200,300]},"repeats":2}""",
            new MemoryArtefacts(),
            hands: 3
        );

        Assert.All(summary.Trials.GroupBy(trial => trial.Repeat), repeat =>
            Assert.Equal(2, repeat.Count(trial => trial.FitFrom is not null))
        );
        Assert.All(summary.Trials, trial =>
            Assert.EndsWith($"-r{trial.Repeat}", trial.FitFrom ?? trial.Name, StringComparison.Ordinal)
        );
        Assert.True(summary.Cost.WallSeconds < summary.Trials.Sum(trial => trial.Cost.WallSeconds));
    }

    [Fact]
    public async Task A_trial_that_an_earlier_run_has_done_is_taken_from_it_and_marked()
    {
        var earlier = new MemoryArtefacts();
        var before = await RunOf.CarryOutAsync(
            """{"name":"first","data":{"seed":"orders.csv"},"base":{"rows":200}}""",
            earlier
        );
        var known = JsonSerializer.Deserialize<TrialRecord>(earlier.Files["trials/c01-r1/trial.json"], Json.Options)!;
        var artefacts = new MemoryArtefacts();
        var summary = await RunOf.CarryOutAsync(
            """{"name":"second","data":{"seed":"orders.csv"},"factors":{"rows":[100,200]}}""",
            artefacts,
            earlier: new OneTrial("first", known, earlier)
        );

        Assert.Equal([null, "first/c01-r1"], summary.Trials.Select(trial => trial.ReusedFrom));
        Assert.Equal(before.Trials[0].Measures, summary.Trials[1].Measures);
        Assert.Equivalent(before.Trials[0].Verdict, summary.Trials[1].Verdict, strict: true);
        Assert.NotNull(summary.Trials[1].Verdict);
        Assert.Equal(earlier.Files["trials/c01-r1/synthetic.csv"], artefacts.Files["trials/c02-r1/synthetic.csv"]);
        Assert.Equal(summary.Trials[0].Cost.CpuSeconds, summary.Cost.CpuSeconds);
    }

    [Fact]
    public async Task Whole_comparisons_come_before_the_next_repeat_and_those_that_make_a_fit_before_those_that_share_one()
    {
        var board = new MemoryTrialQueue();
        await RunOf.CarryOutAsync(
            """{"name":"orders","data":{"seed":"orders.csv"},"factors":{"rows":[200,100],"seed-rows":[100,200]},"repeats":2}""",
            new MemoryArtefacts(),
            board: board
        );

        Assert.Equal(["c01-r1", "c02-r1", "c03-r1", "c04-r1", "c01-r2", "c02-r2", "c03-r2", "c04-r2"], board.Taken);
    }

    [Fact]
    public async Task A_design_is_repeated_on_every_data_set_and_sealed_with_each_schema()
    {
        using var key = SigningKey.Create();
        var artefacts = new MemoryArtefacts();
        var recipe = Recipes.RecipeReader.Read(
            """{"name":"orders","data":{"seed":"orders.csv","blocks":["""
                + """{"name":"few","seed":"few.csv"}]},"base":{"generator":"independent","rows":100}}""",
            yaml: false
        );
        var inputs = new RunInputs(RunOf.Schema, RunOf.File("orders.csv", RunOf.FirstRows(400)))
        {
            Blocks = [new RunInputs(RunOf.Schema with { Name = "few" }, RunOf.File("few.csv", RunOf.FirstRows(200)))],
        };
        var summary = await RunOf.CarryOutAsync(recipe, inputs, artefacts, key);

        // About 70 % of 400 rows and of 200: each row has its own coin.
        Assert.Equal(
            [("c01-r1", 277), ("c01-b2-r1", 136)],
            summary.Trials.Select(trial => (trial.Name, trial.TrainRows))
        );
        Assert.True(EvidencePack.Verify(new MemoryStream(artefacts.Files["pack.zip"]), null).Intact);
    }

    [Fact]
    public async Task Cells_that_differ_only_in_an_option_that_their_generator_lacks_are_done_once()
    {
        var recipe = Recipes.RecipeReader.Read(
            """{"name":"orders","data":{"seed":"orders.csv"},"base":{"rows":100},"factors":"""
                + """{"generator":["independent","copula"],"epsilon":[1,2]}}""",
            yaml: false
        );
        var summary = await RunOf.CarryOutAsync(recipe, new MemoryArtefacts(), hands: 2);
        var copulas = summary.Trials.Where(trial => trial.Generator == "copula").ToList();

        // Which of the two is carried out depends on which hand is there first.
        var done = Assert.Single(copulas, trial => trial.ReusedFrom is null);
        Assert.Equal(done.Name, Assert.Single(copulas, trial => trial != done).ReusedFrom);
        Assert.Equal(copulas[0].Measures, copulas[1].Measures);
    }

    [Fact]
    public async Task A_repeat_pairs_its_cells_and_the_same_rows_fit_the_same_model()
    {
        var artefacts = new MemoryArtefacts();
        var summary = await RunOf.CarryOutAsync(
            """{"name":"orders","data":{"seed":"orders.csv"},"factors":{"rows":[100,200]},"repeats":2}""",
            artefacts
        );

        Assert.Equal(4, summary.Trials.Count);
        Assert.Equal(
            artefacts.Files["trials/c01-r1/model/sampler.onnx"],
            artefacts.Files["trials/c02-r1/model/sampler.onnx"]
        );
        Assert.NotEqual(
            artefacts.Files["trials/c01-r1/model/sampler.onnx"],
            artefacts.Files["trials/c01-r2/model/sampler.onnx"]
        );
    }

    private sealed class Stages : IProgress<RunProgress>
    {
        public HashSet<RunStage> Seen { get; } = [];

        public void Report(RunProgress value)
        {
            lock (Seen)
            {
                Seen.Add(value.Stage);
            }
        }
    }
}
