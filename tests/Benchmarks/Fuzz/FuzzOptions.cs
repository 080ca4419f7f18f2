using System.Globalization;

namespace AethergenAI.Benchmarks.Fuzz;

/// <param name="Reader">Part of a reader's name; empty: all readers.</param>
/// <param name="Time">Of all readers together.</param>
/// <param name="From">The number of the first input.</param>
/// <param name="Inputs">At most so many of each reader.</param>
/// <param name="Folder">Where findings are written.</param>
/// <param name="IsChild">Whether this process reads the inputs itself.</param>
internal sealed record FuzzOptions(
    string Reader,
    TimeSpan Time,
    int Seed,
    long From,
    long Inputs,
    string Folder,
    bool IsChild
)
{
    public const string Help = """
        Feeds every reader of files damaged and hostile files, and looks for what is no refusal.

        Usage: aethergen bench fuzz [--minutes N] [--reader NAME] [--seed N] [--from N] [--inputs N] [-o FOLDER]

          --minutes N     for all readers together (10)
          --reader NAME   part of a reader's name; without it, all of them
          --seed N        of the random numbers (1); the same seed gives the same inputs
          --from N        the number of the first input (0)
          --inputs N      at most so many for each reader
          -o FOLDER       where findings are written (fuzz-findings)

        A finding is an exception that is no refusal, more than 10 seconds, or more than 64 MiB of memory for an
        input of at most 1 MiB. The exit code is 1 where there is one.
        """;

    public static FuzzOptions? Parse(string[] args)
    {
        var options = new FuzzOptions("", TimeSpan.FromMinutes(10), 1, 0, long.MaxValue >> 1, "fuzz-findings", false);
        for (int i = 0; i < args.Length; i++)
        {
            if (args[i] == "--child")
            {
                options = options with { IsChild = true };
                continue;
            }
            if (i + 1 == args.Length || options.With(args[i], args[i + 1]) is not { } changed)
            {
                return null;
            }
            options = changed;
            i++;
        }

        return options;
    }

    public string[] Child(string reader, TimeSpan time, long from) =>
        [
            "fuzz",
            "--child",
            "--reader",
            reader,
            "--minutes",
            time.TotalMinutes.ToString(CultureInfo.InvariantCulture),
            "--seed",
            Seed.ToString(CultureInfo.InvariantCulture),
            "--from",
            from.ToString(CultureInfo.InvariantCulture),
            "--inputs",
            (From + Inputs - from).ToString(CultureInfo.InvariantCulture),
            "-o",
            Folder,
        ];

    private FuzzOptions? With(string name, string value)
    {
        bool isNumber = double.TryParse(value, CultureInfo.InvariantCulture, out double number) && number >= 0;
        return name switch
        {
            "--reader" => this with { Reader = value },
            "-o" => this with { Folder = value },
            _ when !isNumber => null,
            "--minutes" => this with { Time = TimeSpan.FromMinutes(number) },
            "--seed" => this with { Seed = (int)number },
            "--from" => this with { From = (long)number },
            "--inputs" => this with { Inputs = (long)number },
            _ => null,
        };
    }
}
