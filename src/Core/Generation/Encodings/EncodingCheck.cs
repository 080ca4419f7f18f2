using AethergenAI.Generation.Sampling;
using AethergenAI.Tables;

namespace AethergenAI.Generation.Encodings;

/// <summary>
/// Checks that a manifest's encodings fit its schema and model columns, so that sampling need not check indices.
/// </summary>
internal static class EncodingCheck
{
    /// <exception cref="RefusedException">They do not fit; the message names the column.</exception>
    internal static void Require(ModelManifest manifest)
    {
        if (
            !manifest
                .Encodings.Select(encoding => encoding.Column)
                .SequenceEqual(manifest.Schema.Columns.Select(column => column.Name), StringComparer.Ordinal)
        )
        {
            throw GenerationRefusals.ModelMalformed("its encodings do not match the schema's columns");
        }

        foreach (var encoding in manifest.Encodings)
        {
            if (!Fits(encoding, manifest))
            {
                throw GenerationRefusals.ModelMalformed(
                    $"the encoding of column '{encoding.Column}' does not fit the model's columns"
                );
            }
        }

        foreach (var encoding in manifest.Encodings)
        {
            if (!Scales(encoding).All(IsAscending))
            {
                throw GenerationRefusals.ModelMalformed($"the numbers of column '{encoding.Column}' are not in order");
            }
            RequireNoCycle(encoding, manifest, depth: 0);
        }
    }

    private static bool Fits(ColumnEncoding encoding, ModelManifest manifest) =>
        (encoding.Missing is not { } missing || Has(manifest, missing, 2))
        && (encoding.Repeats is not { } repeated || Fits(repeated, encoding, manifest))
        && encoding switch
        {
            LevelEncoding levels => Has(
                manifest,
                levels.ModelColumn,
                levels.Levels.Count + (levels.LastIsMissing ? 1 : 0)
            ),
            NumberEncoding numbers => Fits(numbers.Scale)
                && (numbers.Heaps is not { } heaps || Fits(heaps, manifest))
                && Has(manifest, numbers.ModelColumn, numbers.Scale.Cells.Count + (numbers.LastIsMissing ? 1 : 0)),
            CalendarEncoding calendar => Fits(calendar, manifest),
            LevelCombinationEncoding joint => Has(manifest, joint.ModelColumn, joint.Codes.Count)
                && joint.Counts.Count == joint.Codes.Count
                && joint.Codes.All(code => code >= -1 && code < joint.Levels.Count),
            NumberCombinationEncoding joint => Has(manifest, joint.ModelColumn, joint.Values.Count)
                && joint.Counts.Count == joint.Values.Count,
            SumEncoding sum => sum.Plus.Concat(sum.Minus).All(column => HasNumbers(manifest, column))
                && (sum.Fallback is null || Fits(sum.Fallback, manifest)),
            GapEncoding gap => HasNumbers(manifest, gap.Other)
                && Fits(gap.Gap)
                && IsCount(gap.Digits)
                && (
                    gap.Heaps is not { } multiples
                    || (gap is { Min: not null, Max: not null } && Fits(multiples, manifest))
                )
                && (
                    gap.Counts is not { } counts
                    || (counts.Count == gap.Gap.Cells.Count && counts.All(count => count > 0))
                )
                && Has(manifest, gap.ModelColumn, gap.Gap.Cells.Count)
                && gap.Frequent?.All(double.IsFinite) != false
                && (gap.Apart is not { } apart || (gap.Fallback is not null && Has(manifest, apart, 2)))
                && (gap.Fallback is null || Fits(gap.Fallback, manifest)),
            NumberKeyEncoding key => Fits(key.Part)
                && key.Every is null or >= 1
                && (key.Values is null || key.Part.Count <= key.Values.Count),
            LevelKeyEncoding key => Fits(key.Part) && key.Part.Count <= key.Levels.Count,
            IdentifierEncoding identifier => Fits(identifier.Part)
                && identifier.Pattern.Length <= PatternClass.MaxPattern
                && (identifier.Entities is null or { Count: > 0 })
                && identifier.Entities?.All(entities => entities is { Rows: > 0, Entities: > 0 }) != false
                && (
                    identifier.Plain is { } plain
                        ? plain.Fits && identifier.Part.Size <= plain.Count
                        : identifier.Part.Count <= IdentifierText.Count(identifier.Pattern, identifier.Check)
                ),
            _ => true,
        };

    private static bool Fits(RepeatedColumn repeated, ColumnEncoding encoding, ModelManifest manifest) =>
        encoding is LevelEncoding or NumberEncoding or CalendarEncoding
        && Enum.IsDefined(repeated.Part)
        && double.IsFinite(repeated.Factor)
        && double.IsFinite(repeated.Offset)
        && repeated.Except?.All(double.IsFinite) != false
        && (repeated.Flag is not { } flag || Has(manifest, flag, 2))
        && HasNumbers(manifest, repeated.Other)
        && (
            repeated.Part == ValuePart.Value
                ? encoding is not LevelEncoding
                : encoding is not CalendarEncoding && manifest.Schema[repeated.Other] is DateColumn or DateTimeColumn
        );

    private static bool Fits(CalendarEncoding calendar, ModelManifest manifest)
    {
        if (calendar.Parts.Count < 2 || !double.IsFinite(calendar.Origin))
        {
            return false;
        }
        if (!calendar.Parts.All(part => Fits(part.Scale) && Has(manifest, part.ModelColumn, part.Scale.Cells.Count)))
        {
            return false;
        }
        var first = calendar.Parts[0].Scale;
        // A draw is moved by one period at most, which must bring it inside the bounds.
        return calendar.Parts.SkipLast(1).All(part => part.Scale.Step is not null)
            && calendar.Max - calendar.Min >= first.Step
            && calendar.Origin + first.Cells[0][0] > calendar.Min - first.Step
            && calendar.Origin + first.Cells[^1][^1] <= calendar.Max
            && calendar
                .Parts.Zip(calendar.Parts.Skip(1))
                .All(pair => Inside(pair.Second.Scale, pair.First.Scale.Step!.Value));

        static bool Inside(NumberScale scale, double period) =>
            scale.Cells.All(cell => cell[0] >= 0 && cell[^1] < period);
    }

    private static bool Has(ModelManifest manifest, int modelColumn, int tokens) =>
        modelColumn >= 0
        && modelColumn < manifest.Columns.Count
        && manifest.Columns[modelColumn].Tokens == tokens
        && tokens > 0;

    private static bool HasNumbers(ModelManifest manifest, string column) =>
        manifest.Encodings.FirstOrDefault(other => other.Column == column) is { } found and not IdentifierEncoding
        && OutputLevels.EncodedBy(found) is null;

    private static bool Fits(NumberScale scale) =>
        scale.Cells.All(cell => cell.Length > 0 && cell.All(double.IsFinite))
        && scale.Step is null or > 0
        && IsCount(scale.Digits);

    private static bool IsCount(int? digits) => digits is null or (>= 1 and <= Precision.MaxDigits);

    private static bool Fits(Heaps heaps, ModelManifest manifest) =>
        heaps.Steps.Count > 0
        && heaps.Steps.All(step => IsWhole(step.Over) && IsWhole(step.Under))
        && heaps.Counts.Count == heaps.Tokens
        && heaps.Counts.All(count => count > 0)
        && Has(manifest, heaps.ModelColumn, heaps.Tokens);

    private static bool IsWhole(double value) => value >= 1 && double.IsInteger(value);

    /// <summary>Whether the knots ascend within each cell and from cell to cell.</summary>
    private static bool IsAscending(NumberScale scale)
    {
        var knots = scale.Cells.SelectMany(cell => cell);
        return knots.Zip(knots.Skip(1)).All(pair => pair.First <= pair.Second);
    }

    private static IEnumerable<NumberScale> Scales(ColumnEncoding? encoding) =>
        encoding switch
        {
            NumberEncoding numbers => [numbers.Scale],
            CalendarEncoding calendar => calendar.Parts.Select(part => part.Scale),
            GapEncoding gap => Scales(gap.Fallback).Prepend(gap.Gap),
            SumEncoding sum => Scales(sum.Fallback),
            _ => [],
        };

    private static bool Fits(KeyPart part) => part.Size > 0 && part.Divisor > 0 && part.Count > 0;

    private static void RequireNoCycle(ColumnEncoding encoding, ModelManifest manifest, int depth)
    {
        if (depth > manifest.Encodings.Count)
        {
            throw GenerationRefusals.ModelMalformed($"column '{encoding.Column}' is computed from itself");
        }
        foreach (string column in RowDecoder.From(encoding))
        {
            RequireNoCycle(manifest.Encodings.First(other => other.Column == column), manifest, depth + 1);
        }
    }
}
