using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace AethergenAI.Data.Keys;

public static class KeyRing
{
    /// <summary>
    /// Data Protection with the keys in the folder that <c>Keys:Root</c> names. Api and Worker share it:
    /// cookies outlive a restart, and what one encrypts the other reads.
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
