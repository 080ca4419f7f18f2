using System.Text.Json;
using System.Xml.Linq;
using AethergenAI.Launcher.Testing;

namespace AethergenAI.Launcher.Tests;

public sealed class OutcomeTests
{
    [Theory]
    [InlineData(5, 0, 0, 0, 0, 5, 0)]
    [InlineData(5, 2, 0, 0, 1, 5, 2)]
    [InlineData(5, 0, 1, 0, 1, 5, 1)] // an error outside a test
    [InlineData(0, 0, 0, 0, 0, 0, 1)] // nothing ran
    [InlineData(0, 0, 0, 3, 0, 0, 0)] // everything was skipped
    [InlineData(5, 0, 0, 0, 134, 5, 1)] // it crashed after its last test
    public void A_report_of_xunit_is_counted(
        int passed,
        int failed,
        int errors,
        int skipped,
        int code,
        int countedPassed,
        int countedFailed
    )
    {
        var report = XDocument.Parse(
            $"""
            <assemblies><assembly passed="{passed}" failed="{failed}" errors="{errors}" skipped="{skipped}">
            <collection><test name="A.B" time="1.5" /></collection></assembly></assemblies>
            """
        );
        using var log = new Log("launcher-tests");
        Outcome outcome = XunitTests.Read("X", report, code, log);

        Assert.Equal((countedPassed, countedFailed), (outcome.Passed, outcome.Failed));
        Assert.Equal(new TimedTest("A.B", TimeSpan.FromSeconds(1.5)), Assert.Single(outcome.Tests));
    }

    [Theory]
    [InlineData("passed", 0, 3, 0)]
    [InlineData("failed", 1, 3, 1)] // a file that could not be loaded
    [InlineData("passed", 1, 3, 1)] // it failed without a failed test
    public void A_report_of_vitest_is_counted(string status, int code, int countedPassed, int countedFailed)
    {
        using var report = JsonDocument.Parse(
            $$"""
            {"numPassedTests": 3, "numFailedTests": 0,
             "testResults": [{"status": "{{status}}", "assertionResults": []}]}
            """
        );
        using var log = new Log("launcher-tests");
        Outcome outcome = WebTests.Read(report.RootElement, code, log);

        Assert.Equal((countedPassed, countedFailed), (outcome.Passed, outcome.Failed));
    }

    [Fact]
    public void A_failure_is_shown_with_the_lines_that_follow_it()
    {
        using var log = new Log("launcher-tests");
        foreach (string line in new[] { "quiet", "A [FAIL]", "why", "where", "quiet" })
        {
            log.Write(line);
        }

        Assert.Equal(["A [FAIL]", "why"], log.Around(["[FAIL]"], following: 1, most: 10));
    }
}
