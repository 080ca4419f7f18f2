namespace AethergenAI.Cli.Diagnosis;

/// <summary>One thing the product needs or can use, as it was found.</summary>
/// <param name="Found">What is there, for example a version; or what is not.</param>
/// <param name="Required">Without it the product does not work.</param>
/// <param name="Mend">What to do where it is missing.</param>
internal sealed record Finding(string Name, bool Ok, bool Required, string Found, string? Mend = null);
