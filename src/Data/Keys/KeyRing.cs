using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace AethergenAI.Data.Keys;

public static class KeyRing
{
    /// <summary>
    /// Adds Data Protection with its keys in the folder <c>Keys:Root</c>. Api and Worker share the folder, so that
    /// cookies survive a restart and each can decrypt what the other encrypted.
    /// </summary>
    public static void AddKeyRing(this IServiceCollection services, IConfiguration configuration)
    {
        IDataProtectionBuilder keys = services.AddDataProtection().SetApplicationName("AethergenAI");
        if (configuration["Keys:Root"] is { Length: > 0 } root)
        {
            keys.PersistKeysToFileSystem(Directory.CreateDirectory(Path.GetFullPath(root)));
        }
    }
}
