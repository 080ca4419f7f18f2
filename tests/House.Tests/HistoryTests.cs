using System.Diagnostics;

namespace AethergenAI.House;

public sealed class HistoryTests
{
    private const int MaxSubject = 72,
        Latest = 30;

    [Fact]
    public void Subjects_of_commits_fit_a_line()
    {
        using Process? git = StartIfThere();
        Assert.SkipWhen(git is null, "There is no git on this machine.");
        string[] subjects = git.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        git.WaitForExit();
        Assert.SkipWhen(git.ExitCode != 0, "This is no checkout of git.");
        House.AssertNone(subjects.Where(subject => subject.Length > MaxSubject));
    }

    private static Process? StartIfThere()
    {
        string[] arguments = ["log", "--no-merges", "--format=%s", $"-{Latest}"];
        var start = new ProcessStartInfo("git", arguments)
        {
            UseShellExecute = false,
            WorkingDirectory = House.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            return Process.Start(start);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
