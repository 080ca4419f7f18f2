using AethergenAI.Conformance;
using AethergenAI.Data.Privacy;
using AethergenAI.Data.Tests.Tenancy;
using AethergenAI.Privacy;
using AethergenAI.Privacy.Ledger;
using AethergenAI.Seeding;
using AethergenAI.Workspace;
using Microsoft.EntityFrameworkCore;

namespace AethergenAI.Data.Tests.Privacy;

/// <summary>A ledger that counts for rows of the same people does what every ledger does.</summary>
public sealed class SamePeopleTests(WalledDatabase database)
    : LedgerConformance,
        IClassFixture<WalledDatabase>,
        IAsyncLifetime
{
    private readonly string earlier = Hash(),
        later = Hash();

    private readonly CancellationToken ct = TestContext.Current.CancellationToken;

    protected override int Many => 50;

    protected override ILedger Open() => Ledger(later);

    protected override Task SetLimitAsync(PrivacyLimit limit, string? reason) =>
        Ledger(later).LimitAsync(limit, "owner@example.org", ct, reason);

    /// <summary>The later data set counts to the earlier one's ledger, without an entry that says so.</summary>
    public async ValueTask InitializeAsync()
    {
        await AddAsync(earlier, 1);
        await AddAsync(later, 1000);
        await using var db = database.Tenants.OpenFor(database.First);
        await db
            .Datasets.Where(row => row.Sha256 == later)
            .ExecuteUpdateAsync(row => row.SetProperty(it => it.CountsTo, earlier), ct);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Whichever_data_set_is_charged_both_have_it()
    {
        await Ledger(earlier).LimitAsync(new PrivacyLimit(1, 1e-9), "owner@example.org", ct);
        Ledger(later).Append(Charge(0.4));
        Ledger(earlier).Append(Charge(0.4));
        await Ledger(later).TouchOutsideAsync("seed", "a look", ct);

        Assert.Equal(earlier, Ledger(later).Read().Dataset);
        Assert.Equal(
            CanonicalJson.Serialize(Ledger(earlier).Read()),
            CanonicalJson.Serialize(await Ledger(later).ReadAsync(ct))
        );
        Assert.Equal(
            "privacy.overspent",
            Assert.Throws<RefusedException>(() => Ledger(later).Append(Charge(0.9))).Code
        );
    }

    [Fact]
    public async Task Charges_that_wait_while_an_owner_speaks_go_to_the_ledger_that_counts_then()
    {
        string first = Hash(),
            second = Hash();
        await AddAsync(first, 5000);
        await AddAsync(second, 5000);
        await Ledger(first).LimitAsync(new PrivacyLimit(1, 1e-9), "owner@example.org", ct);
        using var start = new ManualResetEventSlim();
        var charges = Enumerable
            .Range(0, 12)
            .Select(i =>
                Task.Run(
                    () =>
                    {
                        start.Wait(ct);
                        try
                        {
                            Ledger(i % 3 == 0 ? first : second).Append(Charge(0.25));
                        }
                        catch (RefusedException refusal) when (refusal.Code == "privacy.overspent")
                        {
                            // All that counts is that no more is spent than there is.
                        }
                    },
                    ct
                )
            )
            .ToList();
        start.Set();
        string? refused = null;
        await using (var db = database.Tenants.OpenFor(database.First))
        {
            try
            {
                await new SamePeople(db, "owner@example.org", new MicrosecondClock()).JoinAsync(
                    Seed(second),
                    Seed(first),
                    ct
                );
            }
            catch (RefusedException refusal)
            {
                refused = refusal.Code;
            }
        }
        await Task.WhenAll(charges);

        var kept = Ledger(second).Read();
        Assert.Equal(refused is null ? first : second, kept.Dataset);
        Assert.True(refused is null or "privacy.overspent");
        Assert.InRange(Ledger(first).Read().EpsilonAt(1e-9), 0, 1);
        Assert.Equal(Enumerable.Range(1, kept.Entries.Count), kept.Entries.Select(entry => entry.Number));
    }

    [Fact]
    public async Task A_key_is_made_once_for_each_organisation()
    {
        byte[][] keys = await Task.WhenAll(
            Enumerable
                .Range(0, 6)
                .Select(async _ =>
                {
                    await using var db = database.Tenants.OpenFor(database.Second);
                    return await db.SketchKeyAsync(ct);
                })
        );
        Assert.Single(keys.Select(Convert.ToHexString).Distinct());
        await using var other = database.Tenants.OpenFor(database.First);
        Assert.NotEqual(keys[0], await other.SketchKeyAsync(ct));
    }

    [Fact]
    public async Task Data_sets_that_are_added_at_once_have_one_order()
    {
        string[] hashes = [.. Enumerable.Range(0, 8).Select(_ => Hash())];
        await Task.WhenAll(hashes.Concat(hashes).Select((hash, i) => AddAsync(hash, 10_000 + i)));
        await using var db = database.Tenants.OpenFor(database.First);
        var numbers = await db.Datasets.Select(row => row.Number).OrderBy(number => number).ToListAsync(ct);
        Assert.Equal(Enumerable.Range(1, numbers.Count), numbers);
    }

    /// <summary>Earlier versions took fingerprints that depend on the order of the columns.</summary>
    [Fact]
    public async Task A_sketch_of_an_earlier_version_is_replaced_and_no_other()
    {
        string hash = Hash();
        RowSketch[] sketches = [new([1]), new([2, 3], CellOrder.OfNames), new([4], CellOrder.OfNames)];
        foreach (var rows in sketches)
        {
            await using var db = database.Tenants.OpenFor(database.First);
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            await SharedDatasets.AddAsync(db, hash, rows, ct);
            await transaction.CommitAsync(ct);
        }
        await using var after = database.Tenants.OpenFor(database.First);
        Assert.Equal([2, 3], (await after.Datasets.SingleAsync(row => row.Sha256 == hash, ct)).Rows.Fingerprints);
    }

    private async Task AddAsync(string hash, int from)
    {
        await using var db = database.Tenants.OpenFor(database.First);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var rows = new RowSketch([.. Enumerable.Range(from, 200).Select(row => (ulong)row)]);
        await SharedDatasets.AddAsync(db, hash, rows, ct);
        await transaction.CommitAsync(ct);
    }

    private PostgresLedger Ledger(string dataset) =>
        new(database.Tenants, database.First, dataset, new MicrosecondClock());

    private static string Hash() => Guid.NewGuid().ToString("N");

    private static SeedFile Seed(string hash) =>
        new()
        {
            Id = Id<SeedFile>.New(),
            ProjectId = Id<Project>.New(),
            Name = "rows.csv",
            Sha256 = hash,
            Bytes = 1,
            Rows = 200,
            Profile = new(new("rows", []), 200, []),
            CreatedAt = DateTimeOffset.UnixEpoch,
        };

    private static LedgerCharge Charge(double epsilon) =>
        new(
            new PrivacyUnit("patient", 3),
            "run",
            "a touch",
            "test",
            new Dictionary<string, string>(),
            Zcdp.Rho(epsilon, 1e-9)
        );
}
