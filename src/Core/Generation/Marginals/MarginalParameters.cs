using System.Runtime.InteropServices;

namespace AethergenAI.Generation.Marginals;

/// <summary>
/// A <see cref="MarginalModel"/> as the parameters in model.json; the sizes are in the manifest's columns.
/// </summary>
/// <param name="Potentials">One per clique.</param>
public sealed record MarginalParameters(IReadOnlyList<MarginalParameters.StoredPotential> Potentials)
{
    /// <param name="Columns">Model columns, ascending.</param>
    /// <param name="Values">Natural logarithms as little-endian float32, row-major.</param>
    public sealed record StoredPotential(IReadOnlyList<int> Columns, byte[] Values);

    public static MarginalParameters Of(MarginalModel model) =>
        new([
            .. model.Potentials.Select(potential => new StoredPotential(
                potential.Attributes,
                MemoryMarshal.AsBytes<float>(potential.Values).ToArray()
            )),
        ]);

    /// <exception cref="RefusedException">The tables do not fit the model's columns.</exception>
    public MarginalModel Model(IReadOnlyList<ModelColumn> columns)
    {
        int[] sizes = [.. columns.Select(column => column.Tokens)];
        foreach (var table in Potentials)
        {
            bool fits =
                table.Columns.All(column => column >= 0 && column < sizes.Length)
                && table.Columns.Zip(table.Columns.Skip(1)).All(pair => pair.First < pair.Second);
            if (!fits || CellIndexing.Count([.. table.Columns], sizes) * sizeof(float) != table.Values.Length)
            {
                throw GenerationRefusals.ModelMalformed("a potential does not fit the model's columns");
            }
        }

        return new MarginalModel(
            sizes,
            [
                .. Potentials.Select(table => new Potential(
                    [.. table.Columns],
                    MemoryMarshal.Cast<byte, float>(table.Values).ToArray()
                )),
            ]
        );
    }
}
