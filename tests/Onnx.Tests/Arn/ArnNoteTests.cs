using AethergenAI.Generation;
using AethergenAI.Generation.Encodings;
using AethergenAI.Onnx.Arn;

namespace AethergenAI.Onnx.Tests.Arn;

[Trait("Speed", "Slow")]
public sealed class ArnNoteTests
{
    [Fact]
    public void A_small_seed_is_fitted_with_a_note_of_what_it_cannot_show()
    {
        var (seed, schema) = Seeds.Orders(200);
        var heard = new Heard();
        var settings = new GeneratorSettings(new Dictionary<string, string>(), 1);
        var model = Generators
            .Named("arn")
            .Fit(new FitRequest(seed, schema, settings) { Progress = heard }, CancellationToken.None);
        var read = ModelDocument.Read(ModelDocument.Write(model.Manifest), model.Graph).Manifest;

        string note = read.Provenance.Note!;
        // Fewer than 2,000 rows, of which each is held back with a probability of 0.2.
        int held = ArnNetworks.Sides(TableEncoder.Encode(seed, schema), 0.2, settings.Seed).Held.Length;
        Assert.Contains($"{held} rows held back from it", note, StringComparison.Ordinal);
        Assert.Contains("50 if it remembers none", note, StringComparison.Ordinal);
        Assert.Contains(note, heard.Messages);
    }

    private sealed class Heard : IProgress<RunProgress>
    {
        internal List<string> Messages { get; } = [];

        public void Report(RunProgress value)
        {
            if (value.Message is { } message)
            {
                Messages.Add(message);
            }
        }
    }
}
