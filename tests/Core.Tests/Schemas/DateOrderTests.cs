using AethergenAI.Core.Tests.Tables;
using AethergenAI.Schemas;
using AethergenAI.Tables;

namespace AethergenAI.Core.Tests.Schemas;

/// <summary>In which order day, month and year stand, and what is said where the cells do not tell.</summary>
public sealed class DateOrderTests
{
    [Fact]
    public void Where_no_day_is_above_12_the_order_of_the_rows_tells_day_from_month()
    {
        string[] monthFirst = ["01/02/2001", "02/01/2001", "03/01/2001", "04/02/2001"];
        DateColumn few = Assert.IsType<DateColumn>(Column("day", monthFirst));
        Assert.Equal("MM/dd/yyyy", few.Format);
        Assert.NotNull(few.Doubt); // four rows may be in order by chance

        string[] many =
        [
            .. Enumerable.Range(0, 24).Select(row => $"{row % 12 + 1:00}/{row % 3 + 1:00}/{2001 + row / 12}"),
        ];
        DateColumn sure = Assert.IsType<DateColumn>(Column("day", many));
        Assert.Equal(("MM/dd/yyyy", null), (sure.Format, sure.Doubt));
    }

    /// <summary>Both readings are named, and the one with the fewer years is proposed.</summary>
    [Theory]
    [InlineData("yy-MM-dd", "dd-MM-yy")]
    [InlineData("yy/MM/dd", "dd/MM/yy")]
    [InlineData("yy.MM.dd", "dd.MM.yy")]
    [InlineData("dd-MM-yy", "yy-MM-dd")]
    [InlineData("yy-MM-dd HH:mm", "dd-MM-yy HH:mm")]
    public void Dates_that_fit_two_orders_are_in_doubt(string format, string other)
    {
        string[] cells = [.. Enumerable.Range(0, 200).Select(row => Day(row * 37 % 1400).ToString(format, null))];

        Column column = Column("day", cells);

        Assert.Equal(format, (column as DateColumn)?.Format ?? ((DateTimeColumn)column).Format);
        Assert.StartsWith(
            $"Its cells fit {format} and {other}: they may be dates",
            column.Doubt,
            StringComparison.Ordinal
        );
        Assert.Contains($"{format} is proposed: confirm it", column.Doubt, StringComparison.Ordinal);
        Assert.Contains("read as 1950 to 2049", Finding("day", cells).Reason, StringComparison.Ordinal);

        static DateTime Day(int days) => new DateTime(2016, 1, 1).AddDays(days);
    }

    [Theory]
    [InlineData("dd/MM/yyyy", "MM/dd/yyyy")]
    [InlineData("d-M-yyyy", "M-d-yyyy")]
    [InlineData("d/M/yyyy H:mm", "M/d/yyyy H:mm")]
    public void Dates_of_which_no_day_is_above_12_are_in_doubt(string format, string other)
    {
        string[] cells =
        [
            .. Enumerable
                .Range(0, 200)
                .Select(row => new DateTime(2016 + row % 5, row * 7 % 12 + 1, row * 5 % 12 + 1).ToString(format, null)),
        ];
        Assert.StartsWith($"Its cells fit {format} and {other}, and nothing", Column("day", cells).Doubt, default);
    }

    [Theory]
    [InlineData("MM-dd-yy")] // a day above 12 and a year above 12 tell
    [InlineData("dd.MM.yyyy")]
    [InlineData("yyyy-MM-dd")]
    public void Dates_that_fit_one_order_only_are_not(string format)
    {
        string[] cells =
        [
            .. Enumerable
                .Range(0, 200)
                .Select(row => new DateTime(2013, 1, 1).AddDays(row * 37 % 3000).ToString(format, null)),
        ];
        DateColumn column = Assert.IsType<DateColumn>(Column("day", cells));
        Assert.Equal((format, null), (column.Format, column.Doubt));
    }

    [Fact]
    public void Dates_in_several_orders_are_said_to_be_such()
    {
        string[] cells =
        [
            .. Enumerable
                .Range(0, 200)
                .Select(row =>
                    new DateTime(2013, 1, 1)
                        .AddDays(row * 37 % 3000)
                        .ToString(row % 2 == 0 ? "dd/MM/yyyy" : "MM/dd/yyyy", null)
                ),
        ];
        Assert.StartsWith("Its cells are dates, but day, month and year", Column("day", cells).Doubt, default);
    }

    private static Column Column(string name, IEnumerable<string> cells) => Infer(name, cells).Schema[name];

    private static ColumnFinding Finding(string name, IEnumerable<string> cells) => Infer(name, cells).Columns[0];

    private static SchemaProposal Infer(string name, IEnumerable<string> cells) =>
        Files.Infer($"{name};other\n" + string.Concat(cells.Select(cell => $"{cell};x\n")));
}
