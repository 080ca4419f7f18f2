using AethergenAI.Generation;
using AethergenAI.Generation.Conditioning;
using AethergenAI.Generation.Sampling;
using AethergenAI.Tables;

namespace AethergenAI.Onnx.Tests;

/// <summary>
/// What every generator is held to that may learn from the rows as they are;
/// a new one joins through <see cref="Generators.All"/>. Those with differential privacy have
/// <see cref="PrivateConformanceTests"/>.
/// </summary>
[Trait("Speed", "Slow")]
public sealed partial class ConformanceTests
{
    private static readonly IGenerator[] Open =
    [
        .. Generators.All.Where(generator =>
            generator.Description != KnownGenerators.Auto
            && generator.Description.Options.All(option => option.Name != "epsilon" || option.Default.Length == 0)
        ),
    ];

    private static readonly Dictionary<string, Model> Fitted = Open.ToDictionary(
        generator => generator.Description.Name,
        generator => generator.Fit(Seeds.Orders().Seed, Seeds.Orders().Schema),
        StringComparer.Ordinal
    );

    public static TheoryData<string> Names => [.. Open.Select(generator => generator.Description.Name)];

    [Theory, MemberData(nameof(Names))]
    public void Rows_hold_every_constraint_of_the_schema(string name)
    {
        var seed = Seeds.Orders().Seed;
        var rows = Fitted[name].Rows(20_000);
        var pairs = new HashSet<(string?, string?)>(
            Enumerable.Range(0, seed.RowCount).Select(row => (seed.Levels("city")[row], seed.Levels("country")[row]))
        );
        for (int row = 0; row < rows.RowCount; row++)
        {
            double goods = rows.Numbers("goods").Values[row],
                tax = rows.Numbers("tax").Values[row],
                sent = rows.Numbers("sent").Values[row];
            Assert.Equal(rows.Numbers("total").Values[row], goods + tax, 0.005);
            Assert.True(tax <= goods);
            Assert.False(sent < rows.Numbers("ordered").Values[row]);
            Assert.Contains((rows.Levels("city")[row], rows.Levels("country")[row]), pairs);
            Assert.InRange(rows.Numbers("age").Values[row], 18, 80);
            Assert.Equal(goods, Math.Round(goods, 2));
        }

        Assert.Equal(rows.RowCount, rows.Numbers("number").Values.Distinct().Count());
        Assert.Equal(rows.RowCount, rows.Levels("order").Codes.Distinct().Count());
        Assert.All(rows.Levels("order").Levels, id => Assert.Matches("^A-[0-9]{6}$", id));
        Assert.All(rows.Numbers("coupon").Values, value => Assert.True(double.IsNaN(value)));
    }

    [Fact]
    public void A_model_says_how_many_rows_broke_the_schema_and_taught_it_nothing()
    {
        var (seed, schema) = Seeds.Orders(rows: 500);
        Assert.Null(Fitted["independent"].Manifest.Provenance.RowsLeftOut);
        double[] goods = [.. seed.Numbers("goods").Values.Select((value, row) => row < 3 ? value + 5e-9 : value)];
        var off = new Table([
            .. seed.Columns.Select(column => column.Name == "goods" ? Seeds.Numbers("goods", goods) : column),
        ]);
        Assert.Equal(3, Generators.Named("independent").Fit(off, schema).Manifest.Provenance.RowsLeftOut);
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
    public void Rows_do_not_depend_on_how_the_work_is_cut(string name)
    {
        var model = Fitted[name];
        using var sampler = new OnnxTokenSampler(model.Graph);
        byte[] whole = Sample(new SampleRequest(10_000, Seed: 5) { Parallelism = 2 }).Csv(model.Manifest.Schema);
        byte[] alone = Sample(new SampleRequest(10_000, Seed: 5) { Parallelism = 1 }).Csv(model.Manifest.Schema);
        Assert.Equal(whole, alone);

        using var pieces = new MemoryStream();
        using (var writer = new Tables.Csv.CsvRowWriter(pieces, model.Manifest.Schema))
        {
            foreach (var (first, count) in new (long, long)[] { (0, 1), (1, 4_094), (4_095, 2), (4_097, 5_903) })
            {
                writer.Write(Sample(new SampleRequest(count, Seed: 5, FirstRow: first)));
            }
        }

        Assert.Equal(whole, pieces.ToArray());

        using var blocks = new MemoryStream();
        using (var writer = new Tables.Csv.CsvRowWriter(blocks, model.Manifest.Schema))
        {
            foreach (
                var block in RowSampler.Blocks(
                    model,
                    sampler,
                    new SampleRequest(10_000, Seed: 5),
                    Seeds.Silent,
                    CancellationToken.None
                )
            )
            {
                writer.Write(block.Rows);
            }
        }

        Assert.Equal(whole, blocks.ToArray());

        Table Sample(SampleRequest request) =>
            RowSampler.Sample(model, sampler, request, Seeds.Silent, CancellationToken.None).Table;
    }

    [Theory, MemberData(nameof(Names))]
    public void The_same_seed_gives_the_same_bytes_and_another_seed_gives_others(string name)
    {
        var model = Fitted[name];
        byte[] once = model.Rows(5_000, seed: 3).Csv(model.Manifest.Schema);
        var (seed, schema) = Seeds.Orders();
        byte[] fittedAgain = Generators.Named(name).Fit(seed, schema).Rows(5_000, seed: 3).Csv(schema);
        Assert.Equal(once, fittedAgain);
        Assert.NotEqual(once, model.Rows(5_000, seed: 4).Csv(schema));
    }

    [Theory, MemberData(nameof(Names))]
    public void A_model_that_was_written_and_read_gives_the_same_rows(string name)
    {
        var model = Fitted[name];
        var read = ModelDocument.Read(ModelDocument.Write(model.Manifest), model.Graph);
        Assert.Equal(model.Rows(2_000).Csv(model.Manifest.Schema), read.Rows(2_000).Csv(model.Manifest.Schema));
    }

    [Theory, MemberData(nameof(Names))]
    public void Given_cells_come_out_as_given_and_the_rest_holds_the_constraints(string name)
    {
        var model = Fitted[name];
        var cells = new Table([
            Seeds.Numbers("age", [30, double.NaN, 61]),
            Seeds.Levels("country", ["France", "Italy", null]),
            Seeds.Numbers("tax", [19.99, 250, double.NaN]),
        ]);
        using var sampler = new OnnxTokenSampler(model.Graph);
        using var conditioned = new ConditionedSamplers(model);
        var rows = RowSampler
            .Sample(
                model,
                sampler,
                new SampleRequest(6_000, Seed: 2, Given: conditioned.Complete(cells)),
                Seeds.Silent,
                CancellationToken.None
            )
            .Table;
        for (int row = 0; row < rows.RowCount; row++)
        {
            if (row % 3 != 1)
            {
                Assert.Equal(row % 3 == 0 ? 30 : 61, rows.Numbers("age").Values[row]);
            }
            if (row % 3 == 0)
            {
                Assert.True(rows.Levels("city")[row] is "Lyon" or "Nice");
            }
            if (row % 3 == 1)
            {
                Assert.Equal("Turin", rows.Levels("city")[row]);
            }
            if (row % 3 != 2)
            {
                Assert.Equal(row % 3 == 0 ? 19.99 : 250, rows.Numbers("tax").Values[row]);
            }
            Assert.Equal(
                rows.Numbers("total").Values[row],
                rows.Numbers("goods").Values[row] + rows.Numbers("tax").Values[row],
                0.005
            );
        }

        Assert.True(rows.Numbers("goods").Values.Distinct().Count() > 10);
    }

    [Theory, MemberData(nameof(Names))]
    public void A_condition_holds_in_every_row_and_shares_are_exact(string name)
    {
        var model = Fitted[name];
        using var sampler = new OnnxTokenSampler(model.Graph);
        using var conditioned = new ConditionedSamplers(model);
        var where = conditioned.Complete(Conditions.Row(model.Manifest, [("country", "France")]));
        var cells = Rebalancing.Cells(
            model,
            sampler,
            "gift",
            [new Share("yes", 0.25)],
            where,
            4_000,
            3,
            CancellationToken.None
        );
        var rows = RowSampler
            .Sample(
                model,
                sampler,
                new SampleRequest(4_000, 3, Given: conditioned.Complete(cells)),
                Seeds.Silent,
                CancellationToken.None
            )
            .Table;
        Assert.All(Enumerable.Range(0, 4_000), row => Assert.True(rows.Levels("city")[row] is "Lyon" or "Nice"));
        Assert.Equal(1_000, Enumerable.Range(0, 4_000).Count(row => rows.Levels("gift")[row] == "yes"));
        double[] goods = rows.Numbers("goods").Values,
            tax = rows.Numbers("tax").Values,
            total = rows.Numbers("total").Values;
        Assert.All(Enumerable.Range(0, 4_000), row => Assert.Equal(total[row], goods[row] + tax[row], 0.005));
    }

    [Theory, MemberData(nameof(Names))]
    public void Ten_rows_constants_missing_columns_and_ten_thousand_levels_are_modelled(string name)
    {
        foreach (var seed in new[] { Small(10), Small(11), Many() })
        {
            var schema = new Schema("small", [.. seed.Columns.Select(Describe)]);
            var rows = Generators.Named(name).Fit(seed, schema).Rows(5_000);
            Assert.Equal(5_000, rows.RowCount);
            Assert.All(seed.Columns.OfType<LevelData>(), column =>
                Assert.All(rows.Levels(column.Name).Codes, code => Assert.InRange(code, 0, column.Levels.Count - 1))
            );
        }

        static Table Small(int rows) =>
            new([
                Seeds.Levels("level", Enumerable.Repeat("a", rows)),
                Seeds.Numbers("number", Enumerable.Range(0, rows).Select(row => row * 1.5)),
                Seeds.Numbers("nothing", Enumerable.Repeat(double.NaN, rows)),
            ]);
        static Table Many() =>
            new([
                new LevelData
                {
                    Name = "level",
                    Codes = [.. Enumerable.Range(0, 20_000).Select(row => row % 10_000)],
                    Levels = [.. Enumerable.Range(0, 10_000).Select(level => $"l{level}")],
                },
                Seeds.Numbers("number", Enumerable.Range(0, 20_000).Select(row => row % 10_000 * 0.01)),
            ]);
        static Column Describe(ColumnData column) =>
            column is LevelData levels ? Seeds.Category(levels) : new DecimalColumn(column.Name) { Nullable = true };
    }

    [Theory, MemberData(nameof(Names))]
    public void Fifty_thousand_levels_are_modelled_and_drawn(string name)
    {
        const int levels = 50_000;
        var many = new LevelData
        {
            Name = "many",
            Codes = [.. Enumerable.Range(0, levels)],
            Levels = [.. Enumerable.Range(0, levels).Select(level => $"l{level}")],
        };
        var seed = new Table([
            many,
            Seeds.Levels("half", Enumerable.Range(0, levels).Select(row => row < levels / 2 ? "low" : "high")),
        ]);
        var rows = Generators
            .Named(name)
            .Fit(seed, new Schema("many", [Seeds.Category(many), Seeds.Category(seed.Levels("half"))]))
            .Rows(4_096);
        Assert.All(rows.Levels("many").Codes, code => Assert.InRange(code, 0, levels - 1));
        // No level is drawn more often than a level of share 1/50,000 would be once in a million:
        // P(Poisson(4,096/50,000) > 5) < 10⁻⁹ a level.
        Assert.True(rows.Levels("many").Codes.GroupBy(code => code).Max(level => level.Count()) <= 5);
    }
}
