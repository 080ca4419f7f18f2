using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AethergenAI.House;

public sealed partial class SourceTests
{
    private static readonly string[] Code = [".cs", ".ts", ".tsx", ".css", ".sql"];

    [Fact]
    public void Files_stay_short_enough_to_read() =>
        Assert.DoesNotContain(Sources(), path => House.Read(path).Split('\n').Length > 301);

    [Fact]
    public void Names_say_what_a_thing_is() =>
        Assert.DoesNotMatch(
            @"(Service|Manager|Helper|Helpers|Util|Utils|Common|Impl|Dto)\.(cs|tsx?)\n",
            string.Join('\n', Sources()) + "\n"
        );

    /// <summary>A reader who looks for a limit looks for one of two words.</summary>
    [Fact]
    public void Constants_that_limit_something_start_with_max_or_min() =>
        House.AssertNone(
            from path in Sources()
            from name in path.EndsWith(".cs", StringComparison.Ordinal) ? Constants(path) : WebConstants(path)
            where OtherLimit().IsMatch(name)
            select $"{path}: {name} is a limit; start its name with Max or Min"
        );

    [Fact]
    public void Nothing_is_left_unfinished() =>
        Assert.DoesNotContain(Sources(), path =>
            path.StartsWith("src/", StringComparison.Ordinal) && Unfinished().IsMatch(House.Read(path))
        );

    [Fact]
    public void Only_the_outermost_handlers_catch_everything() =>
        Assert.Equal(
            OutermostHandlers,
            Sources()
                .Where(path => path.EndsWith(".cs", StringComparison.Ordinal) && CatchAll().IsMatch(House.Read(path)))
                .Order(StringComparer.Ordinal)
        );

    /// <summary>A planted fault cannot be made without this property, and only tests make one.</summary>
    [Fact]
    public void Nothing_in_the_product_plants_a_fault() =>
        Assert.DoesNotContain(House.Files("src", ".cs"), path =>
            House.Read(path).Contains("ScoreSensitivity =", StringComparison.Ordinal)
        );

    [Fact]
    public void Request_records_are_public_because_validation_skips_internal_ones() =>
        Assert.DoesNotContain(House.Files("src/Api", ".cs"), path => InternalRecord().IsMatch(House.Read(path)));

    [Fact]
    public void Every_refusal_code_is_documented()
    {
        string documented = House.Read("docs/problems.md");
        string[] sources = [.. House.Product(".cs")];
        var codes = sources.SelectMany(RefusalCodes).Distinct(StringComparer.Ordinal);

        Assert.All(codes, code => Assert.Contains($"`{code}`", documented, StringComparison.Ordinal));
    }

    /// <summary>
    /// A process has one place where what nobody expected ends: the command line, and the worker's loop of its own and
    /// its job, which keep messages that quote values out of the log. ASP.NET Core and the runtime are that place for
    /// the others; the fuzzer looks for just that. Nothing may leave a method that native code calls, or a thread of
    /// its own, either: the source of a Parquet file's blocks and the copying thread hand it to the writer's thread.
    /// </summary>
    private static readonly string[] OutermostHandlers =
    [
        "AppHost/UpCommand.cs",
        "src/Cli/Program.cs",
        "src/Formats/BlockSource.cs",
        "src/Formats/ParquetWriter.cs",
        "src/Worker/Jobs/CarryOutRun.cs",
        "src/Worker/Jobs/SharedRunWorker.cs",
        "tests/Benchmarks/Fuzz/FuzzProcess.cs",
    ];

    /// <summary>
    /// What is given with a kind of refusal; in the files of refusals everything that looks like a code, since there it
    /// may go through a function.
    /// </summary>
    private static IEnumerable<string> RefusalCodes(string path)
    {
        Regex code = path.EndsWith("Refusals.cs", StringComparison.Ordinal) ? DottedName() : RefusalCode();
        return code.Matches(House.Read(path)).Select(match => match.Groups["code"].Value);
    }

    private static IEnumerable<string> Sources() =>
        House
            .Product(Code)
            .Concat(House.Files("eng", Code))
            .Concat(House.Files("web", Code).Where(path => !path.EndsWith("schema.d.ts", StringComparison.Ordinal)))
            .Concat(House.Files("tests", Code));

    private static IEnumerable<string> Constants(string path) =>
        from constant in House.Nodes<VariableDeclaratorSyntax>(path)
        where constant.Parent?.Parent is MemberDeclarationSyntax or LocalDeclarationStatementSyntax { IsConst: true }
        select constant.Identifier.Text;

    private static IEnumerable<string> WebConstants(string path) =>
        WebConstant().Matches(House.Read(path)).Select(match => match.Groups["name"].Value);

    [GeneratedRegex(@"^(Most|Fewest|Least)(?![a-z])|^(MOST|FEWEST|LEAST)(?![A-Z])", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex OtherLimit();

    [GeneratedRegex(
        @"^(export )?const (?<name>[A-Z_]+)\b",
        RegexOptions.ExplicitCapture | RegexOptions.Multiline,
        1000
    )]
    private static partial Regex WebConstant();

    [GeneratedRegex(@"NotImplementedException|\bTODO\b|\bFIXME\b|\bHACK\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Unfinished();

    [GeneratedRegex(@"catch\s*(\(Exception(\s+\w+)?\)\s*)?\{(?![^}]*\bthrow;)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex CatchAll();

    [GeneratedRegex(@"internal\s+(sealed\s+)?record\s", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex InternalRecord();

    [GeneratedRegex(@"""(?<code>[a-z][a-z0-9-]*\.[a-z][a-z0-9-]*)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex DottedName();

    [GeneratedRegex(@"\b(RefusalKind\.\w+,|Invalid\()\s*""(?<code>[a-z0-9.-]+)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex RefusalCode();
}
