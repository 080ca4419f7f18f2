using AethergenAI.Generation;
using AethergenAI.Generation.Encodings;
using AethergenAI.Onnx.Arn;
using AethergenAI.Tables;
using AethergenAI.Tables.Constraints;

namespace AethergenAI.Onnx.Tests.Arn;

public sealed class TokenRuleTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void No_pair_of_tokens_is_drawn_that_cannot_hold_an_inequality(bool strict)
    {
        // By chance one pair in a hundred breaks the rule, too few for a modelled gap:
        // it is left to the tokens and to the check of every row.
        var random = new Random(2);
        double[] low = [.. Enumerable.Range(0, 3000).Select(_ => (double)random.Next(40))];
        double[] high = [.. low.Select(value => Math.Max(value + 1, 34 + random.Next(60)))];
        var seed = new Table([Seeds.Numbers("low", low), Seeds.Numbers("high", high)]);
        var schema = new Schema("spans", [new IntegerColumn("low"), new IntegerColumn("high")])
        {
            Constraints = [new InequalityConstraint("low", "high", Strict: strict)],
        };
        var model = Generators
            .Named("arn")
            .Fit(
                new FitRequest(
                    seed,
                    schema,
                    new GeneratorSettings(new Dictionary<string, string> { ["epochs"] = "2" }, 1)
                ),
                CancellationToken.None
            );
        var scales = model.Manifest.Encodings.OfType<NumberEncoding>().Select(encoding => encoding.Scale).ToArray();
        Assert.Equal(2, scales.Length);

        foreach (bool[] given in new bool[][] { [false, false], [false, true] })
        {
            // Noise at the ends of the distribution, where the least likely pairs are drawn.
            float[] noise =
            [
                .. Enumerable
                    .Range(0, 8192)
                    .Select(cell => cell % 2 == 0 ? 1 - (random.NextSingle() * 0.02f) : random.NextSingle() * 0.02f),
            ];
            noise = [.. noise.Select(unit => Math.Clamp(unit, 1e-7f, 1 - 1e-7f))];
            int[] known = [.. Enumerable.Range(0, 8192).Select(cell => given[cell % 2] ? cell / 2 % 10 : -1)],
                tokens = new int[8192];
            using var sampler = new OnnxTokenSampler(Generators.Named("arn").Condition(model, given));
            sampler.Sample(noise, known, tokens, 4096);
            for (int row = 0; row < 4096; row++)
            {
                double least = scales[0].Cells[tokens[2 * row]][0],
                    greatest = scales[1].Cells[tokens[(2 * row) + 1]][^1];
                Assert.True(strict ? least < greatest : least <= greatest);
            }
        }
    }

    [Fact]
    public void Weeks_of_dates_rule_out_only_what_no_weekday_could_mend()
    {
        // Workdays of 2,000 weeks each, which overlap by 300: one pair in ninety breaks the rule by chance.
        var random = new Random(3);
        double[] low =
        [
            .. Enumerable.Range(0, 3000).Select(_ => 700_000.0 + (7 * random.Next(2_000)) + random.Next(5)),
        ];
        double[] high =
        [
            .. low.Select(value => Math.Max(value, 700_000 + (7 * (1_700 + random.Next(2_000))) + random.Next(5))),
        ];
        var schema = new Schema("stays", [new DateColumn("low"), new DateColumn("high")])
        {
            Constraints = [new InequalityConstraint("low", "high")],
        };
        var encoded = TableEncoder.Encode(new Table([Seeds.Numbers("low", low), Seeds.Numbers("high", high)]), schema);
        var parts = encoded.Encodings.Cast<CalendarEncoding>().Select(encoding => encoding.Parts[0]).ToArray();
        var columns = ArnColumns.Of(encoded);
        var rule = Assert.Single(TokenRule.Of(encoded, columns));
        for (int early = 0; early < parts[0].Scale.Cells.Count; early++)
        {
            for (int late = 0; late < parts[1].Scale.Cells.Count; late++)
            {
                // Apart by more than the three weeks that weekdays and bounds can move the two together.
                double apart = parts[0].Scale.Cells[early][0] - parts[1].Scale.Cells[late][^1];
                bool allowed = rule.Allows(columns[rule.Low].Classes[early], columns[rule.High].Classes[late]);
                Assert.Equal(apart <= 21, allowed);
            }
        }

        Assert.True(parts[0].Scale.Cells[^1][0] - parts[1].Scale.Cells[0][^1] > 21);
    }
}
