using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AethergenAI.House;

/// <summary>Where the web replaces parts of the server's sentences, the server says them so.</summary>
public sealed partial class WordsOfTheWebTests
{
    private const string Web = "web/src/runs/problems.ts";

    /// <summary>The files that write the message of <c>privacy.not-declared</c>.</summary>
    private static readonly string[] Server =
    [
        "src/Core/Generation/Private/Declarations.cs",
        "src/Core/Generation/Private/UnpaidDeclarations.cs",
        "src/Core/Privacy/PrivacyRefusals.cs",
    ];

    [Fact]
    public void What_the_web_replaces_in_a_list_of_declarations_is_what_the_server_writes()
    {
        string table = House.Read(Web);
        table = table[table.IndexOf("CONTROLS:", StringComparison.Ordinal)..];
        table = table[..table.IndexOf("\n];", StringComparison.Ordinal)];
        string[] replaced = [.. Keys().Matches(table).Select(match => Joined(match.Groups["key"].Value))];
        string said = Said();

        Assert.Equal(8, replaced.Length);
        House.AssertNone(
            replaced
                .Where(words => !said.Contains(words, StringComparison.Ordinal))
                .Select(words => $"{Web} replaces <{words}>, which no file of {string.Join(", ", Server)} says")
        );
    }

    /// <summary>The texts of the files one after another, since it joins a long one from several.</summary>
    private static string Said() =>
        string.Concat(
            Server
                .SelectMany(House.Nodes<ExpressionSyntax>)
                .SelectMany(node =>
                    node switch
                    {
                        LiteralExpressionSyntax { Token.Value: string text } => [text],
                        InterpolatedStringExpressionSyntax mixed => mixed
                            .Contents.OfType<InterpolatedStringTextSyntax>()
                            .Select(part => part.TextToken.ValueText),
                        _ => Enumerable.Empty<string>(),
                    }
                )
        );

    private static string Joined(string texts) => string.Concat(Texts().Matches(texts).Select(it => it.Groups["text"]));

    /// <summary>The first of two: one text, or several with '+' between them.</summary>
    [GeneratedRegex(@"\[\s*(?<key>'[^']*'(\s*\+\s*'[^']*')*),", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Keys();

    [GeneratedRegex("'(?<text>[^']*)'", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Texts();
}
