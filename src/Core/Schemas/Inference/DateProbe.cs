namespace AethergenAI.Schemas.Inference;

/// <summary>
/// Finds the date and datetime formats that a column's cells match. Decimals of a second and a time zone at a
/// cell's end are cut off first, so that the formats need not list them.
/// </summary>
internal sealed class DateProbe
{
    /// <summary>
    /// With more cells that do not match, more than one in ten and not of few texts, a format is dropped.
    /// </summary>
    private const int MaxFailures = 10;

    private readonly DateEnding ending = new();

    /// <summary>Null before the first cell that could be a moment: most columns have none.</summary>
    private List<DateCandidate>? candidates;
    private readonly OddForms odds = new();
    private int firstRow;

    /// <summary>The first format that all cells so far match, or null.</summary>
    public DateCandidate? Best => Count > 0 ? candidates?.Find(candidate => candidate.Failures == 0) : null;

    /// <summary>The format that all cells match but those that may stand for missing, or null.</summary>
    public DateCandidate? Nearly =>
        candidates?.MinBy(candidate => candidate.Failures) is { } best && best.Odds.MayBeMissing(Count) ? best : null;

    public bool Tried => candidates is not { Count: 0 };

    public int Count { get; private set; }

    /// <summary>Formats with another order of day, month and year that nothing in the file speaks against.</summary>
    public IReadOnlyList<DateCandidate> Others { get; private set; } = [];

    /// <summary>What the cells have after the format: decimals and a time zone.</summary>
    public DateEnding Ending => ending;

    /// <summary>The format with its decimals and time zone.</summary>
    public string Format(DateCandidate candidate) => candidate.Format + ending.Format;

    /// <summary>Drops the formats that too many cells do not match.</summary>
    public void Observe(ReadOnlySpan<byte> cell, int row)
    {
        Count++;
        bool possible = cell.Length is >= 6 and <= 48 && cell.IndexOfAnyInRange((byte)'0', (byte)'9') >= 0;
        if (candidates is null && !possible)
        {
            firstRow = Count == 1 ? row + 1 : firstRow;
            odds.Observe(cell);
            candidates = Count > MaxFailures && !odds.MayRepeat(Count) ? [] : null;
            return;
        }

        candidates ??=
        [
            .. DateFormats.Known.Select(known => new DateCandidate(
                known.Reader,
                known.Time,
                Count - 1,
                firstRow,
                odds
            )),
        ];
        ReadOnlySpan<byte> rest = possible ? DateEnding.Cut(cell, out long ticks, out _) : NoText(out ticks);
        bool moment = false;
        for (int i = candidates.Count - 1; i >= 0; i--)
        {
            DateCandidate candidate = candidates[i];
            if (candidate.Observe(rest, ticks, row))
            {
                moment = true;
            }
            else
            {
                candidate.Odds.Observe(cell);
            }
            bool many = candidate.Failures > MaxFailures && !candidate.Odds.IsRare(Count);
            if (many && !candidate.Odds.MayRepeat(Count))
            {
                candidates.RemoveAt(i);
            }
        }
        if (moment)
        {
            ending.Learn(cell);
        }
    }

    /// <returns>Days since 0001-01-01, or seconds since 1970; NaN if the cell is not of the format.</returns>
    public double Value(DateCandidate candidate, ReadOnlySpan<byte> cell)
    {
        ReadOnlySpan<byte> rest = DateEnding.Cut(cell, out long ticks, out TimeSpan offset);
        return candidate.Value(rest, ending.Offsets ? ticks - offset.Ticks : ticks);
    }

    /// <summary>The first and the last moment, in UTC where offsets differ (to within the widest of them).</summary>
    public (DateTime Min, DateTime Max) Range(DateCandidate candidate) =>
        ending.Offsets
            ? (candidate.Min - ending.Latest, candidate.Max - ending.Earliest)
            : (candidate.Min, candidate.Max);

    /// <summary>
    /// Decides between the orders of day, month and year that as many cells fit: takes the one that alone puts the rows
    /// in order, else the one with the fewest years, of several the first known. It is in doubt unless many rows are
    /// in order.
    /// </summary>
    public void Settle()
    {
        if (Nearly is not { Failures: var fewest })
        {
            return;
        }
        DateCandidate[] orders =
        [
            .. candidates!
                .Where(candidate => candidate.Failures == fewest)
                .DistinctBy(candidate => candidate.Order, StringComparer.Ordinal),
        ];
        if (orders.Length < 2)
        {
            return;
        }
        DateCandidate[] rising = Array.FindAll(orders, candidate => candidate.InOrder);
        DateCandidate chosen =
            rising.Length == 1 ? rising[0] : orders.MinBy(candidate => candidate.Max.Year - candidate.Min.Year)!;
        bool sure = rising.Length == 1 && chosen.Rises;
        Others = sure ? [] : [.. orders.Where(candidate => candidate != chosen)];
        candidates!.RemoveAll(candidate => candidate.Failures == fewest && candidate.Order != chosen.Order);
    }

    private static ReadOnlySpan<byte> NoText(out long ticks)
    {
        ticks = 0;
        return default;
    }
}
