using System.Text;
using System.Text.Json.Nodes;
using AethergenAI.Core.Tests.Artefacts;

namespace AethergenAI.Onnx.Tests.Pipeline;

[Trait("Speed", "Slow")]
public class ResumeTests
{
    private const string Recipe =
        """{"name":"orders","data":{"seed":"orders.csv"},"base":{"rows":200,"seedRows":100}}""";

    [Fact]
    public async Task Killed_after_any_artefact_a_run_goes_on_to_the_same_files()
    {
        var undisturbed = new MemoryArtefacts();
        var written = new List<string>();
        undisturbed.Kept = written.Add;
        await RunOf.CarryOutAsync(Recipe, undisturbed);

        for (int stop = 1; stop < written.Count; stop++)
        {
            var artefacts = new MemoryArtefacts();
            int kept = 0;
            artefacts.Kept = _ =>
            {
                if (++kept == stop)
                {
                    throw new Killed();
                }
            };
            await Assert.ThrowsAsync<Killed>(() => RunOf.CarryOutAsync(Recipe, artefacts));
            artefacts.Kept = null;
            await RunOf.CarryOutAsync(Recipe, artefacts);

            Assert.Equal(undisturbed.Files.Keys, artefacts.Files.Keys);
            Assert.All(undisturbed.Files.Keys, name =>
                Assert.Equal(Content(name, undisturbed), Content(name, artefacts))
            );
        }
    }

    [Fact]
    public async Task A_finished_run_is_not_done_again()
    {
        var artefacts = new MemoryArtefacts();
        await RunOf.CarryOutAsync(Recipe, artefacts);
        var before = artefacts.Files.ToDictionary();
        var written = new List<string>();
        artefacts.Kept = written.Add;
        await RunOf.CarryOutAsync(Recipe, artefacts);

        Assert.Equal(["summary.json", "card.json", "card.html", "card.md", "card.png", "card.csv"], written);
        Assert.Equal(before, artefacts.Files);
    }

    [Fact]
    public async Task What_a_record_says_of_its_report_is_the_report_s_whatever_was_written_there_since()
    {
        const string Name = "trials/c01-r1/trial.json";
        var artefacts = new MemoryArtefacts();
        await RunOf.CarryOutAsync(Recipe, artefacts);
        var before = artefacts.Files.ToDictionary();
        JsonNode record = JsonNode.Parse(artefacts.Files[Name])!;
        record["measures"]!["fidelity.column-shapes"] = 1.5;
        record["verdict"]!["sentence"] = "Share these rows.";
        artefacts.Files[Name] = Encoding.UTF8.GetBytes(record.ToJsonString());
        await RunOf.CarryOutAsync(Recipe, artefacts);

        Assert.Equal(before, artefacts.Files);
    }

    [Theory]
    [InlineData("trials/c01-r1/model/sampler.onnx")]
    [InlineData("trials/c01-r1/synthetic.csv")]
    [InlineData("trials/c01-r1/report.html")]
    [InlineData("trials/c01-r1/trial.json")]
    public async Task What_was_damaged_since_is_made_again(string name)
    {
        var artefacts = new MemoryArtefacts();
        await RunOf.CarryOutAsync(Recipe, artefacts);
        string before = Content(name, artefacts);
        artefacts.Files[name] = "damaged"u8.ToArray();
        await RunOf.CarryOutAsync(Recipe, artefacts);

        Assert.Equal(before, Content(name, artefacts));
    }

    [Theory]
    [InlineData(RunStage.Fitting)]
    [InlineData(RunStage.Sampling)]
    [InlineData(RunStage.Evaluation)]
    public async Task Cancelling_stops_the_run_in_its_stage_and_keeps_what_is_done(RunStage stage)
    {
        using var cancel = new CancellationTokenSource();
        var after = new List<RunStage>();
        var artefacts = new MemoryArtefacts();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            RunOf.CarryOutAsync(
                Recipe,
                artefacts,
                progress: new Watcher(frame =>
                {
                    if (cancel.IsCancellationRequested)
                    {
                        after.Add(frame.Stage);
                    }
                    else if (frame.Stage == stage)
                    {
                        cancel.Cancel();
                    }
                }),
                ct: cancel.Token
            )
        );

        Assert.All(after, seen => Assert.Equal(stage, seen));
        Assert.DoesNotContain("summary.json", artefacts.Files.Keys);
    }

    [Fact]
    public async Task Whoever_watches_sees_the_run_grow_to_its_end()
    {
        var frames = new List<RunProgress>();
        await RunOf.CarryOutAsync(Recipe, new MemoryArtefacts(), progress: new Watcher(frames.Add));

        Assert.Equal(frames.Select(frame => frame.Fraction).Order(), frames.Select(frame => frame.Fraction));
        Assert.Equal((RunStage.Done, 1.0, 0.0), (frames[^1].Stage, frames[^1].Fraction, frames[^1].EtaSeconds));
        Assert.All(Enum.GetValues<RunStage>(), stage => Assert.Contains(frames, frame => frame.Stage == stage));
        Assert.Contains(frames, frame =>
            frame
                is {
                    Stage: RunStage.Sampling,
                    Trial: "c01-r1",
                    Rows: 200,
                    RowsPerSecond: > 0,
                    Provider: "cpu",
                    MemoryBytes: > 0
                }
        );
    }

    /// <summary>A file without what may differ from one run to the next: times and memory.</summary>
    private static string Content(string name, MemoryArtefacts artefacts)
    {
        string text = System.Text.Encoding.Latin1.GetString(artefacts.Files[name]);
        if (name.StartsWith("card.", StringComparison.Ordinal) || name.EndsWith(".html", StringComparison.Ordinal))
        {
            return "";
        } // its costs are in all its forms
        if (!name.EndsWith(".json", StringComparison.Ordinal))
        {
            return text;
        }
        var document = JsonNode.Parse(artefacts.Files[name])!;
        Strip(document);
        return document.ToJsonString();
    }

    private static void Strip(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject keys:
                foreach (string key in keys.Select(pair => pair.Key).ToList())
                {
                    if (
                        key.StartsWith("cost.", StringComparison.Ordinal)
                        || key is "cost" or "fitSeconds" or "files" or "kpis" or "endedAt" or "at"
                    )
                    {
                        keys.Remove(key);
                    }
                    else
                    {
                        Strip(keys[key]);
                    }
                }

                break;
            case JsonArray items:
                items.RemoveAll(item =>
                    item is JsonObject measure
                    && measure["name"]?.ToString().StartsWith("cost.", StringComparison.Ordinal) == true
                );
                foreach (var item in items)
                {
                    Strip(item);
                }
                break;
            default:
                break;
        }
    }

    private sealed class Killed : Exception;

    private sealed class Watcher(Action<RunProgress> see) : IProgress<RunProgress>
    {
        public void Report(RunProgress value) => see(value);
    }
}
