using System.Diagnostics;
using System.Globalization;

namespace AethergenAI.Benchmarks.Fuzz;

/// <summary>Shares the time between the readers, and counts what each of them read and what was found.</summary>
internal static class FuzzCommand
{
    private const string Row = "{0,-16} {1,12:#,##0} inputs {2,10:#,##0} s {3,6} findings";

    public static int Run(string[] args)
    {
        if (FuzzOptions.Parse(args) is not { } options)
        {
            Console.Error.WriteLine(FuzzOptions.Help);
            return 2;
        }

        Directory.CreateDirectory(options.Folder);
        List<string> names = [.. FuzzReaders.Names.Where(name => name.Contains(options.Reader))];
        if (options.IsChild)
        {
            FuzzReader reader = FuzzReaders.Named(options.Reader);
            new FuzzProcess(reader, options.Seed, options.Folder).Run(options.From, options.Inputs, options.Time);
            return 0;
        }

        int found = 0;
        foreach ((int done, string name) in names.Index())
        {
            long begin = Stopwatch.GetTimestamp();
            (long inputs, int findings) = Read(name, options, options.Time / names.Count);
            double seconds = Stopwatch.GetElapsedTime(begin).TotalSeconds;
            Console.WriteLine(string.Format(CultureInfo.InvariantCulture, Row, name, inputs, seconds, findings));
            found += findings;
        }

        Console.WriteLine(found == 0 ? "No findings." : $"Findings are in {Path.GetFullPath(options.Folder)}.");
        return found == 0 ? 0 : 1;
    }

    /// <summary>Starts a reader's process again behind the input at which it hung or crashed.</summary>
    private static (long Inputs, int Findings) Read(string name, FuzzOptions options, TimeSpan time)
    {
        long from = options.From,
            inputs = 0;
        int findings = 0;
        long begin = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(begin) < time && from < options.From + options.Inputs)
        {
            using Process child = Start(options.Child(name, time - Stopwatch.GetElapsedTime(begin), from));
            long last = from - 1;
            while (child.StandardOutput.ReadLine() is { } line)
            {
                bool isFinding = line.StartsWith('!');
                findings += isFinding ? 1 : 0;
                if (isFinding)
                {
                    Console.WriteLine($"{name}: {line}");
                }
                else
                {
                    last = long.Parse(line, CultureInfo.InvariantCulture);
                }
            }

            child.WaitForExit();
            inputs += last - from + 1;
            if (child.ExitCode == 0)
            {
                break;
            }
            if (child.ExitCode != FuzzProcess.Hung)
            {
                findings++;
                Console.WriteLine($"{name}: ! the process ended with code {child.ExitCode} at input {last + 1}");
                Keep(name, options, last + 1);
            }
            from = last + 2;
        }

        return (inputs, findings);
    }

    private static void Keep(string name, FuzzOptions options, long input)
    {
        string current = Path.Combine(options.Folder, $"{name}.current");
        byte[] bytes = File.Exists(current) ? File.ReadAllBytes(current) : [];
        new FuzzFinding(name, options.Seed, input, "The process crashed.") { Cause = "Crash" }.Write(
            options.Folder,
            bytes
        );
    }

    private static Process Start(string[] arguments) =>
        Process.Start(
            new ProcessStartInfo("dotnet", ["exec", typeof(FuzzCommand).Assembly.Location, .. arguments])
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                // Garbage is collected early, so that memory shows what a reader holds, not what it left behind.
                Environment = { ["DOTNET_GCgen0size"] = "400000", ["DOTNET_gcConcurrent"] = "0" },
            }
        )!;
}
