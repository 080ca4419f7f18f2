using System.Globalization;

namespace AethergenAI.Generation;

/// <summary>The kind of value that an option takes.</summary>
public enum OptionKind
{
    /// <summary>A whole number.</summary>
    Integer,

    Number,

    /// <summary>One of <see cref="GeneratorOption.Choices"/>.</summary>
    Choice,

    Boolean,

    /// <summary>One or more of <see cref="GeneratorOption.Choices"/>, separated by commas.</summary>
    List,

    /// <summary>
    /// Columns, each with a whole number, such as <c>income=3,age=2</c>; the option's range applies to the numbers.
    /// </summary>
    Weights,
}

/// <summary>An option of a generator: its values and their meaning.</summary>
/// <param name="Default">The value if none is given; empty: the option is then not set.</param>
/// <param name="Description">Its meaning, for people who choose.</param>
public sealed record GeneratorOption(string Name, OptionKind Kind, string Default, string Description)
{
    /// <summary>The smallest value; null: there is none, or the exclusive minimum applies.</summary>
    public double? Minimum { get; init; }

    /// <summary>Every value must be above it.</summary>
    public double? ExclusiveMinimum { get; init; }

    /// <summary>The largest value; null: there is none, or the exclusive maximum applies.</summary>
    public double? Maximum { get; init; }

    /// <summary>Every value must be below it.</summary>
    public double? ExclusiveMaximum { get; init; }

    /// <summary>The names that a choice or a list may contain.</summary>
    public IReadOnlyList<string>? Choices { get; init; }

    /// <summary>The condition under which the option has an effect; null: always.</summary>
    public OptionCondition? AppliesWhen { get; init; }

    /// <summary>
    /// Whether a text is a valid value. An option without a default also takes an empty text, which leaves it unset.
    /// </summary>
    public bool Takes(string text) =>
        text.Length == 0
            ? Default.Length == 0
            : Kind switch
            {
                OptionKind.Integer => Whole(text) is { } whole && InRange(whole),
                OptionKind.Number => Number(text) is { } number && InRange(number),
                OptionKind.Boolean => bool.TryParse(text, out _),
                OptionKind.Choice => Choices!.Contains(text),
                OptionKind.List => Names(text) is { Length: > 0 } names && names.All(Choices!.Contains),
                _ => Weights(text) is not null,
            };

    /// <summary>The valid values in words, to follow "must be": "a whole number from 1 to 64".</summary>
    public string Wanted =>
        Kind switch
        {
            OptionKind.Integer => $"a whole number{Range}",
            OptionKind.Number => $"a number{Range}",
            OptionKind.Boolean => "true or false",
            OptionKind.Choice => $"one of {string.Join(", ", Choices!)}",
            OptionKind.List => $"one or more of {string.Join(", ", Choices!)}, separated by commas",
            _ => $"columns, each with '=' and a whole number{Range}, such as income=3,age=2",
        };

    internal static int? Whole(string text) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value) ? value : null;

    internal static double? Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
        && double.IsFinite(value)
            ? value
            : null;

    internal static string[] Names(string text) =>
        [
            .. text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .Distinct(StringComparer.Ordinal),
        ];

    /// <returns>
    /// Null if a part is not a column with a number in the range. If a column occurs twice, its last number counts.
    /// </returns>
    internal Dictionary<string, int>? Weights(string text)
    {
        var weights = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (string part in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            int equals = part.LastIndexOf('=');
            if (equals < 1 || Whole(part[(equals + 1)..]) is not { } weight || !InRange(weight))
            {
                return null;
            }
            weights[part[..equals]] = weight;
        }

        return weights;
    }

    private bool InRange(double value) =>
        !(value < Minimum) && !(value <= ExclusiveMinimum) && !(value > Maximum) && !(value >= ExclusiveMaximum);

    private string Range
    {
        get
        {
            string low = Minimum is { } from ? $" from {Figure(from)}" : "";
            string high = Maximum is { } to ? $" to {Figure(to)}" : "";
            if (low.Length > 0 && high.Length > 0)
            {
                return low + high;
            }

            string[] bounds =
            [
                Bound("of at least", Minimum),
                Bound("above", ExclusiveMinimum),
                Bound("of at most", Maximum),
                Bound("below", ExclusiveMaximum),
            ];
            string said = string.Join(" and ", bounds.Where(bound => bound.Length > 0));
            return said.Length == 0 ? "" : $" {said}";
        }
    }

    private static string Bound(string word, double? limit) => limit is { } bound ? $"{word} {Figure(bound)}" : "";

    private static string Figure(double value) => value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>The condition under which an option has an effect.</summary>
/// <param name="Words">A clause for people, such as "with experts".</param>
/// <param name="Option">The option of the same generator that decides; null: the schema decides.</param>
/// <param name="AtLeast">The smallest value of that option; null: it is enough that the option is set.</param>
public sealed record OptionCondition(string Words, string? Option = null, double? AtLeast = null);
