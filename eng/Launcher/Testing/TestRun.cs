using System.Diagnostics;

namespace AethergenAI.Launcher.Testing;

/// <summary><c>aethergen test</c>: builds, runs the jobs, in parallel if possible, and counts the results.</summary>
internal sealed class TestRun
{
    private const string Row = "{0,-24} {1,5} passed {2,5} failed {3,7:0.0} s   {4}";
    private const string Slowest = "{0,8:0.0} s   {1}";
    private const int SlowestShown = 10;
    private const int LongestName = 110;

    private readonly List<Outcome> outcomes = [];

    /// <returns>0 if at least one test passed and none failed, otherwise 1.</returns>
    public static async Task<int> RunAsync(TestOptions options, CancellationToken ct)
    {
        await TestPlan.BuildAsync(options, ct);
        var run = new TestRun();
        int places = Math.Clamp(Environment.ProcessorCount, 2, 4);
        await Schedule.RunAsync([.. TestPlan.Jobs(options)], places, job => run.CountAsync(job, ct));
        return run.Summarize();
    }

    private async Task CountAsync(ITestJob job, CancellationToken ct)
    {
        await Console.Error.WriteLineAsync($"aethergen: {job.Name}…");
        long begun = Stopwatch.GetTimestamp();
        Outcome outcome = await job.RunAsync(ct);
        TimeSpan took = Stopwatch.GetElapsedTime(begun);
        lock (outcomes)
        {
            outcomes.Add(outcome);
            string line = string.Format(
                Row,
                outcome.Name,
                outcome.Passed,
                outcome.Failed,
                took.TotalSeconds,
                outcome.Remark
            );
            Console.WriteLine(line.TrimEnd());
            foreach (string complaint in outcome.Complaint)
            {
                Console.Error.WriteLine(complaint);
            }
        }
    }

    private int Summarize()
    {
        TimedTest[] tests = [.. outcomes.SelectMany(outcome => outcome.Tests)];
        if (tests.Length > SlowestShown)
        {
            Console.WriteLine();
            Console.WriteLine($"The {SlowestShown} slowest tests:");
            foreach (TimedTest test in tests.OrderByDescending(test => test.Took).Take(SlowestShown))
            {
                Console.WriteLine(string.Format(Slowest, test.Took.TotalSeconds, Short(test.Name)));
            }
        }

        int passed = outcomes.Sum(outcome => outcome.Passed);
        int failed = outcomes.Sum(outcome => outcome.Failed);
        Console.WriteLine();
        Console.WriteLine($"{passed} passed, {failed} failed");
        return passed > 0 && failed == 0 ? LauncherExitCode.Done : LauncherExitCode.TestsFailed;
    }

    private static string Short(string name) => name.Length > LongestName ? name[..LongestName] + "…" : name;
}
