namespace AethergenAI.Generation.Marginals;

/// <summary>The only ways in which a mechanism may learn something about private rows.</summary>
/// <param name="Counts">Releases a table's counts with exact discrete Gaussian noise.</param>
/// <param name="Choice">Chooses a candidate by the exponential mechanism.</param>
/// <param name="RowsPerUnit">The maximum number of rows of one unit of privacy: the sensitivity of the counts.</param>
internal sealed record PrivateAnswers(CountRelease Counts, ChoiceRelease Choice, int RowsPerUnit);

/// <param name="key">The key under which the answer is stored; one key is never used for different data.</param>
/// <param name="attributes">The attributes of the table.</param>
/// <param name="rho">The cost that the answer may have.</param>
internal delegate long[] CountRelease(string key, int[] attributes, long[] counts, double rho);

/// <param name="key">The key under which the answer is stored; one key is never used for different data.</param>
/// <param name="scores">One per candidate; greater is better.</param>
/// <param name="sensitivity">The largest change of any score by one unit of privacy.</param>
/// <param name="rho">The cost that the answer may have.</param>
/// <returns>The candidate's index.</returns>
internal delegate int ChoiceRelease(string key, string purpose, long[] scores, long sensitivity, double rho);
