using AethergenAI.Worker.Jobs;

namespace AethergenAI.Worker.Tests.Jobs;

public sealed class FaultTextTests
{
    [Fact]
    public void Types_and_stacks_are_logged_and_messages_are_not()
    {
        string text = FaultText.Of(Thrown());

        Assert.Contains("System.InvalidOperationException", text, StringComparison.Ordinal);
        Assert.Contains("System.FormatException", text, StringComparison.Ordinal);
        Assert.Contains(nameof(Thrown), text, StringComparison.Ordinal);
        Assert.DoesNotContain("Leeds", text, StringComparison.Ordinal);
    }

    private static Exception Thrown()
    {
        try
        {
            throw new InvalidOperationException("of Leeds", new FormatException("'Leeds' is no number"));
        }
        catch (InvalidOperationException thrown)
        {
            return thrown;
        }
    }
}
