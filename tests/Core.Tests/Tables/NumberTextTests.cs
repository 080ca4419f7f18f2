using System.Globalization;
using System.Text;
using AethergenAI.Tables.Csv;
using FsCheck;
using FsCheck.Fluent;

namespace AethergenAI.Core.Tests.Tables;

public sealed class NumberTextTests
{
    [Theory]
    [InlineData("0", 0, 0, 0)]
    [InlineData("-12", -12, -12, 0)]
    [InlineData("+3.50", 3.5, 35, 1)]
    [InlineData("100.00", 100, 100, 0)]
    [InlineData(".5", 0.5, 5, 1)]
    [InlineData("5.", 5, 5, 0)]
    [InlineData("-0.25", -0.25, -25, 2)]
    public void A_number_is_its_value_its_units_and_its_decimals(string text, double value, long units, int decimals)
    {
        Assert.True(NumberText.TryParse(Encoding.UTF8.GetBytes(text), (byte)'.', out NumberText number));
        Assert.Equal((value, units, decimals), (number.Value, number.Units, number.Decimals));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData(".")]
    [InlineData("1,000")]
    [InlineData("1.2.3")]
    [InlineData("0x10")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("1e999")]
    [InlineData("12 000")]
    [InlineData("$5")]
    [InlineData("e5")]
    [InlineData("١٢")]
    public void What_is_no_plain_finite_number_is_none(string text) =>
        Assert.False(NumberText.TryParse(Encoding.UTF8.GetBytes(text), (byte)'.', out _));

    [Fact]
    public void Every_finite_double_reads_back_as_the_framework_reads_it() =>
        Prop.ForAll<double>(value =>
            {
                string text = value.ToString("R", CultureInfo.InvariantCulture);
                return !double.IsFinite(value)
                    || NumberText.TryParse(Encoding.UTF8.GetBytes(text), (byte)'.', out NumberText number)
                        && number.Value.Equals(value + 0.0);
            })
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Decimals_are_rounded_as_the_framework_rounds_them() =>
        Prop.ForAll<long, byte>(
                (units, shift) =>
                {
                    string digits = Math.Abs(units % 1_000_000_000_000_000_000)
                        .ToString("D20", CultureInfo.InvariantCulture);
                    string text = digits.Insert(digits.Length - 1 - shift % 18, ".");
                    return NumberText.TryParse(Encoding.UTF8.GetBytes(text), (byte)'.', out NumberText number)
                        && number.Value.Equals(double.Parse(text, CultureInfo.InvariantCulture));
                }
            )
            .QuickCheckThrowOnFailure();
}
