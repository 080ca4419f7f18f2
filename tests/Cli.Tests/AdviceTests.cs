namespace AethergenAI.Cli.Tests;

/// <summary>Advice fits what it is given for.</summary>
public sealed class AdviceTests(Workspace work) : IClassFixture<Workspace>
{
    [Fact]
    public async Task How_to_read_text_otherwise_is_not_said_of_parquet()
    {
        await work.Expect(ExitCode.Done, "sample", "model/", "--rows", "50", "-o", "rows.parquet");
        await work.Expect(ExitCode.Done, "sample", "model/", "--rows", "50", "-o", "rows.csv");

        var stored = await work.Expect(ExitCode.Done, "schema", "infer", "rows.parquet", "-o", "p.json");
        var text = await work.Expect(ExitCode.Done, "schema", "infer", "rows.csv", "-o", "c.json");

        Assert.DoesNotContain("--delimiter", stored.Stderr, StringComparison.Ordinal);
        Assert.Contains("--delimiter", text.Stderr, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_decimal_comma_in_a_columns_own_form_is_said()
    {
        var rows = Enumerable.Range(0, 60).Select(i => $"{1000 + (i * 37)},{i % 90 + 10} €;{i}\n");
        work.Write("euro.csv", "price;n\n" + string.Concat(rows));

        var infer = await work.Expect(ExitCode.Done, "schema", "infer", "euro.csv", "-o", "euro.json");

        Assert.Contains("plain numbers have a decimal point, those of 1 column a decimal comma", infer.Stderr);
    }

    [Theory]
    [InlineData("discrete-gaussian")]
    [InlineData("discrete-laplace")]
    public async Task A_mechanism_has_no_cases_to_audit(string mechanism)
    {
        var ended = await work.Expect(ExitCode.Usage, "audit", "--mechanism", mechanism, "--case", "entity");

        Assert.Contains($"--case chooses what of a fit is audited, and {mechanism} is no fit", ended.Stderr);
    }

    [Fact]
    public async Task A_pack_without_a_card_says_so()
    {
        work.Write(
            "one.json",
            """{"name":"one","data":{"seed":"train.csv"},"base":{"generator":"independent","rows":60}}"""
        );
        await work.Expect(ExitCode.Done, "run", "one.json", "-o", "one/");
        var whole = await work.Expect(ExitCode.Done, "pack", "one/", "-o", "whole.zip");
        foreach (string card in Directory.GetFiles(work["one"], "card*"))
        {
            File.Delete(card);
        }

        var without = await work.Expect(ExitCode.Done, "pack", "one/", "-o", "without.zip");

        Assert.DoesNotContain("no card", whole.Stderr, StringComparison.Ordinal);
        Assert.Contains("The run has no card, so the pack has none.", without.Stderr, StringComparison.Ordinal);
        await work.Expect(ExitCode.Done, "verify", "without.zip");
        await work.Expect(ExitCode.Done, "resume", "one/");
        Assert.True(File.Exists(work["one/card.json"]));
    }
}
