using AethergenAI.Generation;
using AethergenAI.Generation.Sampling;
using AethergenAI.Tables;
using AethergenAI.Tables.Constraints;

namespace AethergenAI.Onnx.Tests;

public sealed partial class ConformanceTests
{
    [Theory, MemberData(nameof(Names))]
    public void Its_graph_is_none_that_is_refused_from_outside(string name) => ForeignGraph.Require(Fitted[name].Graph);

    [Theory, MemberData(nameof(Names))]
    public void What_cannot_be_modelled_or_sampled_is_refused_by_name(string name)
    {
        var generator = Generators.Named(name);
        var (seed, schema) = Seeds.Orders(50);
        Refuses("generation.text-column", () =>
            generator.Fit(seed, schema with { Columns = [.. schema.Columns, new TextColumn("note")] })
        );
        // cells that were read by another schema, which does not redact them
        var texts = new Table([
            .. seed.Columns,
            Seeds.Levels("note", Enumerable.Range(0, 50).Select(row => $"n {row}")),
        ]);
        var redacting = schema with { Columns = [.. schema.Columns, new TextColumn("note") { Redacted = "-" }] };
        Refuses("generation.text-column", () => generator.Fit(texts, redacting));
        Refuses("generation.no-rows", () => generator.Fit(seed.Take([]), schema));
        double[] infinite =
        [
            .. seed.Numbers("age").Values.Select((age, row) => row == 3 ? double.PositiveInfinity : age),
        ];
        Refuses("generation.not-finite", () =>
            generator.Fit(
                new Table([
                    .. seed.Columns.Select(column => column.Name == "age" ? Seeds.Numbers("age", infinite) : column),
                ]),
                schema
            )
        );
        Refuses("generation.seed-column", () =>
            generator.Fit(seed, schema with { Columns = [.. schema.Columns, new IntegerColumn("weight")] })
        );
        Refuses("generation.unsatisfiable", () =>
            generator.Fit(
                seed,
                schema with
                {
                    Constraints =
                    [
                        new InequalityConstraint("ordered", "sent", Strict: true),
                        new InequalityConstraint("sent", "ordered"),
                    ],
                }
            )
        );
        Refuses("generation.unknown-option", () =>
            generator.Fit(
                new FitRequest(
                    seed,
                    schema,
                    new GeneratorSettings(new Dictionary<string, string> { ["speed"] = "11" }, 1)
                ),
                CancellationToken.None
            )
        );
        var model = Fitted[name];
        Refuses("generation.unique-exhausted", () => model.Rows(10, first: 999_995));
        Refuses("generation.given-level", () => Given(new Table([Seeds.Levels("gift", ["maybe"])])));
        Refuses("generation.given-combination", () =>
            Given(new Table([Seeds.Levels("city", ["Bath"]), Seeds.Levels("country", ["Italy"])]))
        );
        Refuses("generation.given-computed", () => Given(new Table([Seeds.Numbers("total", [5])])));
        Refuses("generation.given-column", () => Given(new Table([Seeds.Numbers("weight", [5])])));

        void Given(Table cells)
        {
            using var sampler = new OnnxTokenSampler(model.Graph);
            using var conditioned = new ConditionedSamplers(model);
            RowSampler.Sample(
                model,
                sampler,
                new SampleRequest(1, Seed: 1, Given: conditioned.Complete(cells)),
                Seeds.Silent,
                CancellationToken.None
            );
        }

        static void Refuses(string code, Action action) =>
            Assert.Equal(code, Assert.Throws<RefusedException>(action).Code);
    }

    [Theory, MemberData(nameof(Names))]
    public void A_tampered_model_is_refused(string name)
    {
        var model = Fitted[name];
        byte[] json = ModelDocument.Write(model.Manifest),
            graph = [.. model.Graph];
        graph[^1] ^= 1;
        Assert.Equal("model.hash", Assert.Throws<RefusedException>(() => ModelDocument.Read(json, graph)).Code);
        Assert.Equal(
            "model.malformed",
            Assert.Throws<RefusedException>(() => ModelDocument.Read(json.AsSpan(0, json.Length / 2), model.Graph)).Code
        );
        byte[] fewer = ModelDocument.Write(model.Manifest with { Columns = [.. model.Manifest.Columns.Skip(1)] });
        Assert.Equal(
            "model.malformed",
            Assert.Throws<RefusedException>(() => ModelDocument.Read(fewer, model.Graph)).Code
        );
        Assert.Equal(
            "model.not-a-sampler",
            Assert.Throws<RefusedException>(() => new OnnxTokenSampler([1, 2, 3])).Code
        );
    }

    [Theory, MemberData(nameof(Names))]
    public void Sampling_stops_when_it_is_cancelled(string name)
    {
        var model = Fitted[name];
        using var sampler = new OnnxTokenSampler(model.Graph);
        using var stop = new CancellationTokenSource();
        var progress = new StopAt(stop);
        Assert.ThrowsAny<OperationCanceledException>(() =>
            RowSampler.Sample(model, sampler, new SampleRequest(900_000, Seed: 1), progress, stop.Token)
        );
        Assert.True(progress.Rows < 900_000);
    }

    private sealed class StopAt(CancellationTokenSource stop) : IProgress<RunProgress>
    {
        internal long Rows { get; private set; }

        public void Report(RunProgress value)
        {
            Rows = value.Rows ?? 0;
            stop.Cancel();
        }
    }
}
