using AethergenAI.Tables.Csv;

namespace AethergenAI.Schemas.Inference;

/// <summary>The date and datetime formats that inference tries.</summary>
internal static class MomentFormats
{
    private static readonly string[] Dates =
    [
        "yyyy-MM-dd",
        "yyyy/MM/dd",
        "yyyy.MM.dd",
        "yyyyMMdd",
        "dd/MM/yyyy",
        "MM/dd/yyyy",
        "d/M/yyyy",
        "M/d/yyyy",
        "dd.MM.yyyy",
        "d.M.yyyy",
        "dd-MM-yyyy",
        "MM-dd-yyyy",
        "dd-MMM-yyyy",
        "d-MMM-yyyy",
        "dd MMM yyyy",
        "d MMM yyyy",
        "dd/MMM/yyyy",
        "ddMMMyyyy",
        "MMM d yyyy",
        "MMM d, yyyy",
        "MMM dd, yyyy",
        "d MMMM yyyy",
        "dd MMMM yyyy",
        "MMMM d, yyyy",
        "ddd, dd MMM yyyy",
        "dd/MM/yy",
        "MM/dd/yy",
        "d/M/yy",
        "M/d/yy",
        "dd.MM.yy",
        "dd-MM-yy",
        "dd-MMM-yy",
        "d-MMM-yy",
        "yyyy-MM",
        "yyyy/MM",
        "MM/yyyy",
        "MMM yyyy",
        "MMM-yyyy",
        "MMMM yyyy",
    ];

    private static readonly string[] Times =
    [
        "yyyy-MM-dd'T'HH:mm:ss",
        "yyyy-MM-dd HH:mm:ss",
        "yyyy-MM-dd'T'HH:mm",
        "yyyy-MM-dd HH:mm",
        "yyyyMMdd'T'HHmmss",
        "yyyyMMdd HH:mm:ss",
        "yyyyMMddHHmmss",
        "yyyyMMddHHmm",
        "yyyy/MM/dd HH:mm:ss",
        "yyyy/MM/dd HH:mm",
        "dd/MM/yyyy HH:mm:ss",
        "MM/dd/yyyy HH:mm:ss",
        "dd/MM/yyyy HH:mm",
        "MM/dd/yyyy HH:mm",
        "d/M/yyyy H:mm",
        "M/d/yyyy H:mm",
        "d/M/yyyy H:mm:ss",
        "M/d/yyyy H:mm:ss",
        "d/M/yyyy HH:mm",
        "M/d/yyyy HH:mm",
        "dd/MM/yy HH:mm",
        "MM/dd/yy HH:mm",
        "dd.MM.yyyy HH:mm:ss",
        "dd.MM.yyyy HH:mm",
        "dd-MM-yyyy HH:mm:ss",
        "dd-MM-yyyy HH:mm",
        "dd-MMM-yyyy HH:mm:ss",
        "dd-MMM-yyyy HH:mm",
        "dd MMM yyyy HH:mm:ss",
        "dd MMM yyyy HH:mm",
        "dd/MMM/yyyy:HH:mm:ss",
        "ddd, dd MMM yyyy HH:mm:ss",
        "ddd MMM dd HH:mm:ss yyyy",
        "MMM dd yyyy HH:mm:ss",
        "dd/MM/yyyy hh:mm:ss tt",
        "MM/dd/yyyy hh:mm:ss tt",
        "dd/MM/yyyy hh:mm tt",
        "MM/dd/yyyy hh:mm tt",
        "d/M/yyyy h:mm:ss tt",
        "M/d/yyyy h:mm:ss tt",
        "d/M/yyyy h:mm tt",
        "M/d/yyyy h:mm tt",
        "yyyy-MM-dd hh:mm:ss tt",
        "yyyy-MM-dd h:mm:ss tt",
        "yyyy-MM-dd hh:mm tt",
        "yyyy-MM-dd h:mm tt",
    ];

    /// <summary>
    /// With one reader each, for all columns of all files. Formats with the day first come before those with the month
    /// first: if every day is at most 12, only the order of the rows can tell them apart.
    /// </summary>
    public static IReadOnlyList<(TemporalFormat Reader, bool Time)> Known { get; } =
    [
        .. Dates.Select(format => (new TemporalFormat(format), false)),
        .. Times.Select(format => (new TemporalFormat(format), true)),
    ];
}
