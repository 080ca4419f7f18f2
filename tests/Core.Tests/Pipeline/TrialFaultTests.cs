using AethergenAI.Pipeline;

namespace AethergenAI.Core.Tests.Pipeline;

public sealed class TrialFaultTests
{
    [Fact]
    public void A_bug_is_refused_in_words_and_keeps_the_exception_for_the_log()
    {
        var bug = new FormatException("The input string 'Leeds' was not in a correct format.");

        RefusedException refusal = Assert.Throws<RefusedException>(() =>
            TrialFault.Named<int>(RunStage.Fitting, () => throw bug)
        );

        Assert.Equal("run.trial-failed", refusal.Code);
        Assert.Same(bug, refusal.InnerException);
        Assert.DoesNotContain("Leeds", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_disk_or_a_database_did_is_not_the_trial_s_whatever_wraps_it()
    {
        var full = new InvalidOperationException("outer", new AggregateException(new IOException("No space left")));

        Assert.Same(
            full,
            Assert.Throws<InvalidOperationException>(() => TrialFault.Named<int>(RunStage.Evaluation, () => throw full))
        );
    }
}
