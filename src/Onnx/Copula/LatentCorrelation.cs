using System.Numerics.Tensors;
using AethergenAI.Generation.Encodings;

namespace AethergenAI.Onnx.Copula;

/// <summary>
/// Estimates the correlations of the latent normal variables of discrete columns: for each pair, the ρ at which the
/// covariance of the columns' normal scores equals the covariance in the seed. Ties, heaping and zero inflation belong
/// to the margins, so they do not shrink ρ towards 0.
/// </summary>
internal static class LatentCorrelation
{
    /// <summary>
    /// The number of pseudo-rows with independent columns that are added to the seed (a prior), so that a few rows do
    /// not give a perfect correlation.
    /// </summary>
    private const double Prior = 10;
    private const double Max = 0.999;
    private const int Halvings = 30;

    /// <returns>Symmetric D × D with ones on the diagonal; not necessarily positive definite,
    /// since each pair is estimated separately.</returns>
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
    /// The ρ in [−0.999, 0.999] with <c>Σₖ ρᵏ aₖ bₖ</c> nearest to a covariance. The series increases with ρ,
    /// since the scores increase with their variables.
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
    /// The covariance over the rows that have both columns, shrunk towards 0 by the prior rows. If cells are missing,
    /// the remaining rows may vary less than the whole column, so their correlation is scaled to the variances of the
    /// whole columns.
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

    /// <summary>1 for rows that have the column, 0 for the others; null if all rows have it.</summary>
    private static double[]? Present(TokenColumn column) =>
        column.Tokens.AsSpan().Contains(-1) ? [.. column.Tokens.Select(token => token < 0 ? 0.0 : 1)] : null;

    private static double[] Ones(int length)
    {
        double[] ones = new double[length];
        ones.AsSpan().Fill(1);
        return ones;
    }
}
