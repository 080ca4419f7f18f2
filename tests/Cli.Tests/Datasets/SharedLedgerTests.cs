using System.Text.Json;

namespace AethergenAI.Cli.Tests.Datasets;

/// <summary>Two users, each with a data folder and a key of their own, and one ledger file in a third folder.</summary>
public sealed class SharedLedgerTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("aethergen-shared-");

    private static readonly string[] People = ["--schema", "people.schema.json"];

    private string Shared => Path.Combine(folder.FullName, "shared.json");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task A_budget_that_one_user_raises_locks_nobody_out_and_no_entry_is_lost()
    {
        await DoneAsync("one", "--budget", "2");
        await DoneAsync("two", "--budget", "4", "--reason", "a second study");
        byte[] before = await File.ReadAllBytesAsync(Shared);

        string told = await RefusedAsync("cli.budget-raised", "one");
        Assert.Contains("Entry 5, which another user of this file added, raises the budget", told);
        Assert.DoesNotContain("backup", told, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllBytesAsync(Shared));
        Assert.Contains(
            "Your private fits wait until you say which holds",
            (await Cli.RunIn(Home("one"), "ledger", "v.csv")).Text,
            StringComparison.Ordinal
        );
        Assert.Equal(
            ExitCode.Done,
            (await Cli.RunIn(Home("one"), "schema", "check", "s.schema.json", "v.csv")).ExitCode
        );
        Assert.Equal(9, Entries()); // the check, and whose entries came before it

        await RefusedAsync("privacy.no-reason", "one", "--budget", "4");
        await DoneAsync("one", "--budget", "4", "--reason", "agreed");
        Assert.Equal("budget of ε = 4 at δ = 1e-9, which another user set by entry 5, accepted: agreed", Purpose(10));
        await DoneAsync("two");
        await DoneAsync("one", "--epsilon", "0.1");
        Assert.Equal(5, Reservations());
    }

    [Fact]
    public async Task The_other_user_may_keep_the_budget_as_it_was()
    {
        await DoneAsync("one", "--budget", "2");
        await DoneAsync("two", "--budget", "4", "--reason", "a second study");
        await DoneAsync("one", "--budget", "2");

        Assert.Equal("budget lowered from ε = 4 at δ = 1e-9 to ε = 2 at δ = 1e-9", Purpose(9));
        await DoneAsync("two", "--epsilon", "0.1");
        await RefusedAsync("privacy.overspent", "two", "--epsilon", "1.5");
        Assert.Equal(4, Reservations());
    }

    [Fact]
    public async Task A_budget_and_a_unit_that_another_user_changes_are_both_told_and_answered()
    {
        await DoneAsync("one", "--budget", "2");
        await DoneAsync("two", [.. People, "--budget", "4", "--reason", "people come again", "--new-unit"]);

        string told = await RefusedAsync("cli.budget-raised", "one", People);
        Assert.Contains("Entry 6, which another user of this file added, raises the budget", told);
        Assert.Contains("Entry 5, which another user of this file added, counts privacy per 'who'", told);
        Assert.Contains("wait until you answer both", told, StringComparison.Ordinal);
        Assert.Equal(8, Entries());
        // To keep one's own budget does not accept the unit.
        told = await RefusedAsync("privacy.no-reason", "one", [.. People, "--budget", "2"]);
        Assert.Contains("the unit that another user set by entry 5", told, StringComparison.Ordinal);

        await DoneAsync("one", [.. People, "--budget", "4", "--reason", "agreed"]);
        Assert.Equal("budget of ε = 4 at δ = 1e-9, which another user set by entry 6, accepted: agreed", Purpose(10));
        Assert.Equal(
            "unit per 'who' with at most 2 rows, which another user set by entry 5, accepted: agreed",
            Purpose(11)
        );
        await DoneAsync("one", [.. People, "--epsilon", "0.1"]);
    }

    [Fact]
    public async Task Who_goes_back_to_the_unit_accepts_no_other_and_a_unit_that_was_taken_back_waits_for_nobody()
    {
        await DoneAsync("one", "--budget", "4");
        await DoneAsync("two", [.. People, "--reason", "people come again", "--new-unit"]);
        await DoneAsync("one", "--budget", "4", "--reason", "back", "--new-unit");
        Assert.DoesNotContain(Read(), entry =>
            entry.GetProperty("purpose").GetString()!.Contains("accepted", StringComparison.Ordinal)
        );

        await DoneAsync("two", [.. People, "--reason", "again", "--new-unit", "--epsilon", "0.1"]);
        await DoneAsync("two", "--reason", "no", "--new-unit", "--epsilon", "0.1");
        await DoneAsync("one", "--epsilon", "0.1");
    }

    /// <summary>The system's rights for new files decide who shares a ledger; the program adds none.</summary>
    [Fact]
    public async Task A_ledger_and_its_lock_have_the_rights_of_any_new_file()
    {
        if (OperatingSystem.IsWindows())
        {
            return; // there are no such rights
        }
        const UnixFileMode Others = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;
        File.SetUnixFileMode(folder.FullName, File.GetUnixFileMode(folder.FullName) | Others);
        string other = Path.Combine(folder.FullName, "other");
        await File.WriteAllTextAsync(other, "");
        await DoneAsync("one");

        foreach (string file in (string[])[Shared, Path.Combine(folder.FullName, ".shared.json.lock")])
        {
            Assert.Equal(File.GetUnixFileMode(other), File.GetUnixFileMode(file));
        }
    }

    private async Task DoneAsync(string user, params string[] more)
    {
        var ended = await FitAsync(user, more);
        Assert.True(ended.ExitCode == ExitCode.Done, ended.Stderr);
    }

    private async Task<string> RefusedAsync(string code, string user, params string[] more)
    {
        var ended = await FitAsync(user, more);
        Assert.Equal(ExitCode.Refused, ended.ExitCode);
        Assert.Contains($"[{code}]", ended.Stderr, StringComparison.Ordinal);
        return ended.Stderr;
    }

    private Task<Ended> FitAsync(string user, string[] more)
    {
        string[] epsilon = more.Contains("--epsilon") ? [] : ["--epsilon", "1"];
        string[] schema = more.Contains("--schema") ? [] : ["--schema", "s.schema.json"];
        string[] fit = ["fit", "v.csv", "--generator", "independent", "-o", "m/", "--ledger", Shared];
        return Cli.RunIn(Home(user), [.. fit, .. schema, .. epsilon, .. more]);
    }

    /// <summary>The user's folder, with the same rows in each.</summary>
    private string Home(string user)
    {
        string home = Path.Combine(folder.FullName, user);
        Directory.CreateDirectory(home);
        foreach (var (file, unit) in new[] { ("s", ""), ("people", """, "entity": "who", "rowsPerEntity": 2""") })
        {
            File.WriteAllText(
                Path.Combine(home, $"{file}.schema.json"),
                $$"""
                { "name": "v", "privacy": { "maxRows": 1000{{unit}} },
                  "columns": [
                    { "kind": "identifier", "name": "who", "pattern": "P-###" },
                    { "kind": "categorical", "name": "ward", "levels": ["A", "B"], "domain": "public" } ] }
                """
            );
        }
        var rows = Enumerable.Range(0, 200).Select(row => $"P-{row / 2:D3},{"AB"[row % 2]}\n");
        File.WriteAllText(Path.Combine(home, "v.csv"), $"who,ward\n{string.Concat(rows)}");
        return home;
    }

    private JsonElement[] Read() =>
        [.. JsonElement.Parse(File.ReadAllBytes(Shared)).GetProperty("entries").EnumerateArray()];

    private int Entries() => Read().Length;

    private string Purpose(int number) => Read()[number - 1].GetProperty("purpose").GetString()!;

    private int Reservations() => Read().Count(entry => entry.GetProperty("mechanism").GetString() == "reservation");
}
