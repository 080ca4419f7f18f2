using AethergenAI.Generation;
using AethergenAI.Schemas;
using AethergenAI.Tables;

namespace AethergenAI.Onnx.Tests.Arn;

public sealed class TokenRuleTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void No_pair_of_tokens_is_drawn_that_cannot_hold_an_inequality(bool strict)
    {
        // By chance one pair in a hundred breaks the rule, too few for a modelled gap: it is left to the tokens and to the check of every row.
        var random = new Random(2);
        double[] low = [.. Enumerable.Range(0, 3000).Select(_ => (double)random.Next(40))];
        double[] high = [.. low.Select(value => Math.Max(value + 1, 34 + random.Next(60)))];
        var seed = new Table([Seeds.Numbers("low", low), Seeds.Numbers("high", high)]);
        var schema = new Schema("spans", [new IntegerColumn("low"), new IntegerColumn("high")]) { Constraints = [new InequalityConstraint("low", "high", Strict: strict)] };
        var model = Generators.Named("arn").Fit(new FitRequest(seed, schema, new GeneratorSettings(new Dictionary<string, string> { ["epochs"] = "2" }, 1)), CancellationToken.None);
        var scales = model.Manifest.Encodings.OfType<NumberEncoding>().Select(encoding => encoding.Scale).ToArray();
        Assert.Equal(2, scales.Length);

        foreach (bool[] given in new bool[][] { [false, false], [false, true] })
        {
            // Noise at the ends of the distribution, where the least likely pairs are drawn.
            float[] noise = [.. Enumerable.Range(0, 8192).Select(cell => cell % 2 == 0 ? 1 - (random.NextSingle() * 0.02f) : random.NextSingle() * 0.02f)];
            noise = [.. noise.Select(unit => Math.Clamp(unit, 1e-7f, 1 - 1e-7f))];
            int[] known = [.. Enumerable.Range(0, 8192).Select(cell => given[cell % 2] ? cell / 2 % 10 : -1)], tokens = new int[8192];
            using var sampler = new OnnxTokenSampler(Generators.Named("arn").Condition(model, given));
            sampler.Sample(noise, known, tokens, 4096);
            for (int row = 0; row < 4096; row++)
            {
                double least = scales[0].Cells[tokens[2 * row]][0], greatest = scales[1].Cells[tokens[(2 * row) + 1]][^1];
                Assert.True(strict ? least < greatest : least <= greatest);
            }
        }
    }
}
