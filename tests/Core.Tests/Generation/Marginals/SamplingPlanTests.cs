using AethergenAI.Generation.Marginals;

namespace AethergenAI.Core.Tests.Generation.Marginals;

public sealed class SamplingPlanTests
{
    public static TheoryData<int[]> Patterns =>
        new(new int[][] { [], [0], [7], [2, 5], [0, 1, 3, 5], [0, 1, 2, 3, 4, 6, 7], [0, 1, 2, 3, 4, 5, 6, 7] });

    /// <summary>
    /// The product of all conditionals is the joint distribution given the known attributes, for every cell.
    /// </summary>
    [Theory, MemberData(nameof(Patterns))]
    public void Conditionals_multiply_to_the_joint_distribution(int[] given)
    {
        foreach (var model in new[] { Joint.Loopy(1, 4), Joint.WithZeros(2) })
        {
            var joint = new Joint(model);
            bool[] known = [.. Enumerable.Range(0, 8).Select(given.Contains)];
            var plan = SamplingPlan.Of(model, known)!;
            Assert.Equal(Enumerable.Range(0, 8).Except(given), plan.Select(step => step.Attribute).Order());
            double[] evidence = joint.Marginal(given);
            var drawn = given.ToHashSet();
            foreach (var step in plan)
            {
                Assert.True(drawn.IsSupersetOf(step.Parents));
                drawn.Add(step.Attribute);
            }

            for (int cell = 0; cell < joint.Probabilities.Length; cell += 7)
            {
                int[] tokens = joint.Tokens(cell);
                double seen = evidence[joint.Cell(tokens, given)];
                if (seen == 0)
                {
                    continue;
                }
                double product = 1;
                foreach (var step in plan)
                {
                    product *= step.Table![
                        (joint.Cell(tokens, step.Parents) * model.Sizes[step.Attribute]) + tokens[step.Attribute]
                    ];
                }

                Assert.Equal(joint.Probabilities[cell] / seen, product, 1e-5);
            }
        }
    }

    [Fact]
    public void Where_the_table_would_be_too_large_its_factors_stand_and_where_a_sum_would_be_there_is_no_plan()
    {
        // An attribute tied to eleven others of ten tokens: its table given all of them has 10¹² cells.
        int[] sizes = [.. Enumerable.Repeat(10, 12)];
        float[] values = [.. Enumerable.Range(0, 100).Select(cell => cell / 100f)];
        var model = new MarginalModel(
            sizes,
            [.. Enumerable.Range(1, 11).Select(other => new Potential([0, other], values))]
        );
        bool[] all = [.. Enumerable.Repeat(true, 12)];
        all[0] = false;
        var step = Assert.Single(SamplingPlan.Of(model, all)!);
        Assert.Null(step.Table);
        Assert.Equal(11, step.Factors!.Count);
        Assert.All(step.Factors, factor => Assert.Equal(0, factor.Attributes[^1]));

        // Two such hubs, tied to each other: summing one out would take a table over all eleven.
        var second = Enumerable.Range(0, 12).Select(other => new Potential([other, 12], new float[100]));
        var hubs = new MarginalModel([.. sizes, 10], [.. model.Potentials, .. second]);
        Assert.Null(SamplingPlan.Of(hubs, [.. all, false]));
    }
}
