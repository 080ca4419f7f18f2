using System.Net.Sockets;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Options;

namespace AethergenAI.Api.Mail;

/// <summary>Hands each letter to an SMTP server.</summary>
internal sealed partial class SmtpMail(IOptions<MailOptions> options, ILogger<SmtpMail> log) : IMail
{
    private const int TimeoutMilliseconds = 10_000;

    public async Task<bool> SendAsync(Letter letter, CancellationToken ct)
    {
        MailOptions settings = options.Value;
        try
        {
            using var client = new SmtpClient { Timeout = TimeoutMilliseconds };
            await client.ConnectAsync(
                settings.Host!,
                settings.Port,
                settings.Encrypted ? SecureSocketOptions.Auto : SecureSocketOptions.None,
                ct
            );
            if (settings.Encrypted && !client.IsSecure)
            {
                LogNotSent("the server offers no encryption");
                return false;
            }
            if (settings.User is { Length: > 0 } user)
            {
                await client.AuthenticateAsync(user, settings.Password ?? string.Empty, ct);
            }

            await client.SendAsync(letter.From(settings.From), ct);
            await client.DisconnectAsync(quit: true, ct);
            return true;
        }
        catch (Exception failure) when (IsMail(failure))
        {
            LogNotSent(failure.GetType().Name);
            return false;
        }
    }

    /// <summary>The server is away, refuses us or the letter, or does not speak SMTP.</summary>
    private static bool IsMail(Exception failure) =>
        failure
            is SocketException
                or IOException
                or TimeoutException
                or ProtocolException
                or CommandException
                or AuthenticationException
                or SslHandshakeException
                or NotSupportedException;

    [LoggerMessage(LogLevel.Warning, "A letter was not sent: {Reason}")]
    private partial void LogNotSent(string reason);
}
