namespace AethergenAI.Launcher.Publishing;

internal static class Folders
{
    /// <summary>Creates the folder, or removes the files of an earlier publication.</summary>
    public static void Empty(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        Directory.CreateDirectory(folder);
    }

    /// <summary>
    /// Copies the files below a folder. Links are not copied; the program that needs them creates them.
    /// </summary>
    public static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (FileInfo file in new DirectoryInfo(from).EnumerateFiles().Where(file => file.LinkTarget is null))
        {
            file.CopyTo(Path.Combine(to, file.Name), overwrite: true);
        }

        foreach (DirectoryInfo child in new DirectoryInfo(from).EnumerateDirectories())
        {
            if (child.LinkTarget is null)
            {
                Copy(child.FullName, Path.Combine(to, child.Name));
            }
        }
    }
}
