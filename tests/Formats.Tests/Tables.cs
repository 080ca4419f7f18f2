using AethergenAI.Tables;

namespace AethergenAI.Formats.Tests;

/// <summary>A table with every kind of column, with nulls and with letters beyond ASCII.</summary>
internal static class Tables
{
    internal static readonly Schema Schema = new(
        "every-kind",
        [
            new IdentifierColumn("id"),
            new IntegerColumn("age", 0, 120) { Nullable = true },
            new DecimalColumn("cost, £", -1000, 1000, 0.01) { Nullable = true },
            new DecimalColumn("ratio") { Nullable = true },
            new CategoricalColumn("town", ["Łódź", "São \"Paulo\"", "a long name, over twelve bytes", "two\nlines"])
            {
                Nullable = true,
            },
            new BooleanColumn("smoker", "no", "yes") { Nullable = true },
            new DateColumn("born", Format: "dd/MM/yyyy") { Nullable = true },
            new DateTimeColumn("seen") { Nullable = true },
        ]
    );

    internal static void Write(string path, Table table, Schema schema)
    {
        using var writer = TableFile.Create(path, schema);
        writer.Append(table);
        writer.Complete();
    }

    internal static Table Rows(int count, int first = 0)
    {
        double day = new DateOnly(1899, 12, 30).DayNumber;
        double second = (new DateTime(2024, 2, 29, 23, 59, 58) - DateTime.UnixEpoch).TotalSeconds;
        return new Table([
            new LevelData
            {
                Name = "id",
                Codes = [.. Enumerable.Range(0, count)],
                Levels = [.. Enumerable.Range(first, count).Select(row => $"{row:D8}")],
            },
            Numbers("age", row => row % 121),
            Numbers("cost, £", row => Math.Round((row % 2000 - 1000) + 0.01 * (row % 100), 2)),
            Numbers("ratio", row => 1.0 / (row + 3)),
            Levels("town", ["Łódź", "São \"Paulo\"", "a long name, over twelve bytes", "two\nlines"]),
            Levels("smoker", ["no", "yes"]),
            Numbers("born", row => day + row),
            Numbers("seen", row => second - 86_400.0 * row),
        ]);

        NumberData Numbers(string name, Func<int, double> cell) =>
            new()
            {
                Name = name,
                Values = [.. Enumerable.Range(first, count).Select(row => row % 7 == 3 ? double.NaN : cell(row))],
            };

        LevelData Levels(string name, string[] levels) =>
            new()
            {
                Name = name,
                Codes = [.. Enumerable.Range(first, count).Select(row => row % 5 == 2 ? -1 : row % levels.Length)],
                Levels = levels,
            };
    }

    /// <summary>Cells as text, so that two tables compare whatever their dictionaries' order.</summary>
    internal static string[][] Cells(Table table) =>
        [
            .. table.Columns.Select(column =>
                column switch
                {
                    NumberData numbers => numbers
                        .Values.Select(value => double.IsNaN(value) ? "" : value.ToString("R"))
                        .ToArray(),
                    LevelData levels => [.. Enumerable.Range(0, levels.Length).Select(row => levels[row] ?? "")],
                    _ => throw new InvalidOperationException(),
                }
            ),
        ];
}
