using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AethergenAI.House;

/// <summary>What CSharpier leaves to the writer.</summary>
public sealed class LayoutTests
{
    private const int PrintWidth = 120;

    /// <summary>
    /// Tests may hold a vector or a recipe on one line, as it is read; the product's own code may not.
    /// </summary>
    [Fact]
    public void Lines_fit_into_the_print_width() =>
        House.AssertNone(
            Code()
                .SelectMany(path => House.Read(path).Split('\n').Select((line, at) => (path, at, line.Length)))
                .Where(line => line.Length > PrintWidth)
                .Select(line => $"{line.path}:{line.at + 1} has {line.Length} characters")
        );

    [Fact]
    public void No_conditional_expression_stands_inside_another() =>
        House.AssertNone(
            from path in Code().Concat(House.Files("tests", ".cs"))
            from inner in House.Nodes<ConditionalExpressionSyntax>(path)
            where inner.Ancestors().TakeWhile(InTheSameExpression).Any(outer => outer is ConditionalExpressionSyntax)
            select $"{path}:{inner.GetLocation().GetLineSpan().StartLinePosition.Line + 1} {inner}"
        );

    private static IEnumerable<string> Code() => House.Product(".cs").Concat(House.Files("eng", ".cs"));

    private static bool InTheSameExpression(SyntaxNode node) =>
        node is not (StatementSyntax or MemberDeclarationSyntax or AnonymousFunctionExpressionSyntax);
}
