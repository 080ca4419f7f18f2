using System.ComponentModel.DataAnnotations;

namespace AethergenAI.Api.Mail;

/// <summary>How letters are sent: to a server if one is named, else into a folder if one is named, else not at
/// all.</summary>
internal sealed class MailOptions
{
    /// <summary>The sender's address.</summary>
    [Required, EmailAddress]
    public string From { get; init; } = "aethergen@localhost";

    /// <summary>Letters are written here as .eml files, for a single machine and for tests.</summary>
    public string? Folder { get; init; }

    /// <summary>The host name of an SMTP server.</summary>
    public string? Host { get; init; }

    [Range(1, 65_535)]
    public int Port { get; init; } = 587;

    public string? User { get; init; }

    public string? Password { get; init; }

    /// <summary>Whether the connection must be encrypted; false only for a server on the same machine.</summary>
    public bool Encrypted { get; init; } = true;
}
