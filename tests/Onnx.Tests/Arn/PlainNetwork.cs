using AethergenAI.Onnx.Arn;

namespace AethergenAI.Onnx.Tests.Arn;

/// <summary>The network written out in plain C#, in double precision.</summary>
internal static class PlainNetwork
{
    /// <summary>−Σ log p of a row, in nats.</summary>
    /// <param name="row">A class a column, −1 for none.</param>
    /// <param name="mask">[D, D]: 1 where the row's column is seen by the column's.</param>
    internal static double Loss(ArnLayout layout, float[] weights, ReadOnlySpan<int> row, float[] mask)
    {
        int count = layout.Columns.Count,
            width = layout.Shape.Width;
        double At(ArnLayout.Part part, int r, int c) => weights[part.Start + (r * part.Columns) + c];
        double loss = 0;
        for (int j = 0; j < count; j++)
        {
            if (row[j] < 0)
            {
                continue;
            }
            double[] block = new double[width];
            for (int u = 0; u < width; u++)
            {
                double sum = At(layout.InputBias, 0, (j * width) + u);
                for (int k = 0, slot = 0; k < count; slot += layout.Columns[k++].Slot)
                {
                    int known = row[k] < 0 ? layout.Columns[k].ClassCount : row[k];
                    for (int i = 0; i < layout.Columns[k].Slot; i++)
                    {
                        sum +=
                            mask[(k * count) + j]
                            * At(layout.Embeddings[k], known, i)
                            * At(layout.Input, slot + i, (j * width) + u);
                    }
                }

                block[u] = Math.Max(0, sum);
            }

            double[] top = [.. block];
            for (int h = 0; h < layout.Shape.Inner; h++)
            {
                double inner = Math.Max(
                    0,
                    At(layout.HiddenBias[j], 0, h)
                        + Enumerable.Range(0, width).Sum(u => block[u] * At(layout.Hidden[j], u, h))
                );
                for (int u = 0; u < width; u++)
                {
                    top[u] += inner * At(layout.Back[j], h, u);
                }
            }

            float[] basis = ArnLayout.Basis(layout.Columns[j]);
            int classes = layout.Columns[j].ClassCount;
            double[] logits =
            [
                .. Enumerable
                    .Range(0, classes)
                    .Select(c =>
                        At(layout.HeadBias[j], 0, c)
                        + Enumerable
                            .Range(0, width)
                            .Sum(u =>
                                top[u]
                                * (
                                    At(layout.Heads[j], u, c)
                                    + (
                                        layout.Smooth[j] is { } smooth
                                            ? Enumerable
                                                .Range(0, ArnLayout.Waves)
                                                .Sum(wave => At(smooth, u, wave) * basis[(wave * classes) + c])
                                            : 0
                                    )
                                )
                            )
                    ),
            ];
            loss += Math.Log(logits.Sum(Math.Exp)) - logits[row[j]];
        }

        return loss;
    }
}
