using AethergenAI.Generation;

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
        Assert.Contains("40 rows held back from it", note, StringComparison.Ordinal);
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
