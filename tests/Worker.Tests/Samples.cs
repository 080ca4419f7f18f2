using System.Globalization;
using System.Text;
using AethergenAI.Recipes;

namespace AethergenAI.Worker.Tests;

internal static class Samples
{
    internal static Recipe RecipeOf(int repeats, int rows) =>
        new()
        {
            Name = "test",
            Data = new RecipeData("seed.csv"),
            Base = new TrialSettings { Generator = "independent", Rows = rows },
            Repeats = repeats,
        };

    internal static byte[] Seed(int rows)
    {
        var random = new Random(1);
        var csv = new StringBuilder("age,income,region\n");
        for (int i = 0; i < rows; i++)
        {
            int age = random.Next(18, 90);
            csv.Append(
                CultureInfo.InvariantCulture,
                $"{age},{20_000 + (age * 300) + random.Next(10_000)},{(char)('A' + random.Next(4))}\n"
            );
        }

        return Encoding.UTF8.GetBytes(csv.ToString());
    }

    /// <summary>No generator takes free text.</summary>
    internal static byte[] FreeText(int rows) =>
        Encoding.UTF8.GetBytes(
            string.Concat(
                Enumerable
                    .Range(0, rows)
                    .Select(i =>
                        $"{i * i % 97},the {i}th patient came in at {i % 24} o'clock and said {i * 7919} "
                        + "different things\n"
                    )
                    .Prepend("age,note\n")
            )
        );
}
