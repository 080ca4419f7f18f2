using System.Text;
using System.Text.Json;
using AethergenAI.Evidence;

namespace AethergenAI.Core.Tests.Evidence;

public sealed class EvidencePackTests : IDisposable
{
    private readonly SigningKey key = SigningKey.Create();

    public void Dispose() => key.Dispose();

    [Fact]
    public async Task A_pack_verifies_with_the_signers_key()
    {
        using var known = SigningKey.PublicFromPem(key.PublicKeyPem);
        var verdict = EvidencePack.Verify(new MemoryStream(await FinishedRun.PackAsync(key)), known);

        Assert.Equal(
            new PackVerdict(true, true, key.Fingerprint, $"intact, signed by {key.Fingerprint}", verdict.Faults),
            verdict
        );
    }

    [Fact]
    public async Task Without_a_key_a_pack_is_intact_and_its_signer_unverified()
    {
        var verdict = EvidencePack.Verify(new MemoryStream(await FinishedRun.PackAsync(key)), key: null);

        Assert.Equal(
            (true, false, $"intact, signer unverified: {key.Fingerprint}"),
            (verdict.Intact, verdict.SignerVerified, verdict.Sentence)
        );
    }

    [Fact]
    public async Task Another_signers_key_does_not_verify_it()
    {
        using var other = SigningKey.Create();
        using var known = SigningKey.PublicFromPem(other.PublicKeyPem);
        var verdict = EvidencePack.Verify(new MemoryStream(await FinishedRun.PackAsync(key)), known);

        Assert.Contains(verdict.Faults, fault => fault.Code == "pack.foreign-key");
        Assert.False(verdict.Intact);
    }

    /// <summary>28.75 % lies half-way: a mean whose last digit differs is rounded to the other side.</summary>
    [Theory]
    [InlineData("The rows keep 28.8 %.", true)]
    [InlineData("The rows keep 28.7 %.", true)]
    [InlineData("The rows keep 28.9 %.", false)]
    public void A_figure_half_way_between_two_roundings_is_either(string answer, bool names) =>
        Assert.Equal(names, CardClaims.Names(answer, 0.28749999999999));

    [Fact]
    public async Task Two_packs_of_one_run_differ_in_the_signature_alone()
    {
        var (first, second) = (
            Repack.Read(await FinishedRun.PackAsync(key)),
            Repack.Read(await FinishedRun.PackAsync(key))
        );

        Assert.Equal(
            ["manifest.dsse.json"],
            first.Keys.Where(name => !first[name].AsSpan().SequenceEqual(second[name]))
        );
        Assert.Equal(first.Keys.Order(StringComparer.Ordinal), first.Keys);
    }

    [Fact]
    public async Task The_manifest_is_an_in_toto_statement_with_everything_a_reviewer_asks_for()
    {
        using var manifest = JsonDocument.Parse(Repack.Read(await FinishedRun.PackAsync(key))["manifest.json"]);
        var root = manifest.RootElement;
        var predicate = root.GetProperty("predicate");

        Assert.Equal("https://in-toto.io/Statement/v1", root.GetProperty("_type").GetString());
        Assert.Equal("https://aethergen.ai/evidence/v1", root.GetProperty("predicateType").GetString());
        Assert.Equal(
            [
                "ablationSummary",
                "compressed",
                "cost",
                "datasetVersion",
                "epsilon",
                "lineage",
                "metrics",
                "modelHashes",
                "proofs",
                "realShare",
                "recipeHash",
                "schemaHash",
                "software",
                "syntheticRatio",
            ],
            predicate.EnumerateObject().Select(property => property.Name)
        );
        Assert.Equal(
            ("none", 0),
            (predicate.GetProperty("epsilon").GetString(), predicate.GetProperty("proofs").GetArrayLength())
        );
        Assert.Equal(7 / 407.0, predicate.GetProperty("realShare").GetDouble());
    }

    [Fact]
    public async Task A_refused_trial_stands_in_the_pack_with_its_reason()
    {
        var files = Repack.Read(await FinishedRun.PackAsync(key));

        Assert.Contains(
            "fit.too-few-rows",
            Encoding.UTF8.GetString(files["trials/c02-r1/trial.json"]),
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("trials/c02-r1/synthetic.csv", files.Keys);
    }

    [Fact]
    public async Task A_pack_can_be_written_where_nothing_can_be_sought()
    {
        var (artefacts, summary) = await FinishedRun.KeepAsync();
        using var oneWay = new OneWay();
        await EvidencePack.WriteAsync(oneWay, artefacts, summary, key, default);

        Assert.True(EvidencePack.Verify(new MemoryStream(oneWay.ToArray()), key: null).Intact);
    }

    [Fact]
    public async Task A_bomb_is_not_unpacked_beyond_the_limit()
    {
        var files = Repack.Read(await FinishedRun.PackAsync(key));
        files["trials/c01-r1/synthetic.csv"] = new byte[20_000_000];
        var verdict = EvidencePack.Verify(
            new MemoryStream(Repack.Write(files)),
            key: null,
            new PackLimits(Bytes: 1_000_000)
        );

        Assert.Equal(
            ["trials/c01-r1/synthetic.csv pack.too-large"],
            verdict.Faults.Select(fault => $"{fault.File} {fault.Code}")
        );
    }

    [Fact]
    public async Task Documents_are_held_in_memory_only_up_to_the_limit_of_all_together()
    {
        var files = Repack.Read(await FinishedRun.PackAsync(key));
        for (int i = 0; i < 4; i++)
        {
            files[$"trials/zeros-{i}/trial.json"] = new byte[1_000_000];
        }
        var limits = new PackLimits(AllDocumentBytes: 3_000_000);
        var verdict = EvidencePack.Verify(new MemoryStream(Repack.Write(files)), key: null, limits);

        Assert.Equal("pack.too-large", Assert.Single(verdict.Faults).Code);
    }

    /// <summary>
    /// A private model withholds the hash of its schema, so the trial's record is what ties it to the pack's schema.
    /// </summary>
    [Theory]
    [InlineData("trials/c01-r1/trial.json", "schemaHash", "0123", false)]
    [InlineData("trials/c01-r1/model/model.json", "askedSchemaHash", "withheld", true)]
    [InlineData("trials/c01-r1/model/model.json", "askedSchemaHash", "0123", false)]
    public async Task A_trial_of_another_schema_is_a_contradiction(string file, string key, string value, bool intact)
    {
        using var signer = SigningKey.Create();
        var forger = new Forger(await FinishedRun.PackOfPrivateModelAsync(signer), signer);

        using var pack = new MemoryStream(forger.Document(file, document => document[key] = value));
        var verdict = EvidencePack.Verify(pack, null);

        Assert.Equal(intact, verdict.Intact);
        Assert.Equal(intact ? [] : [file], verdict.Faults.Select(fault => fault.File));
    }

    [Fact]
    public async Task More_files_than_any_run_makes_are_refused()
    {
        var verdict = EvidencePack.Verify(
            new MemoryStream(await FinishedRun.PackAsync(key)),
            key: null,
            new PackLimits(Files: 3)
        );

        Assert.Equal("pack.too-large", Assert.Single(verdict.Faults).Code);
    }
}
