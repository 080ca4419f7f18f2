namespace AethergenAI.Evaluation;

/// <summary>One of the questions that decide whether a table may be used.</summary>
/// <param name="Name">not-a-copy, private, useful, valid or faithful.</param>
/// <param name="Sentence">What was found, in the words of <c>GateSentences</c>.</param>
public sealed record QualityGate(string Name, Verdict Verdict, string Sentence);
