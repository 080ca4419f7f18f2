using AethergenAI.Tables.Csv;

namespace AethergenAI.Schemas.Inference;

/// <summary>Finds the date and datetime formats that all cells of a column match.</summary>
internal sealed class MomentProbe
{
    /// <summary>
    /// Formats with the day first come before those with the month first: if every day is at most 12,
    /// only the order of the rows can tell them apart.
    /// </summary>
    private static readonly (string Format, bool Time)[] Known =
    [
        ("yyyy-MM-dd", false),
        ("yyyy/MM/dd", false),
        ("yyyy.MM.dd", false),
        ("yyyyMMdd", false),
        ("dd/MM/yyyy", false),
        ("MM/dd/yyyy", false),
        ("d/M/yyyy", false),
        ("M/d/yyyy", false),
        ("dd.MM.yyyy", false),
        ("d.M.yyyy", false),
        ("dd-MM-yyyy", false),
        ("MM-dd-yyyy", false),
        ("dd-MMM-yyyy", false),
        ("d-MMM-yyyy", false),
        ("d MMM yyyy", false),
        ("MMM d yyyy", false),
        ("MMM d, yyyy", false),
        ("yyyy-MM-dd'T'HH:mm:ss", true),
        ("yyyy-MM-dd HH:mm:ss", true),
        ("yyyy-MM-dd'T'HH:mm", true),
        ("yyyy-MM-dd HH:mm", true),
        ("yyyy-MM-dd'T'HH:mm:ss'Z'", true),
        ("yyyy-MM-dd'T'HH:mm:ss.fff", true),
        ("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", true),
        ("yyyy-MM-dd HH:mm:ss.fff", true),
        ("yyyy-MM-dd HH:mm:ss.ffffff", true),
        ("yyyy-MM-dd'T'HH:mm:ss.ffffff", true),
        ("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", true),
        ("yyyy/MM/dd HH:mm:ss", true),
        ("yyyy/MM/dd HH:mm", true),
        ("dd/MM/yyyy HH:mm:ss", true),
        ("MM/dd/yyyy HH:mm:ss", true),
        ("dd/MM/yyyy HH:mm", true),
        ("MM/dd/yyyy HH:mm", true),
        ("d/M/yyyy H:mm", true),
        ("M/d/yyyy H:mm", true),
        ("d/M/yyyy H:mm:ss", true),
        ("M/d/yyyy H:mm:ss", true),
        ("dd.MM.yyyy HH:mm:ss", true),
        ("dd.MM.yyyy HH:mm", true),
        ("M/d/yyyy h:mm:ss tt", true),
        ("M/d/yyyy h:mm tt", true),
    ];

    private readonly List<Candidate> candidates = [.. Known.Select(known => new Candidate(known.Format, known.Time))];

    /// <summary>The first format that all cells so far match, or null.</summary>
    public Candidate? Best => Count > 0 && candidates.Count > 0 ? candidates[0] : null;

    public bool Tried => candidates.Count > 0;

    public int Count { get; private set; }

    /// <summary>Whether nothing in the file tells day and month apart.</summary>
    public bool Ambiguous { get; private set; }

    /// <summary>Drops the formats that the cell does not match.</summary>
    public void Observe(ReadOnlySpan<byte> cell)
    {
        Count++;
        if (
            cell.Length is < 8 or > 32
            || (uint)(cell[^1] - '0') > 9 && cell[^1] is not ((byte)'Z' or (byte)'M' or (byte)'m')
        )
        {
            candidates.Clear();
            return;
        }

        for (int i = candidates.Count - 1; i >= 0; i--)
        {
            if (!candidates[i].Observe(cell))
            {
                candidates.RemoveAt(i);
            }
        }
    }

    /// <summary>
    /// Decides between day first and month first: takes the one that puts the rows in order,
    /// or day first if both or neither do.
    /// </summary>
    public void Settle()
    {
        Candidate? other = candidates
            .Skip(1)
            .FirstOrDefault(candidate => candidate.MonthFirst != candidates[0].MonthFirst);
        if (other is null)
        {
            return;
        }
        if (other.InOrder && !candidates[0].InOrder)
        {
            candidates.RemoveAll(candidate => candidate.MonthFirst != other.MonthFirst);
        }
        else
        {
            Ambiguous = other.InOrder == candidates[0].InOrder && Count > 0;
        }
    }

    internal sealed class Candidate(string format, bool time)
    {
        private readonly TemporalFormat reader = new(format);
        private DateTime last = DateTime.MinValue;

        public string Format => format;

        public bool Time => time;

        public bool MonthFirst { get; } = format.StartsWith('M') && !format.StartsWith("MMM", StringComparison.Ordinal);

        /// <summary>Whether no row is earlier than the one before.</summary>
        public bool InOrder { get; private set; } = true;

        public DateTime Min { get; private set; } = DateTime.MaxValue;

        public DateTime Max { get; private set; } = DateTime.MinValue;

        public bool Observe(ReadOnlySpan<byte> cell)
        {
            if (!reader.TryParse(cell, out DateTime moment))
            {
                return false;
            }
            InOrder &= moment >= last;
            last = moment;
            if (moment < Min)
            {
                Min = moment;
            }
            if (moment > Max)
            {
                Max = moment;
            }
            return true;
        }

        /// <returns>Days since 0001-01-01, or seconds since 1970.</returns>
        public double Value(ReadOnlySpan<byte> cell)
        {
            bool read = time ? reader.TrySeconds(cell, out double value) : reader.TryDay(cell, out value);
            return read ? value : double.NaN;
        }
    }
}
