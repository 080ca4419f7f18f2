namespace AethergenAI.Onnx.Tests;

/// <summary>What every generator is held to; a new one joins through <see cref="Generators.All"/>.</summary>
public sealed class ConformanceTests
{
    public static TheoryData<string> Names => [.. Generators.All.Select(generator => generator.Description.Name)];

    [Theory, MemberData(nameof(Names))]
    public void Rows_hold_every_constraint_of_the_schema(string name)
    {
        var (seed, schema) = Seeds.Orders();
        var rows = Generators.Named(name).Fit(seed, schema).Rows(20_000);
        var pairs = new HashSet<(string?, string?)>(Enumerable.Range(0, seed.RowCount).Select(row => (seed.Levels("city")[row], seed.Levels("country")[row])));
        for (int row = 0; row < rows.RowCount; row++)
        {
            double goods = rows.Numbers("goods").Values[row], tax = rows.Numbers("tax").Values[row], sent = rows.Numbers("sent").Values[row];
            Assert.Equal(rows.Numbers("total").Values[row], goods + tax, 0.005);
            Assert.True(tax <= goods);
            Assert.False(sent < rows.Numbers("ordered").Values[row]);
            Assert.Contains((rows.Levels("city")[row], rows.Levels("country")[row]), pairs);
            Assert.InRange(rows.Numbers("age").Values[row], 18, 80);
            Assert.Equal(goods, Math.Round(goods, 2));
        }

        Assert.Equal(rows.RowCount, rows.Numbers("number").Values.Distinct().Count());
        Assert.Equal(rows.RowCount, rows.Levels("order").Levels.Distinct(StringComparer.Ordinal).Count());
        Assert.All(rows.Levels("order").Levels, id => Assert.Matches("^A-[0-9]{6}$", id));
        Assert.All(rows.Numbers("coupon").Values, value => Assert.True(double.IsNaN(value)));
    }
}
