using MimeKit;

namespace AethergenAI.Api.Mail;

/// <summary>A letter in plain text to one address.</summary>
public sealed record Letter(string To, string Subject, string Text)
{
    /// <summary>Whether it is one address and nothing else, such as a name or a second address.</summary>
    internal static bool IsAddress(string text) =>
        MailboxAddress.TryParse(text, out MailboxAddress? parsed) && parsed?.Address == text && text.Contains('@');

    internal MimeMessage From(string sender)
    {
        var message = new MimeMessage
        {
            Subject = Subject.ReplaceLineEndings(" "),
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
    /// <returns>
    /// Whether a mail server took it, so that only the addressee reads it. What a server refuses is logged.
    /// </returns>
    Task<bool> SendAsync(Letter letter, CancellationToken ct);
}
