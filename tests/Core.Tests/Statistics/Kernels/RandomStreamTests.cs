using AethergenAI.Statistics.Kernels;

namespace AethergenAI.Core.Tests.Statistics.Kernels;

public class RandomStreamTests
{
    // The reference implementation's first numbers for seed 1234567 (Vigna, splitmix64.c).
    [Fact]
    public void Agrees_with_the_published_sequence()
    {
        var random = new RandomStream(1234567);
        ulong[] drawn = [random.Next(), random.Next(), random.Next(), random.Next(), random.Next()];
        Assert.Equal(
            [6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821],
            drawn
        );
    }

    [Fact]
    public void Chooses_without_repeats() =>
        Assert.Equal(100, new RandomStream(5).Choose(1000, 100).Distinct().Count());
}
