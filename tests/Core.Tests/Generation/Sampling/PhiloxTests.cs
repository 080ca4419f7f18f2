using AethergenAI.Generation.Sampling;

namespace AethergenAI.Core.Tests.Generation.Sampling;

public sealed class PhiloxTests
{
    // Random123's kat_vectors for philox4x32-10.
    [Theory]
    [InlineData(0, 0, 0, 0, 0, 0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8)]
    [InlineData(
        0xffffffff,
        0xffffffff,
        0xffffffff,
        0xffffffff,
        0xffffffffffffffff,
        0x408f276d,
        0x41c83b0e,
        0xa20bc7c6,
        0x6d5451fd
    )]
    [InlineData(
        0x243f6a88,
        0x85a308d3,
        0x13198a2e,
        0x03707344,
        0x299f31d0a4093822,
        0xd16cfe09,
        0x94fdcceb,
        0x5001e420,
        0x24126ea1
    )]
    public void Gives_the_published_words(
        uint c0,
        uint c1,
        uint c2,
        uint c3,
        ulong key,
        uint x0,
        uint x1,
        uint x2,
        uint x3
    ) => Assert.Equal((x0, x1, x2, x3), Philox.Block(c0, c1, c2, c3, key));

    [Fact]
    public void Noise_is_inside_the_unit_interval_and_uniform()
    {
        const int rows = 20_000;
        float[] noise = new float[5];
        int[] tenths = new int[10];
        for (int row = 0; row < rows; row++)
        {
            RowNoise.Fill(noise, 9, row, 0);
            foreach (float number in noise)
            {
                Assert.InRange(number, 0.5f / (1 << 23), 1 - (0.5f / (1 << 23)));
                tenths[(int)(number * 10)]++;
            }
        }

        // 5 standard errors of a count of 100,000 draws with p = 0.1: 5·√(100,000·0.09) = 474.
        Assert.All(tenths, count => Assert.Equal(10_000, count, 474.0));
    }

    [Fact]
    public void Every_row_column_attempt_and_stream_has_noise_of_its_own()
    {
        var seen = new HashSet<double>();
        double[] draws = new double[6];
        for (long row = 0; row < 50; row++)
        {
            for (uint attempt = 0; attempt < 3; attempt++)
            {
                RowNoise.FillDecoding(draws, 1, row << 31, attempt);
                Assert.All(draws, draw => Assert.True(seen.Add(draw)));
            }
        }

        float[] noise = new float[6];
        RowNoise.Fill(noise, 1, 0, 0);
        RowNoise.FillDecoding(draws, 1, 0, 0);
        Assert.NotEqual(draws[0], noise[0], 1e-4);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(1000)]
    [InlineData(4097)]
    public void A_keyed_permutation_reaches_every_key_once(long size)
    {
        var keys = new KeyedPermutation(size, seed: 3, key: 1);
        long[] image = [.. Enumerable.Range(0, (int)size).Select(index => keys[index])];
        Assert.Equal(size, image.Distinct().Count());
        Assert.All(image, key => Assert.InRange(key, 0, size - 1));
    }

    [Fact]
    public void Permutations_of_other_seeds_and_columns_differ_and_large_domains_work()
    {
        var one = new KeyedPermutation(1L << 60, seed: 3, key: 0);
        var other = new KeyedPermutation(1L << 60, seed: 4, key: 0);
        var next = new KeyedPermutation(1L << 60, seed: 3, key: 1);
        Assert.Equal(3, new[] { one[5], other[5], next[5] }.Distinct().Count());
        Assert.InRange(one[(1L << 60) - 1], 0, (1L << 60) - 1);
    }
}
