using System.Text;
using AethergenAI.Tables;
using AethergenAI.Tables.Csv;

namespace AethergenAI.Schemas.Inference;

/// <summary>
/// What all keys of a column have in common: a pattern, check digits, a form that names persons or devices.
/// Memory does not grow with their number.
/// </summary>
internal sealed class KeyForms
{
    private const int MaxLength = 100;

    /// <summary>One key of so many may have another form.</summary>
    private const int Tolerated = 10;

    /// <summary>
    /// So many more are allowed before a form is given up, so that the order of the keys does not Count.
    /// </summary>
    private const int Slack = 100;

    /// <summary>One key of so many must prove the form.</summary>
    private const int Proving = 5;

    private readonly IdentifierPattern pattern = new();

    private readonly List<IdentifierCheck> checks =
    [
        IdentifierCheck.Mod11,
        IdentifierCheck.Luhn,
        IdentifierCheck.Mod97,
    ];

    /// <summary>The forms that nine of ten keys so far have, how many have another, and how many prove it.</summary>
    private readonly List<(TellingForm Form, int Misses, int Proofs)> forms =
    [
        .. TellingForm.All.Select(form => (form, 0, 0)),
    ];

    /// <summary>How many keys were seen.</summary>
    public int Count { get; private set; }

    /// <summary>The keys without a digit.</summary>
    public OddKeys Odd { get; } = new();

    public static KeyForms Of(Utf8Levels levels)
    {
        var forms = new KeyForms();
        for (int level = 0; level < levels.Count; level++)
        {
            forms.Observe(levels[level]);
        }
        return forms;
    }

    /// <summary>The check digits that all keys have; null if a key has others.</summary>
    public IdentifierCheck? Check => Count >= 3 && checks.Count > 0 ? checks[0] : null;

    /// <summary>The form of nine of ten keys that names persons or devices; null: there is none.</summary>
    public TellingForm? Telling =>
        Count == 0
            ? null
            : forms
                .Where(form => form.Misses * Tolerated <= Count && form.Proofs * Proving >= Count)
                .Select(form => form.Form)
                .FirstOrDefault();

    /// <inheritdoc cref="IdentifierPattern.For"/>
    public string? Pattern(int distinct) => pattern.For(distinct);

    public void Observe(ReadOnlySpan<byte> key)
    {
        Count++;
        Odd.Observe(key);
        pattern.Observe(key);
        if (checks.Count == 0 && forms.Count == 0)
        {
            return;
        }
        string text = Encoding.UTF8.GetString(key);
        checks.RemoveAll(check => !CheckDigits.Hold(check, text));
        for (int i = forms.Count - 1; i >= 0; i--)
        {
            (TellingForm form, int misses, int proofs) = forms[i];
            misses += text.Length <= MaxLength && form.Holds(text) ? 0 : 1;
            proofs += form.Proves?.Invoke(text) is false ? 0 : 1;
            forms[i] = (form, misses, proofs);
            if (misses > Slack + (Count / Tolerated))
            {
                forms.RemoveAt(i);
            }
        }
    }
}
