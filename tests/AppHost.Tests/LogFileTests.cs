namespace AethergenAI.AppHost.Tests;

public sealed class LogFileTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("aethergen-log-");

    private string Path => System.IO.Path.Combine(folder.FullName, "log");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void A_full_file_is_put_aside_while_the_system_runs()
    {
        using var log = new LogFile(Path, largest: 1000);

        for (int i = 0; i < 1000; i++)
        {
            log.Append($"line {i:000}");
        }

        // 100 lines of 9 bytes and more are below 1,000 bytes; the line that reaches it is the last of its file.
        long longest = 1000 + "line 000".Length + Environment.NewLine.Length;
        Assert.InRange(new FileInfo(Path).Length, 1, longest);
        Assert.InRange(new FileInfo(Path + ".1").Length, 1000, longest);
        Assert.Equal("line 999", File.ReadLines(Path).Last());
        Assert.Equal(2, folder.GetFiles().Length);
    }

    [Fact]
    public void A_full_disk_costs_lines_and_nothing_else()
    {
        var disk = new Disk();
        using var log = new LogFile(Path, open: disk.Open);

        log.Append("before");
        disk.IsFull = true;
        log.Append("lost");
        log.Append("lost too");
        disk.IsFull = false;
        log.Append("after");
        log.Append("and on");

        Assert.Equal(
            ["before", "los", "(2 lines are missing here: the log could not be written)", "after", "and on"],
            File.ReadAllLines(Path)
        );
    }

    [Fact]
    public void A_device_without_room_is_survived()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "Only Linux has a device that is always full.");
        File.CreateSymbolicLink(Path, "/dev/full");
        using var log = new SystemLog(Path, TimeProvider.System);

        log.Write("worker-1", "said");
        log.Write("worker-1", "said again");

        Assert.Equal(Path, log.Path);
    }

    [Fact]
    public void A_folder_that_is_gone_is_survived_and_returns()
    {
        string inner = System.IO.Path.Combine(folder.FullName, "logs");
        using var log = new LogFile(System.IO.Path.Combine(inner, "log"));

        log.Append("lost");
        Directory.CreateDirectory(inner);
        log.Append("kept");

        string[] lines = ["(1 lines are missing here: the log could not be written)", "kept"];
        Assert.Equal(lines, File.ReadAllLines(System.IO.Path.Combine(inner, "log")));
    }

    /// <summary>A disk that takes three bytes of a line when it is full, and then no more.</summary>
    private sealed class Disk
    {
        public bool IsFull { get; set; }

        public Stream Open(string path) => IsFull ? throw new IOException("No space left") : new Stored(this, path);

        private sealed class Stored(Disk disk, string path)
            : FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0)
        {
            public override void Write(byte[] buffer, int offset, int count)
            {
                base.Write(buffer, offset, disk.IsFull ? 3 : count);
                if (disk.IsFull)
                {
                    throw new IOException("No space left on device");
                }
            }
        }
    }
}
