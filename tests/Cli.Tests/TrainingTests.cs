using System.Text.Json;
using AethergenAI.Onnx;

namespace AethergenAI.Cli.Tests;

public sealed class TrainingTests(Workspace work) : IClassFixture<Workspace>
{
    [Fact]
    public async Task A_training_is_told_line_by_line_and_its_model_says_what_it_ran_on()
    {
        var fit = await work.Expect(
            ExitCode.Done,
            "fit",
            "--schema",
            "s.schema.json",
            "--seed",
            "train.csv",
            "--generator",
            "arn",
            "--set",
            "epochs=2",
            "--set",
            "ensemble=1",
            "--device",
            "cpu",
            "-o",
            "network/",
            "--json"
        );

        Assert.Equal("arn", fit.Json.GetProperty("generator").GetString());
        JsonElement[] looks =
        [
            .. fit
                .Stderr.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => JsonDocument.Parse(line).RootElement),
        ];
        var last = looks.Last(look => look.TryGetProperty("training", out _)); // a note of the fit may follow
        Assert.Equal("cpu", last.GetProperty("provider").GetString());
        var training = last.GetProperty("training");
        Assert.Equal(training.GetProperty("steps").GetInt32(), training.GetProperty("step").GetInt32());
        Assert.All(new[] { "trainLoss", "validationLoss", "learningRate", "stepSeconds", "rowsPerSecond" }, figure =>
            Assert.True(training.GetProperty(figure).GetDouble() > 0)
        );
        Assert.True(last.GetProperty("memoryBytes").GetInt64() > 0);
        using var model = JsonDocument.Parse(await File.ReadAllBytesAsync(work["network/model.json"]));
        Assert.Equal("cpu", model.RootElement.GetProperty("provenance").GetProperty("provider").GetString());
        Assert.False(Directory.Exists(work["network/kept"]));
    }

    [Fact]
    public async Task A_device_that_does_not_load_is_refused_by_every_command_that_takes_one()
    {
        string[][] commands =
        [
            ["fit", "--schema", "s.schema.json", "--seed", "train.csv", "--generator", "arn", "-o", "other/"],
            ["sample", "model/", "--rows", "5"],
        ];
        foreach (string[] command in commands)
        {
            var unknown = await work.Expect(ExitCode.Refused, [.. command, "--device", "abacus"]);
            Assert.Contains("[device.unknown]", unknown.Stderr, StringComparison.Ordinal);
            if (GpuProviders.WhyNot("cuda") is not { } missing)
            {
                continue;
            }
            var refused = await work.Expect(ExitCode.Refused, [.. command, "--device", "cuda"]);
            Assert.Contains("[device.missing]", refused.Stderr, StringComparison.Ordinal);
            Assert.Contains(missing, refused.Stderr, StringComparison.Ordinal);
        }
    }
}
