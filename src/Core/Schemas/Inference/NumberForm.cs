using System.Text;
using AethergenAI.Tables.Csv;

namespace AethergenAI.Schemas.Inference;

/// <summary>One way in which a column may write its numbers.</summary>
internal abstract class NumberForm
{
    private NumberProbe? numbers;

    /// <summary>The numbers of the cells that have this form. Most forms of most columns have none.</summary>
    public NumberProbe Numbers => numbers ??= new NumberProbe((byte)'.');

    /// <summary>The number of cells of this form.</summary>
    public int Count => numbers?.Count ?? 0;

    public int Failures { get; private set; }

    /// <summary>The first row whose cell has another form, from 1; 0 if it is not known.</summary>
    public int FirstFailure { get; private set; }

    /// <summary>The first cells of another form.</summary>
    public OddForms Odds { get; private set; } = new();

    /// <param name="cut">Whether the cell has a body of digits and the texts around it are the column's.</param>
    public abstract bool TryRead(
        ReadOnlySpan<byte> cell,
        bool cut,
        ReadOnlySpan<byte> body,
        bool negative,
        out NumberText number
    );

    public abstract string Pattern(NumberAffixes affixes);

    /// <summary>Takes the form of a cell that was read for the column's.</summary>
    /// <returns>False if the column's other cells contradict it.</returns>
    protected abstract bool Learn(ReadOnlySpan<byte> cell, ReadOnlySpan<byte> body);

    /// <summary>Counts cells before the first one with a digit, none of which has any form.</summary>
    /// <param name="firstRow">The first of their rows, from 1.</param>
    public void Miss(int cells, int firstRow, OddForms odds) =>
        (Failures, FirstFailure, Odds) = (cells, cells == 0 ? 0 : firstRow, new OddForms(odds));

    public void Observe(ReadOnlySpan<byte> cell, bool cut, ReadOnlySpan<byte> body, bool negative, int row)
    {
        if (TryRead(cell, cut, body, negative, out NumberText number) && Learn(cell, body))
        {
            Numbers.Take(number, row);
            return;
        }
        if (Failures++ == 0)
        {
            FirstFailure = row + 1;
        }
        Odds.Observe(cell);
    }
}

/// <param name="group">What stands between groups of three digits; empty: nothing.</param>
internal sealed class DigitForm(string group, char point) : NumberForm
{
    private readonly byte[] separator = Encoding.UTF8.GetBytes(group);

    public string Group => group;

    public char Point => point;

    /// <summary>Whether a separator occurs.</summary>
    public bool Grouped { get; private set; }

    /// <summary>The number of cells without separator.</summary>
    public int Ungrouped { get; private set; }

    /// <summary>Whether decimals occur.</summary>
    public bool Pointed => Numbers.Pointed;

    public override bool TryRead(
        ReadOnlySpan<byte> cell,
        bool cut,
        ReadOnlySpan<byte> body,
        bool negative,
        out NumberText number
    )
    {
        number = default;
        if (!cut || !NumberBody.TryRead(body, separator, (byte)point, out number, out bool grouped, out int whole))
        {
            return false;
        }
        if (separator.Length > 0 && !grouped && whole > 3)
        {
            return false;
        }
        if (negative)
        {
            number = number with { Value = -number.Value, Units = -number.Units };
        }
        return true;
    }

    protected override bool Learn(ReadOnlySpan<byte> cell, ReadOnlySpan<byte> body)
    {
        bool grouped = separator.Length > 0 && body.IndexOf(separator) >= 0;
        Grouped |= grouped;
        Ungrouped += grouped ? 0 : 1;
        return true;
    }

    public override string Pattern(NumberAffixes affixes)
    {
        string whole = Numbers.Form is { Bare: true, Zeroed: false } ? "#" : "0";
        return affixes.Around((Grouped ? $"#{group}##0" : whole) + Numbers.Form.Decimals(point));
    }
}

/// <summary>Times with colons, in two or three fields.</summary>
internal sealed class ClockForm(int fields) : NumberForm
{
    private int shortest = int.MaxValue;
    private bool padded;

    /// <summary>The unit of the last field; null where it may be minutes or seconds.</summary>
    public string? Unit => fields == 3 ? "s" : null;

    public override bool TryRead(
        ReadOnlySpan<byte> cell,
        bool cut,
        ReadOnlySpan<byte> body,
        bool negative,
        out NumberText number
    ) => ClockFormat.TryRead(cell, fields, out number, out _);

    protected override bool Learn(ReadOnlySpan<byte> cell, ReadOnlySpan<byte> body)
    {
        ClockFormat.TryRead(cell, fields, out _, out int first);
        int least = Math.Min(shortest, first);
        bool zero = padded || (first > 1 && cell[cell[0] == '-' ? 1 : 0] == '0');
        if (zero && least == 1)
        {
            return false;
        }
        (shortest, padded) = (least, zero);
        return true;
    }

    public override string Pattern(NumberAffixes affixes) =>
        (shortest > 1 ? "hh:mm" : "h:mm") + (fields == 3 ? ":ss" : "") + Numbers.Form.Decimals('.');
}
