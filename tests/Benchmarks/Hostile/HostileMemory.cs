using System.Diagnostics;
using System.Globalization;
using System.Text;
using AethergenAI.Benchmarks.Fuzz;
using AethergenAI.Evidence;
using AethergenAI.Recipes;
using AethergenAI.Schemas;
using AethergenAI.Tables.Csv;

namespace AethergenAI.Benchmarks.Hostile;

/// <summary>
/// What 1 MiB made to cost memory costs: how far the resident memory of a fresh process grows above what reading a
/// small valid file left it with, refused or not. A figure counts what .NET and native code hold, garbage included.
/// </summary>
internal static class HostileMemory
{
    private const double MaxMegabytes = 64;

    public static IEnumerable<Benchmark> All =>
        Cases.Keys.Select(name => new Benchmark($"memory/{name}", "MiB", ct => MeasureAsync(name, ct))
        {
            AtMost = MaxMegabytes,
        });

    private static IReadOnlyDictionary<string, (Func<byte[]> Input, Action<byte[]> Read, byte[] Small)> Cases { get; } =
        Of("csv", HostileInputs.Tables, ReadTable, "a,b\n1,x\n2,y\n"u8.ToArray())
            .Concat(Of("schema", HostileInputs.Json, json => SchemaReader.Read(Text(json)), "{}"u8.ToArray()))
            .Concat(Of("recipe", HostileInputs.Json, json => RecipeReader.Read(Text(json), false), "{}"u8.ToArray()))
            .Concat(Of("yaml", HostileInputs.Yaml, yaml => RecipeReader.Read(Text(yaml), true), "a: 1\n"u8.ToArray()))
            .Concat(Of("pack", HostileInputs.Packs, Verify, []))
            .ToDictionary(one => one.Name, one => (one.Input, one.Read, one.Small), StringComparer.Ordinal);

    /// <summary>The work of the fresh process.</summary>
    public static int Run(string name)
    {
        var (input, read, small) = Cases[name];
        byte[] hostile = input();
        Try(read, small);
        long growth = ResidentMemory.Growth(() => Try(read, hostile));
        Console.WriteLine((growth / (double)(1 << 20)).ToString(CultureInfo.InvariantCulture));
        return 0;
    }

    private static async Task<double> MeasureAsync(string name, CancellationToken ct)
    {
        string program = typeof(HostileMemory).Assembly.Location;
        using var child = Process.Start(
            new ProcessStartInfo("dotnet", ["exec", program, "hostile", name])
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
            }
        )!;
        string figure = await child.StandardOutput.ReadToEndAsync(ct);
        await child.WaitForExitAsync(ct);
        return child.ExitCode == 0
            ? double.Parse(figure, CultureInfo.InvariantCulture)
            : throw new InvalidOperationException($"{name} ended with code {child.ExitCode}.");
    }

    private static IEnumerable<(string Name, Func<byte[]> Input, Action<byte[]> Read, byte[] Small)> Of(
        string kind,
        IReadOnlyDictionary<string, Func<byte[]>> inputs,
        Action<byte[]> read,
        byte[] small
    ) => inputs.Select(input => ($"{kind}-{input.Key}", input.Value, read, small));

    private static void ReadTable(byte[] file)
    {
        var proposal = SchemaInference.Infer(
            new MemoryStream(file),
            "hostile",
            new CsvOptions { Header = HeaderLine.Present, Ragged = RaggedRows.Pad }
        );
        CsvReader.Read(new MemoryStream(file), proposal.Schema, new CsvOptions { Ragged = RaggedRows.Pad });
    }

    /// <summary>As the API verifies an upload.</summary>
    private static void Verify(byte[] file) =>
        EvidencePack.Verify(
            new MemoryStream(file),
            null,
            new PackLimits(Bytes: 20 * (512L << 20), AllDocumentBytes: 512L << 20)
        );

    private static string Text(byte[] bytes) => Encoding.UTF8.GetString(bytes);

    private static void Try(Action<byte[]> read, byte[] file)
    {
        try
        {
            read(file);
        }
        catch (RefusedException refusal)
        {
            Console.Error.WriteLine(refusal.Code);
        }
    }
}
