namespace AethergenAI.Cli.Diagnosis;

/// <summary>The state of one thing that the product needs or can use.</summary>
/// <param name="Found">What was found, for example a version, or what is missing.</param>
/// <param name="Required">Whether the product needs it to work.</param>
/// <param name="Mend">What to do if it is missing.</param>
internal sealed record Finding(string Name, bool Ok, bool Required, string Found, string? Mend = null);
