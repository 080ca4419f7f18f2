using System.CommandLine;
using System.Text;
using AethergenAI.Evaluation;
using AethergenAI.Evaluation.Html;
using AethergenAI.Formats;

namespace AethergenAI.Cli.Commands;

internal static class EvaluateCommand
{
    internal static Command Create()
    {
        var schema = new Option<string>("--schema")
        {
            Description = "The schema of all three tables", Required = true, HelpName = "S.schema.json",
        };
        var real = new Option<string>("--real")
        {
            Description = "The rows that the generator saw", Required = true, HelpName = "TRAIN.csv",
        };
        var holdout = new Option<string>("--holdout")
        {
            Description = "Rows of the same source that it never saw", Required = true, HelpName = "H.csv",
        };
        var synthetic = new Option<string>("--synthetic") { Description = "The rows to judge", Required = true, HelpName = "SYN.csv" };
        var target = new Option<string?>("--target")
        {
            Description = "The column that utility is measured on; the schema's target where not given", HelpName = "COLUMN",
        };
        var output = new Option<string?>("--output", "-o") { Description = "Write the report here as JSON", HelpName = "report.json" };
        var html = new Option<string?>("--html")
        {
            Description = "Write the report here as one page that needs nothing else", HelpName = "report.html",
        };
        var seed = new Option<ulong>("--seed") { Description = "Seeds what is random in the evaluation", DefaultValueFactory = _ => 1 };
        var command = new CliCommand(
            "evaluate", "Judge synthetic rows: fidelity, utility, privacy and collapse risk, each beside its real-vs-real ceiling",
            "aethergen evaluate --schema s.schema.json --real train.csv --holdout holdout.csv --synthetic synthetic.csv "
            + "-o report.json --html report.html")
        {
            schema, real, holdout, synthetic, target, output, html, seed,
        };
        var csv = new CsvArguments(command);
        command.SetAction(async (parsed, ct) =>
        {
            string?[] places = [parsed.GetValue(output), parsed.GetValue(html)];
            foreach (string place in places.OfType<string>()) { OutputPlace.CheckFile(place); }
            var typed = await Documents.SchemaAsync(parsed.GetRequiredValue(schema), ct);
            var options = csv.Of(parsed, typed);
            var report = await Watching.DuringAsync("evaluate", progress => Task.Run(
                () =>
                {
                    Tables.Table Read(Option<string> option) =>
                        TableFile.Read(PackagedData.Resolve(parsed.GetRequiredValue(option)), typed, options, ct);
                    var input = new EvaluationInput(typed, Read(real), Read(holdout), Read(synthetic)) { Target = parsed.GetValue(target) };
                    return Evaluator.Evaluate(input, new EvaluationOptions(parsed.GetValue(seed)), progress, ct);
                }, ct));
            if (parsed.GetValue(output) is { } json) { await AtomicFile.WriteAsync(json, Output.Bytes(report), ct); }
            if (parsed.GetValue(html) is { } page)
            {
                await AtomicFile.WriteAsync(page, Encoding.UTF8.GetBytes(HtmlReport.Render(report)), ct);
            }

            if (parsed.GetValue(CommandLine.JsonOption)) { Output.Json(report); } else { Print(report); }
            return ExitCode.Done;
        });
        return command;
    }

    private static void Print(EvaluationReport report)
    {
        Console.Out.WriteLine($"{Word(report.Verdict.Outcome)}: {report.Verdict.Sentence}");
        Output.Grid(Console.Out, ["measure", "value", "95 % interval", "real vs real"],
            report.Fidelity.Overall.Concat(report.Utility.Measures).Select(measure => (string[])
                [measure.Name, Output.Figure(measure.Value), Between(measure.Interval), Output.Figure(measure.Ceiling)])
            .Concat(report.Privacy.Attacks.Select(attack => (string[])
                [$"{attack.Name} ({Word(attack.Verdict)})", Output.Figure(attack.Estimate), Between(attack.Interval), ""]))
            .Append(["collapse risk, 0 to 100", Output.Figure(report.Dial.Value), Between(report.Dial.Interval), "0"]));
        Console.Out.WriteLine(report.Dial.Advice);
        foreach (var missing in report.NotMeasured) { Console.Out.WriteLine($"Not measured: {missing.Name}: {missing.Reason}"); }
    }

    private static string Between(Interval? interval) =>
        interval is null ? "" : $"{Output.Figure(interval.Low)} … {Output.Figure(interval.High)}";

    private static string Word(Verdict verdict) => verdict switch
    {
        Verdict.Pass => "pass",
        Verdict.Fail => "fail",
        Verdict.Underpowered => "underpowered",
        Verdict.Invalid => "invalid",
        _ => "not measured",
    };
}
