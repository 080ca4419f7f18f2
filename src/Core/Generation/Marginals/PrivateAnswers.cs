namespace AethergenAI.Generation.Marginals;

/// <summary>The only ways in which a mechanism may learn something of private rows.</summary>
/// <param name="Counts">A table's counts with exact discrete Gaussian noise.</param>
/// <param name="Choice">A candidate by the exponential mechanism.</param>
/// <param name="RowsPerUnit">How many rows the unit of privacy may have: the counts' sensitivity.</param>
internal sealed record PrivateAnswers(CountRelease Counts, ChoiceRelease Choice, int RowsPerUnit);

/// <param name="key">Under which the answer is kept; the same key is never asked twice with other data.</param>
/// <param name="attributes">Whose table of counts it is.</param>
/// <param name="rho">What it may cost.</param>
internal delegate long[] CountRelease(string key, int[] attributes, long[] counts, double rho);

/// <param name="key">Under which the answer is kept; the same key is never asked twice with other data.</param>
/// <param name="scores">One a candidate; greater is better.</param>
/// <param name="sensitivity">The most that one unit of privacy changes any of them.</param>
/// <param name="rho">What it may cost.</param>
/// <returns>The candidate's place.</returns>
internal delegate int ChoiceRelease(string key, string purpose, long[] scores, long sensitivity, double rho);
