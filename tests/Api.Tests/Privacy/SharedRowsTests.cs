using System.Net;
using AethergenAI.Data.Privacy;
using AethergenAI.Formats;
using AethergenAI.Seeding;
using AethergenAI.Workspace;
using Npgsql;
using static AethergenAI.Api.Tests.Privacy.Visits;

namespace AethergenAI.Api.Tests.Privacy;

/// <summary>A changed byte makes no new privacy budget: the seed's page says so, and private runs wait.</summary>
public sealed class SharedRowsTests(ApiFixture api)
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_seed_with_a_changed_byte_names_the_one_it_shares_rows_with()
    {
        using var owner = await api.SignInAsync();
        string project = await ProjectAsync(owner);
        var first = await owner.UploadAsync(project, Rows(400), "first.csv");
        Assert.Equal("nothing", State(first));
        Assert.Equal(0, first.GetProperty("sharedRows").GetProperty("seeds").GetArrayLength());

        var second = await owner.UploadAsync(project, Rows(400, changed: 7), "second.csv");
        Assert.Equal("undecided", State(second));
        var other = Assert.Single(second.GetProperty("sharedRows").GetProperty("seeds").EnumerateArray());
        Assert.Equal(first.Id(), other.Id());
        Assert.Equal("first.csv", other.GetProperty("name").GetString());
        Assert.InRange(other.GetProperty("share").GetDouble(), 0.95, 1);
        Assert.True(other.GetProperty("earlier").GetBoolean());
        Assert.False(other.GetProperty("sameLedger").GetBoolean());
        Assert.False(other.GetProperty("waits").GetBoolean());
        Assert.Equal(second.GetRawText(), (await owner.GetAsync($"/api/seeds/{second.Id()}")).GetRawText());

        // The earlier one says so too, and waits for nobody.
        var earlier = await owner.GetAsync($"/api/seeds/{first.Id()}");
        Assert.Equal("nothing", State(earlier));
        var later = earlier.GetProperty("sharedRows").GetProperty("seeds")[0];
        Assert.False(later.GetProperty("earlier").GetBoolean());
        Assert.True(later.GetProperty("waits").GetBoolean());
        Assert.False((await owner.GetAsync($"/api/projects/{project}/seeds"))[0].TryGetProperty("sharedRows", out _));
    }

    [Fact]
    public async Task Other_rows_the_same_bytes_and_another_organisation_s_rows_are_no_matter()
    {
        using var owner = await api.SignInAsync();
        string project = await ProjectAsync(owner);
        await owner.UploadAsync(project, Rows(400));
        Assert.Equal("nothing", State(await owner.UploadAsync(project, Rows(400), "again.csv")));
        Assert.Equal("nothing", State(await owner.UploadAsync(project, Rows(400, from: 5000), "other.csv")));

        using var stranger = await api.SignInAsync();
        var theirs = await stranger.UploadAsync(await ProjectAsync(stranger), Rows(400, changed: 3));
        Assert.Equal("nothing", State(theirs));
    }

    [Fact]
    public async Task Rows_are_recognised_in_parquet_too()
    {
        using var owner = await api.SignInAsync();
        string project = await ProjectAsync(owner);
        await owner.UploadAsync(project, Rows(400), "first.csv");
        using var parquet = new ByteArrayContent(Parquet(Rows(400, changed: 7)));
        Assert.Equal("undecided", State(await owner.UploadAsync(project, parquet, "second.parquet")));
    }

    [Fact]
    public async Task A_private_run_waits_for_an_owner_and_any_other_run_does_not()
    {
        using var owner = await api.SignInAsync();
        string project = await ProjectAsync(owner),
            schema = await SchemaAsync(owner, project);
        await owner.UploadAsync(project, Rows(400), "first.csv");
        string second = (await owner.UploadAsync(project, Rows(400, changed: 7), "second.csv")).Id();

        foreach (string path in (string[])["runs", "plan"])
        {
            var problem = await owner.PostRefusedAsync(
                $"/api/projects/{project}/{path}",
                Run(second, schema),
                HttpStatusCode.Conflict,
                "seed.shares-rows"
            );
            string told = problem.GetProperty("detail").GetString()!;
            Assert.Contains("'second.csv' shares about ", told, StringComparison.Ordinal);
            Assert.Contains("of the rows with seed 'first.csv'", told, StringComparison.Ordinal);
        }
        await owner.PostAsync($"/api/projects/{project}/runs", Samples.NewRun(second, schema));
    }

    [Fact]
    public async Task Seeds_from_before_rows_were_recognised_are_compared_in_the_order_of_their_uploads()
    {
        using var owner = await api.SignInAsync();
        string project = await ProjectAsync(owner);
        string first = await OldSeedAsync(owner, project, Rows(400), "first.csv"),
            second = await OldSeedAsync(owner, project, Rows(400, changed: 7), "second.csv");

        Assert.Equal("undecided", State(await owner.GetAsync($"/api/seeds/{second}")));
        Assert.Equal("nothing", State(await owner.GetAsync($"/api/seeds/{first}")));
    }

    /// <summary>An earlier version took fingerprints that depend on the order of the columns.</summary>
    [Fact]
    public async Task Columns_in_another_order_are_recognised_also_beside_a_seed_that_an_earlier_version_read()
    {
        using var owner = await api.SignInAsync();
        string project = await ProjectAsync(owner);
        await owner.UploadAsync(project, Rows(400), "first.csv");
        await MakeEarlierAsync(owner, new RowSketch([1, 2, 3]));

        var swapped = Rows(400).TrimEnd().Split('\n').Select(row => string.Join(',', row.Split(',').Reverse()));
        var second = await owner.UploadAsync(project, string.Join('\n', swapped), "swapped.csv");

        Assert.Equal("undecided", State(second));
    }

    /// <summary>Its fingerprints cannot be taken anew, so the later file's are taken as an earlier version did.</summary>
    [Fact]
    public async Task A_seed_that_an_earlier_version_read_is_recognised_also_when_its_file_is_gone()
    {
        using var owner = await api.SignInAsync();
        string project = await ProjectAsync(owner);
        string sha256 = (await owner.UploadAsync(project, Rows(400), "first.csv")).GetProperty("sha256").GetString()!;
        await using (var db = api.Tenants.OpenFor(owner.Tenant))
        {
            byte[] text = System.Text.Encoding.UTF8.GetBytes(Rows(400)),
                key = await db.SketchKeyAsync(Ct);
            await MakeEarlierAsync(owner, RowSketch.Of(() => new MemoryStream(text), key, Ct, CellOrder.OfFile));
        }
        Assert.True(await api.Blobs.RemoveAsync(owner.Tenant, sha256, DateTimeOffset.MaxValue, Ct));

        var second = await owner.UploadAsync(project, Rows(400, changed: 7), "second.csv");

        Assert.Equal("undecided", State(second));
        Assert.InRange(
            second.GetProperty("sharedRows").GetProperty("seeds")[0].GetProperty("share").GetDouble(),
            0.95,
            1
        );
        Assert.Equal("nothing", State(await owner.UploadAsync(project, Rows(400, from: 5000), "other.csv")));
    }

    private static byte[] Parquet(string csv)
    {
        string folder = Directory.CreateTempSubdirectory("aethergen-parquet-").FullName,
            text = Path.Combine(folder, "rows.csv"),
            file = Path.Combine(folder, "rows.parquet");
        File.WriteAllText(text, csv);
        var schema = TableFile.Infer(text, "rows").Schema;
        using (var writer = TableFile.Create(file, schema))
        {
            writer.Append(TableFile.Read(text, schema));
            writer.Complete();
        }
        byte[] bytes = File.ReadAllBytes(file);
        Directory.Delete(folder, recursive: true);
        return bytes;
    }

    /// <summary>Stores a seed as a version without sketches did.</summary>
    private async Task<string> OldSeedAsync(Person owner, string project, string csv, string name)
    {
        byte[] bytes = System.Text.Encoding.UTF8.GetBytes(csv);
        var blob = await api.Blobs.PutAsync(owner.Tenant, (file, ct) => file.WriteAsync(bytes, ct).AsTask(), Ct);
        await using var db = api.Tenants.OpenFor(owner.Tenant);
        var seed = new SeedFile
        {
            Id = Id<SeedFile>.New(),
            ProjectId = Id<Project>.Parse(project, null),
            Name = name,
            Sha256 = blob.Sha256,
            Bytes = blob.Bytes,
            Rows = 400,
            Profile = new(new("rows", []), 400, []),
            CreatedAt = TimeProvider.System.GetUtcNow(),
        };
        db.Seeds.Add(seed);
        await db.SaveChangesAsync(Ct);
        return seed.Id.ToString();
    }

    /// <summary>Gives all data sets of a tenant a sketch, as only the owner of the tables can.</summary>
    private async Task MakeEarlierAsync(Person person, RowSketch sketch)
    {
        await using NpgsqlDataSource owner = NpgsqlDataSource.Create(api.OwnerConnection);
        await using NpgsqlConnection connection = await owner.OpenConnectionAsync(Ct);
        await using var tenant = new NpgsqlCommand("select set_config('app.tenant', $1, false)", connection);
        tenant.Parameters.Add(new() { Value = person.Tenant.ToString() });
        await tenant.ExecuteNonQueryAsync(Ct);
        await using var change = new NpgsqlCommand(
            "update datasets set sketch = $1 where tenant_id = current_tenant()",
            connection
        );
        change.Parameters.Add(new() { Value = sketch.ToBytes() });
        Assert.True(await change.ExecuteNonQueryAsync(Ct) > 0);
    }
}
