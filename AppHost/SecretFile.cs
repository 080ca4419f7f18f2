using System.Security.Cryptography;

namespace AethergenAI.AppHost;

/// <summary>A secret that is made at its first use and kept, for its owner only.</summary>
internal static class SecretFile
{
    internal static string Read(string path)
    {
        if (!File.Exists(path))
        {
            File.Delete(path + ".new"); // a start that was killed may have left one
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }
            using var writer = new StreamWriter(path + ".new", options);
            writer.Write(RandomNumberGenerator.GetHexString(48, lowercase: true));
            writer.Close();
            File.Move(path + ".new", path);
        }

        return File.ReadAllText(path);
    }
}
