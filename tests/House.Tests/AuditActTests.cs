using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AethergenAI.House;

/// <summary>The web has words for every act that the audit records, and for no other.</summary>
public sealed partial class AuditActTests
{
    private const string Trail = "src/Data/Audit/AuditTrail.cs",
        Words = "web/src/features/organisation/acts.ts";

    [Fact]
    public void The_web_says_every_act_in_words()
    {
        string[] noted =
        [
            .. House
                .Files("src", ".cs")
                .SelectMany(House.Nodes<InvocationExpressionSyntax>)
                .Where(call => call.Expression is MemberAccessExpressionSyntax { Name.Identifier.Text: "Note" })
                .SelectMany(call => call.ArgumentList.Arguments.Take(1))
                .SelectMany(argument => argument.DescendantNodes().OfType<LiteralExpressionSyntax>())
                .Concat(House.Nodes<LiteralExpressionSyntax>(Trail))
                .Where(literal => literal.IsKind(SyntaxKind.StringLiteralExpression))
                .Select(literal => literal.Token.ValueText)
                .Where(text => Act().IsMatch(text))
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal),
        ];
        string[] said =
        [
            .. Said()
                .Matches(House.Read(Words))
                .Select(found => found.Groups["act"].Value)
                .Order(StringComparer.Ordinal),
        ];
        Assert.True(noted.Length > 20, "The acts were not found in the source.");
        Assert.Equal(noted, said);
    }

    [GeneratedRegex("^[a-z]+(-[a-z]+)*[.][a-z]+$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Act();

    [GeneratedRegex("^  '(?<act>[a-z-]+[.][a-z]+)': ", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1000)]
    private static partial Regex Said();
}
