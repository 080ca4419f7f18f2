using System.Text;
using AethergenAI.Tables;
using AethergenAI.Tables.Csv;

namespace AethergenAI.Schemas.Inference;

/// <summary>
/// What all keys of a column have in common: a pattern, check digits, the form of e-mail addresses or of UUIDs.
/// Memory does not grow with their number.
/// </summary>
internal sealed class KeyForms
{
    private readonly IdentifierPattern pattern = new();

    private readonly List<IdentifierCheck> checks =
    [
        IdentifierCheck.Mod11,
        IdentifierCheck.Luhn,
        IdentifierCheck.Mod97,
    ];

    private int count;

    private bool emails = true,
        uuids = true;

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
    public IdentifierCheck? Check => count >= 3 && checks.Count > 0 ? checks[0] : null;

    public bool Emails => count > 0 && emails;

    public bool Uuids => count > 0 && uuids;

    /// <inheritdoc cref="IdentifierPattern.For"/>
    public string? Pattern(int distinct) => pattern.For(distinct);

    public void Observe(ReadOnlySpan<byte> key)
    {
        count++;
        pattern.Observe(key);
        emails = emails && Email(key);
        uuids = uuids && key.Length >= 32 && Guid.TryParse(key, out _);
        if (checks.Count > 0)
        {
            string text = Encoding.UTF8.GetString(key);
            checks.RemoveAll(check => !CheckDigits.Hold(check, text));
        }
    }

    private static bool Email(ReadOnlySpan<byte> text)
    {
        int at = text.IndexOf((byte)'@');
        return at >= 1 && text[(at + 1)..].IndexOf((byte)'.') >= 1 && !text.Contains((byte)' ');
    }
}
