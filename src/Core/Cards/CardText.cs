using System.Globalization;
using System.Text.Json;
using AethergenAI.Cards.Analysis;
using AethergenAI.Recipes;
using AethergenAI.Recipes.Planning;
using AethergenAI.Runs;
using AethergenAI.Statistics;

namespace AethergenAI.Cards;

/// <summary>Formats figures and names in the same way for every format of the card.</summary>
internal static class CardText
{
    /// <summary>At least three decimals below 10, fewer for larger numbers, none from 10,000 on.</summary>
    internal static string Number(double? value)
    {
        if (value is not { } number || !double.IsFinite(number))
        {
            return "–";
        }
        string format = Math.Abs(number) switch
        {
            >= 10_000 => "#,##0",
            >= 100 => "0.0",
            >= 10 => "0.00",
            > 0 and < 0.001 => "0.0000##",
            _ => "0.000",
        };
        string text = number.ToString(format, CultureInfo.InvariantCulture);
        return text.TrimStart('-').All(digit => digit is '0' or '.' or ',')
            ? text.TrimStart('-')
            : text.Replace('-', '−');
    }

    /// <summary>Writes + before values that are not negative.</summary>
    internal static string Signed(double value) => value >= 0 ? $"+{Number(value)}" : Number(value);

    internal static string Between(Interval? interval) =>
        interval is null ? "" : $"[{Number(interval.Low)}, {Number(interval.High)}]";

    internal static string P(double? p) =>
        p switch
        {
            null => "–",
            < 0.001 => "< 0.001",
            { } value => value.ToString("0.000", CultureInfo.InvariantCulture),
        };

    /// <summary>For use in a sentence: "p = 0.012", "p &lt; 0.001".</summary>
    internal static string Named(double? p) => p < 0.001 ? "p < 0.001" : $"p = {P(p)}";

    internal static string Percent(double share) => $"{(100 * share).ToString("0.0", CultureInfo.InvariantCulture)} %";

    /// <summary>A share in percent without the % sign, for differences of shares.</summary>
    internal static string Points(double share) =>
        (100 * share).ToString("0.0", CultureInfo.InvariantCulture).Replace('-', '−');

    internal static string Levels(IReadOnlyDictionary<string, JsonElement> levels) =>
        levels.Count == 0
            ? "the one cell"
            : string.Join(
                ", ",
                levels.OrderBy(level => level.Key, StringComparer.Ordinal).Select(level => $"{level.Key} {level.Value}")
            );

    internal static string Method(IntervalMethod method, int repeats) =>
        method switch
        {
            IntervalMethod.StudentT => $"Student's t over {repeats} repeats",
            IntervalMethod.Bca => $"BCa bootstrap over {repeats} repeats",
            _ => "one repeat, so no interval",
        };

    internal static string Correction(Correction correction) =>
        correction switch
        {
            Statistics.Correction.Holm => "Holm",
            Statistics.Correction.BenjaminiHochberg => "Benjamini–Hochberg",
            _ => "no correction",
        };

    /// <summary>Why the card has no verdict.</summary>
    internal static string MissingVerdict(AblationCard card) => RunVerdict.Missing(card.Cells.Any(cell => cell.Best));

    /// <summary>"best" only of a cell that is told apart from all others; null of a cell that another beats.</summary>
    internal static string? Place(AblationCard card, CardCell cell)
    {
        if (!cell.Best)
        {
            return cell.MayBeBest ? "may be the best" : null;
        }
        return card.Cells.Count(other => other.MayBeBest) == 1 ? "best" : "leading, may be the best";
    }

    /// <summary>The levels of some cells, for a sentence; of many, the first three.</summary>
    internal static string Cells(Plan plan, IReadOnlyList<int> cells)
    {
        const int most = 3;
        List<string> names = [.. cells.Take(most).Select(cell => $"“{Levels(plan.Cells[cell - 1].Levels)}”")];
        if (cells.Count > most)
        {
            names.Add(Counts.Of(cells.Count - most, "further cell"));
        }
        return names.Count == 1 ? names[0] : $"{string.Join(", ", names.SkipLast(1))} and {names[^1]}";
    }

    /// <summary>Which cell was stopped, when and why, in a sentence.</summary>
    internal static string Stopped(AblationCard card, StoppedCell stopped)
    {
        var levels = card.Cells.FirstOrDefault(cell => cell.Cell == stopped.Cell)?.Levels;
        string name = levels is null ? $"Cell {stopped.Cell}" : $"“{Levels(levels)}”";
        return $"{name} was stopped after repeat {stopped.AfterRepeat}: {stopped.Reason}";
    }

    /// <summary>Why a cell is not ranked.</summary>
    internal static string Reason(UnrankedReason reason) =>
        reason switch
        {
            UnrankedReason.NotMeasured => "not measured",
            UnrankedReason.MeasuredOnce => "measured in one repeat only",
            UnrankedReason.Stopped => "stopped early",
            UnrankedReason.BreaksConstraint => "breaks a constraint",
            UnrankedReason.ConstraintNotMeasured => "a constrained measure is missing",
            _ => "the same trials as another cell",
        };

    internal static string Kind(DesignKind kind) =>
        kind switch
        {
            DesignKind.OneAtATime => "one factor at a time",
            DesignKind.FractionalFactorial => "fractional factorial",
            DesignKind.PlackettBurman => "Plackett–Burman",
            DesignKind.LatinHypercube => "Latin hypercube",
            DesignKind.Random => "random cells",
            _ => "full factorial",
        };
}
