using MimeKit;

namespace AethergenAI.Api.Mail;

/// <summary>A letter in plain text to one address.</summary>
public sealed record Letter(string To, string Subject, string Text)
{
    internal MimeMessage From(string sender)
    {
        var message = new MimeMessage
        {
            Subject = Subject,
            Body = new TextPart("plain") { Text = Text },
        };
        message.From.Add(MailboxAddress.Parse(sender));
        message.To.Add(MailboxAddress.Parse(To));
        return message;
    }
}

/// <summary>Sends letters, in the way that the settings <c>Mail</c> say.</summary>
internal interface IMail
{
    /// <returns>False if it was not sent; what a mail server refuses is logged.</returns>
    Task<bool> SendAsync(Letter letter, CancellationToken ct);
}
