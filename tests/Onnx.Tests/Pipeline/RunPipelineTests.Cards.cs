using AethergenAI.Core.Tests.Artefacts;
using AethergenAI.Evidence;
using AethergenAI.Pipeline;
using AethergenAI.Runs;

namespace AethergenAI.Onnx.Tests.Pipeline;

public partial class RunPipelineTests
{
    [Fact]
    public async Task A_signed_card_verifies_until_anything_it_rests_on_is_changed()
    {
        using var key = SigningKey.Create();
        using var known = SigningKey.PublicFromPem(key.PublicKeyPem);
        var artefacts = new MemoryArtefacts();
        await RunOf.CarryOutAsync(RunOf.TwoCells, artefacts, key);
        Assert.Equal(
            $"intact, signed by {key.Fingerprint}",
            (await CardSeal.VerifyAsync(artefacts, known, default)).Sentence
        );

        using var stranger = SigningKey.Create();
        using var other = SigningKey.PublicFromPem(stranger.PublicKeyPem);
        Assert.False((await CardSeal.VerifyAsync(artefacts, other, default)).Intact);
        foreach (
            string name in (string[])
                [
                    "card.json",
                    "card.html",
                    "card.png",
                    "recipe.json",
                    "summary.json",
                    "trials/c02-r1/trial.json",
                    "card.dsse.json",
                ]
        )
        {
            byte[] before = artefacts.Files[name];
            artefacts.Files[name] = [.. before, (byte)' '];
            var verdict = await CardSeal.VerifyAsync(artefacts, known, default);
            Assert.True(name == "card.dsse.json" || (!verdict.Intact && verdict.Faults[0].File == name), name);
            artefacts.Files.Remove(name);
            Assert.False((await CardSeal.VerifyAsync(artefacts, known, default)).Intact);
            artefacts.Files[name] = before;
        }
    }

    [Theory]
    [InlineData("no JSON")]
    [InlineData(
        """{"_type":"https://in-toto.io/Statement/v1","subject":[null],"predicateType":"https:"""
            + """//aethergen.ai/ablation-card/v1","predicate":{"recipeHash":"","software":""}}"""
    )]
    [InlineData(
        """{"_type":"https://in-toto.io/Statement/v1","subject":[],"predicateType":"https:"""
            + """//aethergen.ai/ablation-card/v1","predicate":{"recipeHash":"","software":""}}"""
    )]
    [InlineData(
        """{"_type":"https://in-toto.io/Statement/v1","subject":[{"name":"../recipe.json","digest":"""
            + """{"sha256":""}}],"predicateType":"https://aethergen.ai/ablation-card/v1","predicate":"""
            + """{"recipeHash":"","software":""}}"""
    )]
    public async Task A_card_whose_signer_signed_something_else_is_not_intact(string statement)
    {
        using var key = SigningKey.Create();
        var artefacts = new MemoryArtefacts();
        artefacts.Files[CardSeal.KeyFile] = System.Text.Encoding.UTF8.GetBytes(key.PublicKeyPem);
        string payload = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(statement));
        byte[] signed =
        [
            .. System.Text.Encoding.UTF8.GetBytes(
                $"DSSEv1 28 application/vnd.in-toto+json {statement.Length} {statement}"
            ),
        ];
        artefacts.Files[CardSeal.FileName] = System.Text.Encoding.UTF8.GetBytes(
            $$"""{"payload":"{{payload}}","payloadType":"application/vnd.in-toto+json","signatures":["""
                + $$"""{"keyid":"{{key.Fingerprint}}","sig":"{{Convert.ToBase64String(key.Sign(signed))}}"}]}"""
        );

        var verdict = await CardSeal.VerifyAsync(artefacts, null, default);

        Assert.False(verdict.Intact);
        Assert.NotEqual("pack.bad-signature", verdict.Faults[0].Code);
    }

    [Fact]
    public async Task An_early_stop_gives_the_worse_cells_up_between_rounds_and_records_it()
    {
        var artefacts = new MemoryArtefacts();
        // More seed rows are better; the baseline is never given up.
        var summary = await RunOf.CarryOutAsync(
            """
            {
              "name": "orders",
              "data": {"seed": "orders.csv"},
              "factors": {"rows": [100, 120, 140]},
              "base": {"seedRows": 60},
              "repeats": 3,
              "earlyStop": {"keep": 0.5}
            }
            """,
            artefacts,
            hands: 2
        );

        Assert.Equal(9, summary.Trials.Count);
        var given = Assert.Single(summary.Trials, trial => trial.Failure is not null);
        Assert.Equal(("run.cell-given-up", 3), (given.Failure!.Code, given.Repeat));
        Assert.NotEqual(1, given.Cell);
        Assert.Contains(
            $"\"cell\": {given.Cell}",
            System.Text.Encoding.UTF8.GetString(artefacts.Files["card.json"]),
            StringComparison.Ordinal
        );
    }

    private sealed class OneTrial(string run, TrialRecord record, MemoryArtefacts artefacts) : ITrialCache
    {
        public Task<CachedTrial?> FindAsync(string contentHash, CancellationToken ct) =>
            Task.FromResult(
                contentHash == record.ContentHash
                    ? new CachedTrial(run, record, (file, stop) =>
                        artefacts.OpenAsync($"trials/{record.Name}/{file}", stop)
                    )
                    : null
            );
    }
}
