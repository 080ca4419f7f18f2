using System.IO.Compression;
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
        Assert.Null(Verify(await FinishedRun.PackAsync(key, verdict: null)).Verdict);

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
