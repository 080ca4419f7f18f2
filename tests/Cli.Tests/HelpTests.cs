namespace AethergenAI.Cli.Tests;

public sealed class HelpTests
{
    public static TheoryData<string> Commands =>
        [
            "schema infer",
            "schema check",
            "fit",
            "sample",
            "evaluate",
            "drift",
            "ledger",
            "run",
            "pack",
            "verify",
            "doctor",
            "up",
            "test",
            "bench",
        ];

    [Theory]
    [MemberData(nameof(Commands))]
    public void Every_command_explains_itself_with_an_example_and_exit_codes(string command)
    {
        using var output = new StringWriter();

        int code = CommandLine.Root().Parse($"{command} --help").Invoke(new() { Output = output });

        Assert.Equal(ExitCode.Done, code);
        Assert.Contains("Example", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("aethergen " + command, output.ToString(), StringComparison.Ordinal);
        Assert.Contains(ExitCode.Explained, output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_words_the_help_is_shown()
    {
        var ended = await Cli.RunAsync();

        Assert.Equal(ExitCode.Done, ended.ExitCode);
        Assert.Contains("aethergen [command]", ended.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("smaple model/", "'sample'")]
    [InlineData("sample model/ --row 5", "'--rows'")]
    public async Task A_mistyped_word_is_told_with_the_nearest_one(string words, string nearest)
    {
        var ended = await Cli.RunAsync(words.Split(' '));

        Assert.Equal(ExitCode.Usage, ended.ExitCode);
        Assert.Empty(ended.Stdout);
        Assert.Contains($"Did you mean {nearest}?", ended.Stderr, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--help", "bench [<FILTER>] ")]
    [InlineData("bench --help", "aethergen bench [<FILTER>] [options]")]
    [InlineData("schema --help", "check <S.schema.json> [<DATA>]  ")]
    [InlineData("up --help", "--port <PORT>")]
    [InlineData("fit --help", "precision      one of fp32, fp16, int8, int8-static, fp8 [default: fp32]")]
    [InlineData("fit --help", "trees          a whole number from 1 to 64 [default: 10]")]
    public void What_a_command_takes_and_what_may_be_left_out_is_shown(string words, string shown)
    {
        using var output = new StringWriter();

        CommandLine.Root().Parse(words).Invoke(new() { Output = output });

        Assert.Contains(shown, output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_answers_in_one_document()
    {
        var ended = await Cli.RunAsync("doctor", "--json");

        Assert.Equal(ended.Json.GetProperty("ok").GetBoolean() ? ExitCode.Done : ExitCode.Failed, ended.ExitCode);
        Assert.Contains(ended.Json.GetProperty("findings").EnumerateArray(), finding =>
            finding.GetProperty("name").GetString() == "ONNX Runtime: cpu" && finding.GetProperty("ok").GetBoolean()
        );
    }
}
