using AethergenAI.Generation.Marginals;

namespace AethergenAI.Core.Tests.Generation.Marginals;

public sealed class BeliefPropagationTests
{
    public static TheoryData<int, double> Spreads =>
        new()
        {
            { 1, 1 },
            { 2, 6 },
            { 3, 60 },
            { 4, 2_000 },
        };

    [Theory, MemberData(nameof(Spreads))]
    public void Agrees_with_summing_over_every_cell(int seed, double spread)
    {
        var model = Joint.Loopy(seed, spread);
        Agrees(model);
    }

    [Fact]
    public void What_cannot_occur_has_no_probability() => Agrees(Joint.WithZeros(5));

    private static void Agrees(MarginalModel model)
    {
        var joint = new Joint(model);
        var tree = JunctionTree.Of(model.Sizes, model.Potentials.Select(potential => potential.Attributes));
        int[][] targets = [.. model.Potentials.Select(potential => tree.InOrder(potential.Attributes))];
        var beliefs = new BeliefPropagation(tree, targets);
        float[] potentials = new float[beliefs.Offsets[^1]],
            marginals = new float[potentials.Length];
        for (int target = 0; target < targets.Length; target++)
        {
            var potential = model.Potentials[target];
            CellIndexing
                .Reordered<float>(potential.Values, potential.Attributes, targets[target], model.Sizes)
                .CopyTo(potentials, beliefs.Offsets[target]);
        }

        double logSum = beliefs.Run(potentials, marginals);

        // Float32 potentials of size s carry 2⁻²⁴·s each, and some ten of them are added in every cell.
        double greatest = model
            .Potentials.SelectMany(potential => potential.Values)
            .Where(float.IsFinite)
            .Max(Math.Abs);
        double error = 20 * Math.Max(greatest, 1) * Math.Pow(2, -24);
        Assert.Equal(joint.LogSum, logSum, 8 * error);
        for (int target = 0; target < targets.Length; target++)
        {
            double[] expected = joint.Marginal(targets[target]);
            for (int cell = 0; cell < expected.Length; cell++)
            {
                Assert.Equal(expected[cell], marginals[beliefs.Offsets[target] + cell], error);
            }
        }

        foreach (
            var clique in tree.Cliques.Select((clique, place) => (clique.Axes, Belief: beliefs.Belief(place).ToArray()))
        )
        {
            double[] expected = joint.Marginal(clique.Axes);
            for (int cell = 0; cell < expected.Length; cell++)
            {
                Assert.Equal(expected[cell], clique.Belief[cell], error);
            }
        }
    }

    [Fact]
    public void Nothing_possible_is_a_sum_of_minus_infinity()
    {
        float[] never = [float.NegativeInfinity, float.NegativeInfinity];
        var tree = JunctionTree.Of(
            [2, 2],
            [
                [0, 1],
                [0],
            ]
        );
        var beliefs = new BeliefPropagation(tree, [tree.InOrder([0, 1]), [0]]);
        Assert.Equal(double.NegativeInfinity, beliefs.Run([0, 0, 0, 0, .. never], new float[6]));
    }

    [Fact]
    public void Every_set_inside_a_clique_has_its_marginal_and_others_have_none()
    {
        var model = Joint.Loopy(7, 3);
        var joint = new Joint(model);
        var tree = JunctionTree.Of(model.Sizes, model.Potentials.Select(potential => potential.Attributes));
        var beliefs = Joint.Calibrated(model, tree);
        float[] marginal = new float[8];
        int[] inside = tree.InOrder([2, 4]);
        Assert.True(beliefs.TryMarginal(inside, marginal));
        double[] expected = joint.Marginal(inside);
        for (int cell = 0; cell < expected.Length; cell++)
        {
            Assert.Equal(expected[cell], marginal[cell], 1e-5);
        }
        Assert.False(beliefs.TryMarginal(tree.InOrder([5, 7]), new float[15]));
    }
}
