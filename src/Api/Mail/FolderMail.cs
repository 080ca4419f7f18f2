using Microsoft.Extensions.Options;

namespace AethergenAI.Api.Mail;

/// <summary>Writes each letter to a file that mail programs open. Only this user can read it: it may hold a
/// link that signs in.</summary>
internal sealed class FolderMail(IOptions<MailOptions> options) : IMail
{
    public async Task<bool> SendAsync(Letter letter, CancellationToken ct)
    {
        string folder = options.Value.Folder!;
        Directory.CreateDirectory(folder);
        string path = Path.Combine(folder, $"{Guid.CreateVersion7()}.eml");
        var access = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            access.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        await using var file = new FileStream(path, access);
        await letter.From(options.Value.From).WriteToAsync(file, ct);
        return false; // whoever reads the folder reads the link
    }
}
