using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Nodes;
using AethergenAI.Artefacts;
using AethergenAI.Evaluation;
using AethergenAI.Evidence;

namespace AethergenAI.Core.Tests.Evidence;

/// <summary>Verification tells whether files are unchanged; what verdict they hold stands beside it.</summary>
public sealed class PackVerdictTests : IDisposable
{
    private static readonly ReportVerdict Failing = new(
        Verdict.Fail,
        "Not useful enough. 12 of 14 columns were judged."
    )
    {
        FailedGates = ["useful", "faithful"],
    };

    private readonly SigningKey key = SigningKey.Create();

    public void Dispose() => key.Dispose();

    [Theory]
    [InlineData(Verdict.Pass)]
    [InlineData(Verdict.Fail)]
    [InlineData(Verdict.Underpowered)]
    [InlineData(Verdict.Invalid)]
    [InlineData(Verdict.NotMeasured)]
    public async Task An_intact_pack_tells_the_verdict_that_was_signed(Verdict outcome)
    {
        var found = Verify(await FinishedRun.PackAsync(key, new ReportVerdict(outcome, "So it is.")));

        Assert.True(found.Intact);
        Assert.Equal(new ReportVerdict(outcome, "So it is."), found.Verdict);
    }

    [Fact]
    public async Task Which_gates_fail_is_signed_too()
    {
        var found = Verify(await FinishedRun.PackAsync(key, Failing));

        Assert.Equivalent(Failing, found.Verdict, strict: true);
    }

    [Fact]
    public async Task A_run_that_was_not_judged_has_no_verdict() =>
        Assert.Null(Verify(await FinishedRun.PackAsync(key)).Verdict);

    [Fact]
    public async Task The_worst_of_the_repeats_is_signed_and_says_how_many_are_judged_so()
    {
        var found = Verify(await FinishedRun.PackAsync(key, new ReportVerdict(Verdict.Pass, "Useful."), Failing));

        Assert.Equal($"{Failing.Sentence} Judged so in 1 of 2 repeats.", found.Verdict?.Sentence);
    }

    [Theory]
    [InlineData("summary.json")]
    [InlineData("trials/c01-r1/trial.json")]
    [InlineData("trials/c01-r1/report.json")]
    public async Task A_run_whose_files_tell_other_verdicts_is_not_signed(string edited)
    {
        var (artefacts, summary) = await FinishedRun.KeepAsync([Failing]);
        var document = JsonNode.Parse(await artefacts.ReadBytesAsync(edited, default))!;
        var passing = new ReportVerdict(Verdict.Pass, "Useful.");
        document["verdict"] = JsonSerializer.SerializeToNode(passing, Json.Options);
        await artefacts.WriteBytesAsync(edited, JsonSerializer.SerializeToUtf8Bytes(document), default);
        using var pack = new MemoryStream();

        var refused = await Assert.ThrowsAsync<RefusedException>(() =>
            EvidencePack.WriteAsync(
                pack,
                artefacts,
                edited == "summary.json" ? summary with { Verdict = passing } : summary,
                key,
                default
            )
        );

        Assert.Equal("evidence.contradiction", refused.Code);
        Assert.Equal(0, pack.Length);
    }

    [Fact]
    public async Task The_same_content_in_another_zip_keeps_its_verdict()
    {
        byte[] pack = await FinishedRun.PackAsync(key, Failing);
        using var again = new MemoryStream();
        using (var zip = new ZipArchive(again, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, bytes) in Repack.Read(pack))
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(bytes);
            }
        }

        var found = Verify(again.ToArray());

        Assert.False(found.Intact);
        Assert.Equal(Verdict.Fail, found.Verdict?.Outcome);
    }

    [Fact]
    public async Task A_changed_pack_and_that_of_another_signer_have_none()
    {
        byte[] pack = await FinishedRun.PackAsync(key, Failing);
        byte[] changed = [.. pack];
        changed[pack.Length / 2] ^= 1;

        Assert.Null(Verify(changed).Verdict);
        Assert.Null(Verify(pack).ExpectedOf(new string('0', 64)).Verdict);
    }

    private static PackVerdict Verify(byte[] pack) => EvidencePack.Verify(new MemoryStream(pack), key: null);
}
