namespace AethergenAI.Api.Mail;

/// <summary>Where no way to send letters is set: the person who wanted one sent is told.</summary>
internal sealed class NoMail : IMail
{
    public Task<bool> SendAsync(Letter letter, CancellationToken ct) => Task.FromResult(false);
}
