using AethergenAI.Generation;
using AethergenAI.Generation.Sampling;
using AethergenAI.Tables;
using AethergenAI.Tables.Constraints;

namespace AethergenAI.Onnx.Tests;

/// <summary>What every generator with differential privacy is held to, beside its mechanism's own tests.</summary>
[Trait("Speed", "Slow")]
public sealed class PrivateConformanceTests
{
    private static readonly string[] All = ["independent", "mst", "aim"];

    private static readonly Dictionary<string, Model> Fitted = All.ToDictionary(
        name => name,
        name => PrivateSeeds.Fit(name),
        StringComparer.Ordinal
    );

    public static TheoryData<string> Names => [.. All];

    [Theory, MemberData(nameof(Names))]
    public void Rows_hold_every_constraint_of_the_schema(string name)
    {
        var rows = Fitted[name].Rows(20_000);
        for (int row = 0; row < rows.RowCount; row++)
        {
            Assert.Equal(
                rows.Numbers("paid").Values[row],
                rows.Numbers("fee").Values[row] + rows.Numbers("tip").Values[row]
            );
            Assert.False(rows.Numbers("left").Values[row] < rows.Numbers("day").Values[row]);
            Assert.InRange(rows.Numbers("age").Values[row], 0, 99);
        }

        Assert.Equal(rows.RowCount, rows.Levels("id").Codes.Distinct().Count());
    }

    [Theory, MemberData(nameof(Names))]
    public void Columns_are_as_in_the_seed_when_the_noise_is_small(string name)
    {
        Table seed = PrivateSeeds.Rows(),
            rows = Fitted[name].Rows(40_000);
        foreach (string column in new[] { "ward", "again" })
        {
            foreach (string? level in seed.Levels(column).Levels.Append(null))
            {
                // 4 standard errors of a proportion: 4·√(¼/40,000) = 0.01; noise at ε = 100 is below a row
                // in a thousand.
                Assert.Equal(Share(seed.Levels(column), level), Share(rows.Levels(column), level), 0.011);
            }
        }

        foreach (string column in new[] { "fee", "tip" })
        {
            foreach (double value in seed.Numbers(column).Values.Distinct())
            {
                Assert.Equal(Share(seed, column, value), Share(rows, column, value), 0.011);
            }
        }
    }

    [Theory, InlineData("mst"), InlineData("aim")]
    public void Relations_are_kept(string name)
    {
        var rows = Fitted[name].Rows(40_000);
        int[] old = [.. Enumerable.Range(0, rows.RowCount).Where(row => rows.Numbers("age").Values[row] >= 70)];
        // In the seed: everyone over 60 in C or missing, 2.5 on average for them, and again in 85 of 100.
        Assert.InRange(old.Count(row => rows.Levels("ward")[row] is "C" or null) / (double)old.Length, 0.97, 1);
        Assert.Equal(0.85, old.Count(row => rows.Levels("again")[row] == "yes") / (double)old.Length, 0.03);
        Assert.Equal(
            2.25,
            old.Where(row => rows.Levels("ward")[row] is not null).Average(row => rows.Numbers("fee").Values[row]),
            0.3
        );
    }

    /// <summary>A range beside the list says nothing that the list does not.</summary>
    [Theory, MemberData(nameof(Names))]
    public void A_unique_column_with_listed_values_has_no_others(string name)
    {
        double[] list = [.. Enumerable.Range(0, 300).Select(i => (2.0 * i) + (i % 3))];
        var schema = PrivateSeeds.Schema with
        {
            Columns =
            [
                .. PrivateSeeds.Schema.Columns,
                new IntegerColumn("bed", 0, 1_000_000) { Domain = ColumnDomain.Public, Values = list },
            ],
            Constraints = [new UniqueConstraint(["bed"])],
        };
        var seed = PrivateSeeds.Rows(200);
        seed = new Table([.. seed.Columns, Seeds.Numbers("bed", [.. Enumerable.Range(0, 200).Select(i => 7.0 * i)])]);
        var model = Generators.Named(name).Fit(PrivateSeeds.Request(seed, schema, 1), CancellationToken.None);

        Assert.Equal(list, model.Rows(300).Numbers("bed").Values.Order());
    }

    [Theory, MemberData(nameof(Names))]
    public void Tokens_lie_inside_their_columns_even_for_the_most_extreme_noise(string name)
    {
        var model = Fitted[name];
        int width = model.Manifest.Columns.Count;
        float least = 0.5f / (1 << 23);
        float[] noise =
        [
            .. Enumerable
                .Range(0, 64 * width)
                .Select(cell =>
                    (cell / width % 3) switch
                    {
                        0 => least,
                        1 => 1 - least,
                        _ => 0.5f,
                    }
                ),
        ];
        int[] given = [.. noise.Select(_ => -1)],
            tokens = new int[noise.Length];
        using var sampler = new OnnxTokenSampler(model.Graph);
        sampler.Sample(noise, given, tokens, 64);
        for (int cell = 0; cell < tokens.Length; cell++)
        {
            Assert.InRange(tokens[cell], 0, model.Manifest.Columns[cell % width].Tokens - 1);
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void Rows_do_not_depend_on_how_the_work_is_cut_and_a_model_that_was_read_gives_the_same(string name)
    {
        var model = Fitted[name];
        var read = ModelDocument.Read(ModelDocument.Write(model.Manifest), model.Graph);
        using var sampler = new OnnxTokenSampler(model.Graph);
        byte[] whole = Sample(new SampleRequest(10_000, Seed: 5) { Parallelism = 2 }).Csv(model.Manifest.Schema);
        using var pieces = new MemoryStream();
        using (var writer = new Tables.Csv.CsvRowWriter(pieces, model.Manifest.Schema))
        {
            foreach (var (first, count) in new (long, long)[] { (0, 1), (1, 4_094), (4_095, 2), (4_097, 5_903) })
            {
                writer.Write(Sample(new SampleRequest(count, Seed: 5, FirstRow: first)));
            }
        }

        Assert.Equal(whole, pieces.ToArray());

        Table Sample(SampleRequest request) =>
            RowSampler.Sample(read, sampler, request, Seeds.Silent, CancellationToken.None).Table;
    }

    [Theory, MemberData(nameof(Names))]
    public void Given_cells_come_out_as_given(string name)
    {
        var model = Fitted[name];
        var cells = new Table([
            Seeds.Numbers("age", [35, double.NaN, 90]),
            Seeds.Levels("ward", ["A", "C", null]),
            Seeds.Numbers("fee", [1, double.NaN, double.NaN]),
        ]);
        using var sampler = new OnnxTokenSampler(model.Graph);
        using var conditioned = new ConditionedSamplers(model);
        var request = new SampleRequest(9_000, Seed: 2, Given: conditioned.Complete(cells));
        var rows = RowSampler.Sample(model, sampler, request, Seeds.Silent, CancellationToken.None).Table;
        for (int row = 0; row < rows.RowCount; row++)
        {
            if (row % 3 != 1)
            {
                Assert.Equal(row % 3 == 0 ? 35 : 90, rows.Numbers("age").Values[row]);
            }
            if (row % 3 != 2)
            {
                Assert.Equal(row % 3 == 0 ? "A" : "C", rows.Levels("ward")[row]);
            }
            if (row % 3 == 0)
            {
                Assert.Equal(1, rows.Numbers("fee").Values[row]);
            }
            Assert.False(rows.Numbers("left").Values[row] < rows.Numbers("day").Values[row]);
        }

        if (name == "independent")
        {
            return;
        }
        // Ward C is everyone over 60, so that their fee is 2 or 3.
        Assert.InRange(Enumerable.Range(0, 3_000).Average(row => rows.Numbers("fee").Values[(3 * row) + 1]), 2.3, 2.6);
    }

    [Theory, MemberData(nameof(Names))]
    public void The_manifest_claims_what_was_asked_and_the_ledger_has_every_measurement(string name)
    {
        var request = PrivateSeeds.Request(PrivateSeeds.Rows(500), PrivateSeeds.Schema, 0.7);
        var model = Generators.Named(name).Fit(request, CancellationToken.None);
        var claim = model.Manifest.PrivacyClaim!;
        Assert.InRange(claim.Epsilon, 0.69, 0.7);
        Assert.Contains("ε = 0.7", model.Manifest.Privacy, StringComparison.Ordinal);
        var entries = request.Privacy!.Ledger.Read().Entries;
        var spent = entries.Where(entry => entry.Within is not null).ToList();
        Assert.True(spent.Sum(entry => entry.Rho) <= entries[0].Rho * (1 + 1e-9));
        Assert.InRange(spent.Sum(entry => entry.Rho), entries[0].Rho * 0.999, double.PositiveInfinity);
        Assert.All(spent, entry => Assert.True(entry.Mechanism is "discrete-gaussian" or "exponential"));
    }

    [Theory, MemberData(nameof(Names))]
    public void Empty_rows_and_columns_of_one_value_are_modelled(string name)
    {
        var schema = new Schema(
            "small",
            [
                new CategoricalColumn("only", ["a"]) { Domain = ColumnDomain.Public },
                new IntegerColumn("n", 0, 3) { Domain = ColumnDomain.Public },
            ]
        )
        {
            Privacy = new SchemaPrivacy(1_000),
        };
        var one = new Table([Seeds.Levels("only", ["a"]), Seeds.Numbers("n", [2])]);
        var rows = Generators.Named(name).Fit(PrivateSeeds.Request(one, schema, 1), CancellationToken.None).Rows(5_000);
        Assert.Equal(5_000, rows.RowCount);
        Assert.All(rows.Numbers("n").Values, value => Assert.InRange(value, 0, 3));
    }

    [Theory, MemberData(nameof(Names))]
    public void What_is_wrong_is_refused_and_the_ledger_is_unchanged(string name)
    {
        var rows = PrivateSeeds.Rows(50);
        Refuses(
            "generation.unknown-option",
            PrivateSeeds.Request(rows, PrivateSeeds.Schema, 1, options: ("speed", "11"))
        );
        Refuses("generation.option-range", PrivateSeeds.Request(rows, PrivateSeeds.Schema, -1));
        if (name == "independent")
        {
            return;
        }
        Refuses(
            "generation.option-range",
            PrivateSeeds.Request(rows, PrivateSeeds.Schema, 1, options: ("iterations", "0"))
        );
        if (name == "mst")
        {
            return;
        }
        Refuses(
            "generation.option-range",
            PrivateSeeds.Request(rows, PrivateSeeds.Schema, 1, options: ("weights", "weight=3"))
        );
        Refuses(
            "generation.constraint-too-large",
            PrivateSeeds.Request(rows, PrivateSeeds.Schema, 1, options: ("model-size", "0.001")),
            Wide()
        );

        void Refuses(string code, FitRequest request, Schema? schema = null)
        {
            var asked = schema is null ? request : request with { Schema = schema };
            Assert.Equal(
                code,
                Assert.Throws<RefusedException>(() => Generators.Named(name).Fit(asked, CancellationToken.None)).Code
            );
            Assert.Empty(request.Privacy!.Ledger.Read().Entries);
        }

        static Schema Wide() =>
            PrivateSeeds.Schema with
            {
                Columns =
                [
                    .. PrivateSeeds.Schema.Columns.Select(column =>
                        column is IntegerColumn { Name: "day" or "left" } day
                            ? day with
                            {
                                Bins = [.. Enumerable.Range(0, 31).Select(edge => (double)edge)],
                            }
                            : column
                    ),
                ],
            };
    }

    [Fact]
    public void Fitting_stops_when_it_is_cancelled()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        var request = PrivateSeeds.Request(PrivateSeeds.Rows(), PrivateSeeds.Schema, 1);
        Assert.ThrowsAny<OperationCanceledException>(() => Generators.Named("aim").Fit(request, stop.Token));
    }

    private static double Share(LevelData column, string? level) =>
        Enumerable.Range(0, column.Length).Count(row => column[row] == level) / (double)column.Length;

    private static double Share(Table table, string column, double value) =>
        table.Numbers(column).Values.Count(cell => cell == value) / (double)table.RowCount;
}
