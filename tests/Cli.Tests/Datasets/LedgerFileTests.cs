using AethergenAI.Cli.Datasets;
using AethergenAI.Conformance;
using AethergenAI.Privacy.Ledger;

namespace AethergenAI.Cli.Tests.Datasets;

/// <summary>The ledger in a file does what every ledger does, and says what is wrong with a file.</summary>
public sealed class LedgerFileTests : LedgerConformance, IDisposable
{
    private const string Foreign = "deadbeef:0000000000000000000000000000000000000000000000000000000000000000";

    /// <summary>A constructor, since fields may be set at their first use only, which is in the middle of a test.
    /// </summary>
    static LedgerFileTests()
    {
        var home = Directory.CreateTempSubdirectory("aethergen-home-");
        Environment.SetEnvironmentVariable("AETHERGEN_HOME", home.FullName);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => home.Delete(recursive: true);
    }

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("aethergen-ledger-");

    protected override int Many => 200;

    private string File => Path.Combine(RealPath.Of(folder.FullName), "ledger.json");

    public void Dispose() => folder.Delete(recursive: true);

    protected override ILedger Open() => new LedgerFile(File);

    protected override Task SetLimitAsync(PrivacyLimit limit, string? reason)
    {
        new LedgerFile(File).Change(ledger => ledger.SetLimit(limit, "test", reason, TimeProvider.System.GetUtcNow()));
        return Task.CompletedTask;
    }

    [Theory]
    [InlineData("\"rho\": 0.05", "\"rho\": 0.04", "changed by something other than this program")]
    [InlineData("\"rho\": 0.05", "\"rho\": 0.009", "cost more than it sets aside")]
    [InlineData("\"rho\": 0.05", "\"rho\": 1e999", "is not a number from 0 on")]
    [InlineData("\"rho\": 0.05", "\"rho\": -1", "is not a number from 0 on")]
    [InlineData("\"version\": 1", "\"version\": 2", "its version is 2, and this program reads version 1")]
    [InlineData("\"number\": 1", "\"number\": 2", "missing, doubled or out of order")]
    [InlineData("\"epsilon\": 3", "\"epsilon\": 30", "not the one that entry 1 sets")]
    [InlineData("\"at\": \"20", "\"at\": \"30", "of the future")]
    [InlineData("\"run\": \"run\"", "\"run\": \"walk\"", "changed by something other than this program")]
    public async Task A_ledger_that_was_edited_is_refused_with_the_reason(string was, string now, string fault)
    {
        await SetLimitAsync(new PrivacyLimit(3, 1e-9), null);
        int reservation = Open().Append(Charge(0.05, LedgerCharge.Reservation)).Number;
        Open().Append(Charge(0.01) with { Within = reservation });
        string before = await System.IO.File.ReadAllTextAsync(File);
        Assert.Contains(was, before, StringComparison.Ordinal);
        int at = before.IndexOf(was, StringComparison.Ordinal);
        string edited = before[..at] + now + before[(at + was.Length)..];
        await System.IO.File.WriteAllTextAsync(File, edited);

        var refused = Assert.Throws<RefusedException>(() => Open().Append(Charge(0.001)));
        Assert.Equal("cli.not-a-ledger", refused.Code);
        Assert.Contains(fault, refused.Message, StringComparison.Ordinal);
        Assert.Equal(edited, await System.IO.File.ReadAllTextAsync(File));
    }

    /// <summary>What a person can do who may write the file, but has no key.</summary>
    [Theory]
    [InlineData("\"entries\": []", null, "missing or changed")]
    [InlineData(null, null, "its seal is missing")]
    [InlineData(null, "", "its seal is missing")]
    [InlineData(null, "nobody", "its seal is missing")]
    [InlineData("\"entries\": []", Foreign, "missing or changed")]
    [InlineData(null, Foreign, null)] // another user of the same file has written it
    public async Task A_ledger_is_known_again_where_its_seal_tells_nothing(string? entries, string? seal, string? fault)
    {
        Open().Append(Charge(0.05));
        Open().Append(Charge(0.02));
        var ledger = System.Text.Json.Nodes.JsonNode.Parse(await System.IO.File.ReadAllTextAsync(File))!.AsObject();
        ledger["entries"] = entries is null ? ledger["entries"]!.DeepClone() : new System.Text.Json.Nodes.JsonArray();
        ledger["spent"] = entries is null ? ledger["spent"]?.DeepClone() : 0;
        ledger.Remove("seal");
        if (seal is not null)
        {
            ledger["seal"] = seal;
        }
        await System.IO.File.WriteAllTextAsync(File, ledger.ToJsonString());
        if (fault is null)
        {
            Assert.Equal(3, Open().Append(Charge(0.01)).Number);
            return;
        }

        var refused = Assert.Throws<RefusedException>(() => Open().Append(Charge(0.001)));
        Assert.Equal("cli.not-a-ledger", refused.Code);
        Assert.Contains(fault, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_another_user_adds_counts_and_is_named_for_good()
    {
        await SetLimitAsync(new PrivacyLimit(3, 1e-9), null);
        Open().Append(Charge(0.05));
        await AddAsync(new LedgerEntry(3, DateTimeOffset.UnixEpoch, "r", "theirs", "test", Nothing, 0.02));

        Assert.Equal([3], new LedgerFile(File).Seen().OfOthers.Select(entry => entry.Number));
        Assert.Equal([3], new LedgerFile(File).Seen().OfOthers.Select(entry => entry.Number)); // until it is written
        Assert.Equal(0.07, Open().Read().Spent, 12);
        Assert.Equal(5, Open().Append(Charge(0.01)).Number);
        var named = Open().Read().Entries[3];
        Assert.Equal(LedgerCharge.Declaration, named.Mechanism);
        Assert.Equal("entry 3 was added by another user of this file", named.Purpose);
        Assert.Empty(new LedgerFile(File).Seen().OfOthers);
        Assert.Equal(0.08, Open().Read().Spent, 12);
    }

    [Theory]
    [InlineData(30, true)]
    [InlineData(2, false)]
    public async Task A_budget_that_another_user_raises_waits_for_this_one_and_one_that_is_lowered_does_not(
        double epsilon,
        bool refused
    )
    {
        await SetLimitAsync(new PrivacyLimit(3, 1e-9), null);
        Open().Append(Charge(0.01));
        Open().Read();
        var limit = new PrivacyLimit(epsilon, 1e-9);
        var terms = new Dictionary<string, string> { ["epsilon"] = $"{epsilon}", ["delta"] = "1E-09" };
        await AddAsync(
            new LedgerEntry(3, DateTimeOffset.UnixEpoch, "r", "they say so", LedgerCharge.Budget, terms, 0),
            limit
        );
        if (!refused)
        {
            Assert.Equal(5, Open().Append(Charge(0.01)).Number);
            return;
        }

        byte[] before = await System.IO.File.ReadAllBytesAsync(File);
        var said = Assert.Throws<RefusedException>(() => Open().Append(Charge(0.001)));
        Assert.Equal("cli.budget-raised", said.Code);
        Assert.Contains("Entry 3, which another user of this file added, raises the budget", said.Message);
        Assert.Contains("--budget 30@1E-09 and --reason", said.Message, StringComparison.Ordinal);
        Assert.Contains("--budget 3@1E-09.", said.Message, StringComparison.Ordinal);
        Assert.Equal(before, await System.IO.File.ReadAllBytesAsync(File));

        Open().TouchOutside("evaluate", "a look"); // is recorded, and accepts nothing
        Assert.Throws<RefusedException>(() => Open().Append(Charge(0.001)));
        await SetLimitAsync(new PrivacyLimit(3, 1e-9), null);
        Open().Append(Charge(0.001));
    }

    /// <summary>It would free what was spent, as a raised budget would.</summary>
    [Fact]
    public async Task A_unit_that_another_user_changes_waits_for_this_one()
    {
        await SetLimitAsync(new PrivacyLimit(3, 1e-9), null);
        Open().Append(Charge(0.05));
        var (now, people) = (TimeProvider.System.GetUtcNow(), new PrivacyUnit("who", 2));
        var changed = Open().Read().CountBy(people, "r", "theirs", now);
        await AddAsync(changed.Entries[^1], unit: people);

        var fit = Charge(0.001) with { Unit = people };
        var said = Assert.Throws<RefusedException>(() => Open().Append(fit));
        Assert.Equal("cli.budget-raised", said.Code);
        Assert.Contains("Entry 3, which another user of this file added, counts privacy per 'who'", said.Message);
        Assert.Equal(0, Open().Read().Spent);
        // Back to rows, where all that was spent counts; then there is nothing to accept.
        new LedgerFile(File).Change(ledger => ledger.CountBy(PrivacyUnit.Row, "me", "back", now));
        Assert.Equal(0.05, Open().Read().Spent);
        Open().Append(Charge(0.001));
    }

    /// <summary>As another process of this user sees it that has remembered less.</summary>
    [Fact]
    public async Task What_this_user_writes_while_it_waits_accepts_nothing()
    {
        await SetLimitAsync(new PrivacyLimit(3, 1e-9), null);
        var raised = Open().Read().SetLimit(new PrivacyLimit(30, 1e-9), "r", "theirs", TimeProvider.System.GetUtcNow());
        await AddAsync(raised.Entries[^1], raised.Limit);
        var seen = LedgerMemory.Of(Open().Read(), UserData.Key());
        Open().TouchOutside("evaluate", "a look");

        Assert.Equal(2, LedgerMemory.Waiting(Open().Read(), seen, UserData.Key())?.Budget?.Number);
    }

    [Fact]
    public async Task What_was_only_read_is_missed_when_it_is_gone()
    {
        Open().Append(Charge(0.05));
        var second = new LedgerEntry(2, DateTimeOffset.UnixEpoch, "r", "theirs", "test", Nothing, 0.02);
        byte[] shorter = await System.IO.File.ReadAllBytesAsync(File);
        await AddAsync(second);
        Open().Read();
        await System.IO.File.WriteAllBytesAsync(File, shorter); // sealed by this user, and whole in itself

        var refused = Assert.Throws<RefusedException>(() => Open().Read());
        Assert.Contains("missing or changed", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_ledger_that_no_longer_says_whose_it_is_is_refused()
    {
        new LedgerFile(File, "one").Append(Charge(0.05));
        await System.IO.File.WriteAllTextAsync(File, """{ "version": 1, "entries": [] }""");

        var refused = Assert.Throws<RefusedException>(() => new LedgerFile(File, "one").Append(Charge(0.05)));
        Assert.Contains("belongs to another data set", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_older_copy_of_a_ledger_is_refused()
    {
        Open().Append(Charge(0.05));
        byte[] older = await System.IO.File.ReadAllBytesAsync(File);
        Open().Append(Charge(0.02));
        await System.IO.File.WriteAllBytesAsync(File, older);

        var refused = Assert.Throws<RefusedException>(() => Open().Append(Charge(0.001)));
        Assert.Contains("missing or changed", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_ledger_cut_off_anywhere_is_refused()
    {
        Open().Append(Charge(0.05));
        byte[] whole = await System.IO.File.ReadAllBytesAsync(File);
        for (int length = 0; length < whole.Length - 2; length += 7)
        {
            await System.IO.File.WriteAllBytesAsync(File, whole[..length]);
            Assert.Equal("cli.not-a-ledger", Assert.Throws<RefusedException>(() => Open().Read()).Code);
        }
    }

    [Fact]
    public void A_ledger_of_another_data_set_is_refused()
    {
        new LedgerFile(File, "one").Append(Charge(0.05));
        var refused = Assert.Throws<RefusedException>(() => new LedgerFile(File, "another").Append(Charge(0.05)));

        Assert.Equal("cli.not-a-ledger", refused.Code);
        Assert.Contains("it belongs to another data set", refused.Message, StringComparison.Ordinal);
        Assert.Equal("one", Open().Read().Dataset);
    }

    [Fact]
    public void A_charge_that_cannot_be_stored_is_refused_and_the_ledger_is_as_it_was()
    {
        Open().Append(Charge(0.05));
        byte[] before = System.IO.File.ReadAllBytes(File);
        string place = folder.FullName;
        Directory.Move(place, $"{place}.aside");
        System.IO.File.WriteAllText(place, "no folder");
        Assert.Equal(
            "cli.ledger-not-writable",
            Assert.Throws<RefusedException>(() => Open().Append(Charge(0.05))).Code
        );

        System.IO.File.Delete(place);
        Directory.Move($"{place}.aside", place);
        Assert.Equal(before, System.IO.File.ReadAllBytes(File));
    }

    [Fact]
    public void A_place_that_only_reads_is_refused_with_a_code()
    {
        Assert.SkipUnless(Directory.Exists("/proc"), "There is no folder here that nobody can write in.");
        var refused = Assert.Throws<RefusedException>(() => new LedgerFile("/proc/ledger.json").Append(Charge(0.05)));
        Assert.Equal("cli.ledger-not-writable", refused.Code);
    }

    private static readonly Dictionary<string, string> Nothing = [];

    /// <summary>What a person does who may write the file, and has another key.</summary>
    private async Task AddAsync(LedgerEntry entry, PrivacyLimit? limit = null, PrivacyUnit? unit = null)
    {
        var ledger = System.Text.Json.JsonSerializer.Deserialize<PrivacyLedger>(
            await System.IO.File.ReadAllBytesAsync(File),
            Json.Options
        )!;
        var added = ledger with
        {
            Entries = [.. ledger.Entries, entry],
            Limit = limit ?? ledger.Limit,
            Unit = unit ?? ledger.Unit,
        };
        added = LedgerSeal.Sealed(added, new byte[32]);
        await System.IO.File.WriteAllBytesAsync(
            File,
            System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(added, Json.Options)
        );
    }

    private static LedgerCharge Charge(double rho, string mechanism = "test") =>
        new(PrivacyUnit.Row, "run", "a use", mechanism, new Dictionary<string, string>(), rho);
}
