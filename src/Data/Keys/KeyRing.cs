using System.Xml;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace AethergenAI.Data.Keys;

public static partial class KeyRing
{
    /// <summary>
    /// The number of an advisory lock: of processes that start at once, one creates the first key.
    /// </summary>
    private const long FirstKeyLock = 0x61657468_0004;

    /// <summary>
    /// Adds Data Protection. Api and Worker share its keys, so that cookies survive a restart and each can decrypt what
    /// the other encrypted. The keys are in the folder <c>Keys:Root</c>, or in the database, encrypted with
    /// <c>Keys:Secret</c>.
    /// </summary>
    public static void AddKeyRing(this IServiceCollection services, IConfiguration configuration)
    {
        IDataProtectionBuilder keys = services.AddDataProtection().SetApplicationName("AethergenAI");
        if (configuration["Keys:Root"] is { Length: > 0 } root)
        {
            keys.PersistKeysToFileSystem(new DirectoryInfo(Path.GetFullPath(root)));
        }
        if (configuration["Keys:Secret"] is { Length: > 0 } secret)
        {
            services.AddSingleton(_ => new KeySecret(secret));
            services
                .AddOptions<KeyManagementOptions>()
                .Configure<NpgsqlDataSource, KeySecret>(
                    (options, source, known) =>
                    {
                        options.XmlRepository = new StoredKeys(source);
                        options.XmlEncryptor = new SecretEncryption(known);
                    }
                );
        }
    }

    /// <summary>Checks at the start of a process that the keys can be read, and creates the first one.</summary>
    /// <exception cref="RefusedException">There is no place for keys, their folder cannot be used, one of them is
    /// damaged, or their secret is not the right one.</exception>
    internal static async Task CheckAsync(IServiceProvider services, CancellationToken ct)
    {
        var configuration = services.GetRequiredService<IConfiguration>();
        bool inFolder = !string.IsNullOrEmpty(configuration["Keys:Root"]),
            inDatabase = !string.IsNullOrEmpty(configuration["Keys:Secret"]);
        if (inFolder == inDatabase)
        {
            throw inFolder ? KeyRefusals.TwoPlaces() : KeyRefusals.NoPlace();
        }
        if (inFolder)
        {
            CheckFolder(Path.GetFullPath(configuration["Keys:Root"]!));
        }
        else
        {
            await CheckStoredAsync(services, ct);
        }

        await SayIfLostAsync(services, ct);
    }

    private static void CheckFolder(string root)
    {
        try
        {
            Directory.CreateDirectory(root);
            foreach (string file in Directory.EnumerateFiles(root, "*.xml"))
            {
                CheckKey(file);
            }
            string probe = Path.Combine(root, $"probe-{Guid.CreateVersion7():N}");
            File.WriteAllText(probe, "keys are written here");
            File.Delete(probe);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw KeyRefusals.FolderUnusable(root, problem.Message);
        }
    }

    private static void CheckKey(string file)
    {
        try
        {
            XElement.Load(file);
        }
        catch (XmlException)
        {
            throw KeyRefusals.Damaged(file);
        }
    }

    private static async Task SayIfLostAsync(IServiceProvider services, CancellationToken ct)
    {
        var check = new LostKeyRingCheck(
            services.GetRequiredService<NpgsqlDataSource>(),
            services.GetRequiredService<IDataProtectionProvider>()
        );
        try
        {
            if (!await check.IsSameRingAsync(ct))
            {
                LogLost(services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(KeyRing)));
            }
        }
        catch (NpgsqlException)
        {
            return; // whoever needs the database says that it is away
        }
    }

    [LoggerMessage(
        LogLevel.Error,
        "The key ring is another one than at the last start (keys.lost): its folder or secret was lost or replaced. "
            + "Everybody has to sign in again, and each tenant's next pack is signed with a new key; packs from before "
            + "still verify. If you have the old keys, stop now and put them back"
    )]
    private static partial void LogLost(ILogger log);

    private static async Task CheckStoredAsync(IServiceProvider services, CancellationToken ct)
    {
        var secret = services.GetRequiredService<KeySecret>();
        var source = services.GetRequiredService<NpgsqlDataSource>();
        var others =
            from element in new StoredKeys(source).GetAllElements()
            from encrypted in element.Descendants(SecretEncryption.Element)
            where (string?)encrypted.Attribute(SecretEncryption.SecretName) != secret.Name
            select encrypted;
        if (others.Any())
        {
            throw KeyRefusals.OtherSecret();
        }

        await using NpgsqlConnection connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using var alone = new NpgsqlCommand($"select pg_advisory_xact_lock({FirstKeyLock})", connection);
        await alone.ExecuteNonQueryAsync(ct);
        services.GetRequiredService<IDataProtectionProvider>().CreateProtector("start").Protect("");
        await transaction.CommitAsync(ct);
    }
}
