namespace AethergenAI.Generation.Trees;

/// <summary>x · ln x for whole x, 0 at 0.</summary>
internal sealed class XLogX
{
    private readonly double[] table;

    /// <param name="most">The greatest x.</param>
    internal XLogX(int most)
    {
        table = new double[most + 1];
        for (int x = 2; x <= most; x++)
        {
            table[x] = x * Math.Log(x);
        }
    }

    internal double this[int x] => table[x];
}
