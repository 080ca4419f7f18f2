using AethergenAI.Generation;
using AethergenAI.Generation.Encodings;
using AethergenAI.Generation.Sampling;
using AethergenAI.Tables;

namespace AethergenAI.Core.Tests.Generation.Encodings;

public sealed partial class CalendarTests
{
    private static CalendarPart Part(int modelColumn, double step, params double[] atoms) =>
        new(modelColumn, new NumberScale([.. atoms.Select(atom => new[] { atom })], step));

    /// <summary>Days by <see cref="Shares"/>, spread evenly over the weeks.</summary>
    private static double[] Days(Random random, int rows, int weeks) =>
        [
            .. Enumerable
                .Range(0, rows)
                .Select(row =>
                {
                    double unit = random.NextDouble();
                    int weekday = 0;
                    while (weekday < 6 && unit >= Shares[weekday])
                    {
                        unit -= Shares[weekday++];
                    }
                    return NewYear + 2 + (row % weeks * 7) + weekday;
                }),
        ];

    /// <summary>Between eight and eighteen o'clock, at a quarter of an hour.</summary>
    private static double Time(double day, Random random) =>
        ((day - NewYear) * 86_400) + NewYearSeconds + ((8 + random.Next(10)) * 3_600) + (random.Next(4) * 900);

    private static int[] Counts(double[] seconds, int digits, double unit)
    {
        int[] counts = new int[digits];
        // 259,200 seconds before 1970 it was Monday.
        foreach (double second in seconds)
        {
            counts[(int)Math.Floor((second + 259_200) / unit) % digits]++;
        }
        return counts;
    }

    private static NumberData Column(string name, double[] values) => new() { Name = name, Values = values };

    private static Table Replayed(EncodedSeed encoded)
    {
        int width = encoded.Columns.Count,
            rows = encoded.Seed.RowCount;
        int[] tokens =
        [
            .. Enumerable
                .Range(0, rows * width)
                .Select(cell => Math.Max(0, encoded.Columns[cell % width].Tokens[cell / width])),
        ];
        return Sample(Model(encoded), new Replay(tokens, width), new SampleRequest(rows, 1));
    }

    private static Table Sample(Model model, ITokenSampler sampler, SampleRequest request) =>
        RowSampler.Sample(model, sampler, request, new Progress<RunProgress>(), CancellationToken.None).Table;

    private static Model Model(EncodedSeed encoded)
    {
        var request = new FitRequest(
            encoded.Seed,
            encoded.Schema,
            new GeneratorSettings(new Dictionary<string, string>(), 1)
        );
        return ModelDocument.Assemble("replay", request, encoded, 0, [], "none", 0, CancellationToken.None);
    }

    private static Model Hand(CalendarEncoding encoding)
    {
        var seed = new Table([Column("day", [8])]);
        var columns = encoding
            .Parts.Select((part, place) => new TokenColumn($"part {place}", [0], part.Scale.Cells.Count, Ordered: true))
            .ToList();
        return Model(new EncodedSeed(new Schema("s", [new DateColumn("day")]), seed, columns, [encoding]));
    }

    /// <summary>Gives the same tokens in every block, but those that are given.</summary>
    private sealed class Replay(int[] tokens, int width) : ITokenSampler
    {
        public string Provider => "none";

        public int Parallelism => 1;

        internal int[] LastGiven { get; private set; } = [];

        public void Sample(ReadOnlySpan<float> noise, ReadOnlySpan<int> given, Span<int> drawn, int rows)
        {
            LastGiven = given.ToArray();
            for (int cell = 0; cell < rows * width; cell++)
            {
                drawn[cell] = given[cell] >= 0 ? given[cell] : tokens[cell % tokens.Length];
            }
        }

        public void Dispose() { }
    }
}
