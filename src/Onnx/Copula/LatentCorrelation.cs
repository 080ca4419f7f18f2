using System.Numerics.Tensors;
using AethergenAI.Generation.Encodings;

namespace AethergenAI.Onnx.Copula;

/// <summary>
/// The correlations of the latent normal variables under discrete columns: the ρ at which the covariance of two
/// columns' normal scores is the one that the seed shows. Ties, heaps and zero inflation are part of the margins,
/// so they do not pull ρ towards 0.
/// </summary>
internal static class LatentCorrelation
{
    /// <summary>
    /// Rows of independence that are imagined beside the seed's, so that a handful of rows does not claim a perfect
    /// correlation.
    /// </summary>
    private const double Prior = 10;
    private const double Max = 0.999;
    private const int Halvings = 30;

    /// <returns>Symmetric D × D with ones on the diagonal; not necessarily positive definite,
    /// since pairs are estimated by themselves.</returns>
    internal static double[][] Estimate(
        IReadOnlyList<TokenColumn> columns,
        IReadOnlyList<LatentMargin> margins,
        CancellationToken ct
    )
    {
        int width = columns.Count;
        double[][] scores = [.. columns.Select((column, i) => Scores(column, margins[i]))];
        double[]?[] present = [.. columns.Select(Present)];
        double[][] correlation = [.. Enumerable.Range(0, width).Select(_ => new double[width])];
        for (int i = 0; i < width; i++)
        {
            ct.ThrowIfCancellationRequested();
            correlation[i][i] = 1;
            for (int j = 0; j < i; j++)
            {
                double covariance = Covariance(
                    scores[i],
                    present[i],
                    scores[j],
                    present[j],
                    margins[i].Variance * margins[j].Variance
                );
                correlation[i][j] = correlation[j][i] = Invert(margins[i].Series, margins[j].Series, covariance);
            }
        }

        return correlation;
    }

    /// <summary>
    /// The ρ in [−0.999, 0.999] with <c>Σₖ ρᵏ aₖ bₖ</c> nearest to a covariance. The series grows with ρ,
    /// since scores grow with their variables.
    /// </summary>
    internal static double Invert(double[] left, double[] right, double covariance)
    {
        double[] products = new double[left.Length];
        TensorPrimitives.Multiply(left, right, products);
        if (products[0] == 0)
        {
            return 0;
        }
        double low = -Max,
            high = Max;
        for (int i = 0; i < Halvings; i++)
        {
            double middle = (low + high) / 2,
                value = 0;
            for (int k = products.Length - 1; k >= 0; k--)
            {
                value = (value + products[k]) * middle;
            }
            if (value < covariance)
            {
                low = middle;
            }
            else
            {
                high = middle;
            }
        }

        return (low + high) / 2;
    }

    /// <summary>
    /// Over the rows that have both, drawn towards 0 by the prior rows. Where cells are missing,
    /// the rows that are left may spread less than the whole column, so it is their correlation that counts,
    /// at the whole columns' variances.
    /// </summary>
    private static double Covariance(
        double[] left,
        double[]? leftPresent,
        double[] right,
        double[]? rightPresent,
        double variances
    )
    {
        double product = TensorPrimitives.Dot<double>(left, right);
        if (leftPresent is null && rightPresent is null)
        {
            return product / (left.Length + Prior);
        }
        double[] hasLeft = leftPresent ?? Ones(left.Length),
            hasRight = rightPresent ?? Ones(left.Length);
        double both = TensorPrimitives.Dot<double>(hasLeft, hasRight);
        if (both == 0)
        {
            return 0;
        }
        double[] leftHere = Times(left, hasRight),
            rightHere = Times(right, hasLeft);
        double meanLeft = TensorPrimitives.Sum<double>(leftHere) / both,
            meanRight = TensorPrimitives.Sum<double>(rightHere) / both;
        double spreadLeft = (TensorPrimitives.SumOfSquares<double>(leftHere) / both) - (meanLeft * meanLeft);
        double spreadRight = (TensorPrimitives.SumOfSquares<double>(rightHere) / both) - (meanRight * meanRight);
        if (spreadLeft <= 0 || spreadRight <= 0)
        {
            return 0;
        }
        double correlation = ((product / both) - (meanLeft * meanRight)) / Math.Sqrt(spreadLeft * spreadRight);
        return correlation * Math.Sqrt(variances) * both / (both + Prior);
    }

    private static double[] Times(double[] left, double[] right)
    {
        double[] product = new double[left.Length];
        TensorPrimitives.Multiply(left, right, product);
        return product;
    }

    private static double[] Scores(TokenColumn column, LatentMargin margin) =>
        [.. column.Tokens.Select(token => token < 0 ? 0 : margin.Scores[token])];

    /// <summary>1 where the row has the column, 0 where not; null where every row has it.</summary>
    private static double[]? Present(TokenColumn column) =>
        column.Tokens.AsSpan().Contains(-1) ? [.. column.Tokens.Select(token => token < 0 ? 0.0 : 1)] : null;

    private static double[] Ones(int length)
    {
        double[] ones = new double[length];
        ones.AsSpan().Fill(1);
        return ones;
    }
}
