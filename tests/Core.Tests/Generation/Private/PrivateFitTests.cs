using AethergenAI.Core.Tests.Artefacts;
using AethergenAI.Generation;
using AethergenAI.Generation.Encodings;
using AethergenAI.Generation.Private;
using AethergenAI.Privacy;
using AethergenAI.Tables;
using AethergenAI.Tables.Constraints;

namespace AethergenAI.Core.Tests.Generation.Private;

public sealed class PrivateFitTests
{
    [Fact]
    public void Tokens_follow_the_declared_domain_and_not_the_rows()
    {
        var encoded = PrivateSeed.Begin(PrivateSeed.Request()).Encode(CancellationToken.None);

        Assert.Equal(["age", "ward", "visits"], encoded.Columns.Select(column => column.Name));
        Assert.Equal([3, 4, 5], encoded.Columns.Select(column => column.Count));
        Assert.Equal([0, 1, 1, 2], encoded.Columns[0].Tokens);
        Assert.Equal([0, 3, 2, 0], encoded.Columns[1].Tokens); // the last token is a missing cell
        Assert.Equal([0, 1, 4, 2], encoded.Columns[2].Tokens);
        Assert.Equal([17, 64, 99], ((NumberEncoding)encoded.Encodings[1]).Scale.Cells.Select(cell => cell[^1]));
    }

    [Fact]
    public void Another_seed_of_the_same_schema_has_the_same_encodings()
    {
        var one = PrivateSeed.Begin(PrivateSeed.Request()).Encode(CancellationToken.None);
        var other = PrivateSeed
            .Begin(PrivateSeed.Request(PrivateSeed.Rows([5], ["B"], [3])))
            .Encode(CancellationToken.None);

        Assert.Equal(CanonicalJson.Serialize(one.Encodings), CanonicalJson.Serialize(other.Encodings));
    }

    [Fact]
    public void Listed_values_are_tokens_and_others_count_as_the_nearest()
    {
        var schema = PrivateSeed.Schema with
        {
            Columns =
            [
                PrivateSeed.Schema.Columns[0],
                new IntegerColumn("age") { Domain = ColumnDomain.Public, Values = [0, 18, 65] },
                .. PrivateSeed.Schema.Columns.Skip(2),
            ],
        };
        var rows = PrivateSeed.Rows([-5, 18, 41, 42, 90], ["A", "A", "A", "A", "A"], [0, 0, 0, 0, 0]);
        var encoded = PrivateSeed.Begin(PrivateSeed.Request(rows, schema)).Encode(CancellationToken.None);

        Assert.Equal([0, 1, 1, 2, 2], encoded.Columns[0].Tokens);
        Assert.Equal([0, 18, 65], ((NumberEncoding)encoded.Encodings[1]).Scale.Cells.Select(cell => cell.Single()));
    }

    [Fact]
    public void Everything_that_is_not_declared_is_said_at_once()
    {
        var schema = PrivateSeed.Schema with
        {
            Privacy = null,
            Columns =
            [
                new IntegerColumn("age"),
                new IntegerColumn("visits"),
                new CategoricalColumn("ward", ["A"]),
                new DecimalColumn("fee"),
            ],
        };
        var refusal = Assert.Throws<RefusedException>(() => PrivateSeed.Begin(PrivateSeed.Request(schema: schema)));

        Assert.Equal("privacy.not-declared", refusal.Code);
        foreach (
            string part in (string[])["(1)", "maxRows", "'age', 'visits'", "'ward'", "'fee'", "(4)", "domain-share"]
        )
        {
            Assert.Contains(part, refusal.Message, StringComparison.Ordinal);
        }
        Assert.DoesNotContain("(5)", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Values_outside_are_clamped_and_how_many_is_not_said()
    {
        var said = new List<string>();
        var request = PrivateSeed.Request(PrivateSeed.Rows([-3, 120, 50], ["A", "X", "B"], [0, 9, 1])) with
        {
            Progress = new Heard(said),
        };
        var encoded = PrivateSeed.Begin(request).Encode(CancellationToken.None);

        Assert.Equal([0, 2, 1], encoded.Columns[0].Tokens);
        Assert.Equal([0, 3, 1], encoded.Columns[1].Tokens); // a level that is not public counts as missing
        Assert.Equal([0, 4, 1], encoded.Columns[2].Tokens);
        Assert.StartsWith("If a cell is outside", Assert.Single(said), StringComparison.Ordinal);
    }

    [Fact]
    public void Noise_is_charged_before_it_is_drawn_and_within_what_was_set_aside()
    {
        var account = PrivateSeed.Account();
        var fit = PrivateSeed.Begin(PrivateSeed.Request(account: account));
        fit.Measure("m", new MeasurementCharge("test", "a touch", new Dictionary<string, string>(), fit.Rho), bits =>
        {
            Assert.Equal(["reservation", "test"], account.Ledger.Read().Entries.Select(entry => entry.Mechanism));
            return 0;
        });

        Assert.Equal(Zcdp.Rho(1, 1e-9), account.Ledger.Read().Spent, 1e-15);
        Assert.Equal(1, fit.Claim().Epsilon, 1e-5);
        Assert.Equal("ε = 1 at δ = 1e-9, per row, add/remove", fit.Claim().Words);
    }

    [Fact]
    public void Counts_get_noise_of_the_variance_that_is_paid_for()
    {
        var fit = PrivateSeed.Begin(PrivateSeed.Request(options: ("epsilon", "1")));
        long[] noisy = fit.MeasureCounts("m", "counts", new long[20_000], fit.Rho);

        // σ² = 1/2ρ; the variance of n squares of a normal is 2σ⁴/n: 5·√(2/20 000) = 5 %.
        double variance = noisy.Average(count => (double)count * count);
        Assert.Equal(1, variance * 2 * fit.Rho, 0.05);
    }

    [Fact]
    public void A_resumed_fit_reads_what_it_measured_and_pays_nothing()
    {
        var artefacts = new MemoryArtefacts();
        var account = PrivateSeed.Account();
        var request = PrivateSeed.Request(account: account) with { Kept = PrivateSeed.Kept(artefacts) };
        var first = PrivateSeed.Begin(request);
        long[] measured = first.MeasureCounts("m", "counts", [1, 2, 3], first.Rho / 2);
        double spent = account.Ledger.Read().Spent;

        var resumed = PrivateSeed.Begin(request);
        Assert.Equal(measured, resumed.MeasureCounts("m", "counts", [1, 2, 3], resumed.Rho / 2));
        Assert.Equal(spent, account.Ledger.Read().Spent);
        Assert.Equal(2, account.Ledger.Read().Entries.Count);
    }

    [Fact]
    public void A_measurement_that_is_drawn_again_is_paid_again_and_claimed()
    {
        var artefacts = new MemoryArtefacts();
        var account = PrivateSeed.Account();
        var request = PrivateSeed.Request(account: account) with { Kept = PrivateSeed.Kept(artefacts) };
        var first = PrivateSeed.Begin(request);
        Assert.Throws<OperationCanceledException>(() =>
            first.Measure<int>(
                "m",
                new MeasurementCharge("test", "lost", new Dictionary<string, string>(), first.Rho),
                _ => throw new OperationCanceledException()
            )
        );

        var resumed = PrivateSeed.Begin(request);
        resumed.MeasureCounts("m", "counts", [1], resumed.Rho);
        Assert.Equal(2 * resumed.Rho, account.Ledger.Read().Spent, 1e-12);
        Assert.InRange(resumed.Claim().Epsilon, 1.3, 2);
    }

    [Fact]
    public void Another_seed_in_the_same_place_reads_nothing_of_the_first()
    {
        var artefacts = new MemoryArtefacts();
        var account = PrivateSeed.Account();
        var request = PrivateSeed.Request(account: account) with { Kept = PrivateSeed.Kept(artefacts) };
        var first = PrivateSeed.Begin(request);
        first.MeasureCounts("m", "counts", [1_000_000], first.Rho);

        var other = PrivateSeed.Begin(request with { Seed = PrivateSeed.Rows([5], ["B"], [3]) });
        Assert.InRange(other.MeasureCounts("m", "counts", [0], other.Rho)[0], -1000, 1000);
        Assert.Equal(2 * first.Rho, account.Ledger.Read().Spent, 1e-12);
    }

    [Fact]
    public void A_model_with_a_claim_names_nothing_exact_of_its_seed()
    {
        var request = PrivateSeed.Request();
        var fit = PrivateSeed.Begin(request);
        var encoded = fit.Encode(CancellationToken.None);
        var manifest = ModelDocument
            .Assemble("measured", request, encoded, new { }, [1], "none", 0, CancellationToken.None, fit.Claim())
            .Manifest;

        Assert.Equal(("withheld", 0), (manifest.Provenance.SeedHash, manifest.Provenance.SeedRows));
        Assert.Equal(fit.Claim().Words, manifest.Privacy);
    }

    [Fact]
    public void A_claim_is_withheld_where_something_else_touched_the_data()
    {
        var schema = PrivateSeed.Schema with
        {
            Constraints = [new InequalityConstraint("visits", "age") { Reason = "holds in all rows" }],
        };
        var account = PrivateSeed.Account() with { Outside = ["the schema was inferred from the seed"] };
        string words = PrivateSeed.Begin(PrivateSeed.Request(schema: schema, account: account)).Claim().Words;

        Assert.Equal(
            "withheld: the schema was inferred from the seed; "
                + "the constraint 'visits' ≤ 'age' was proposed from the seed",
            words
        );
    }

    [Fact]
    public void Computed_columns_and_keys_take_no_budget()
    {
        var schema = PrivateSeed.Schema with
        {
            Columns = [.. PrivateSeed.Schema.Columns, new IntegerColumn("total", 0, 200)],
            Constraints = [new SumConstraint(["age", "visits"], "total")],
        };
        var rows = new Table([
            .. PrivateSeed.Four.Columns,
            new NumberData { Name = "total", Values = [17, 19, 68, 92] },
        ]);
        var encoded = PrivateSeed.Begin(PrivateSeed.Request(rows, schema)).Encode(CancellationToken.None);

        Assert.Equal(3, encoded.Columns.Count);
        Assert.IsType<SumEncoding>(encoded.Encodings[^1]);
        Assert.IsType<IdentifierEncoding>(encoded.Encodings[0]);
    }

    private sealed class Heard(List<string> said) : IProgress<RunProgress>
    {
        public void Report(RunProgress value)
        {
            if (value.Message is { } message)
            {
                said.Add(message);
            }
        }
    }
}
