using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AethergenAI.House;

/// <summary>What CSharpier leaves to the writer.</summary>
public sealed class LayoutTests
{
    private const int PrintWidth = 120;
    private const int MaxVector = 150;

    [Fact]
    public void Lines_fit_into_the_print_width() => House.AssertNone(Longer(Code(), PrintWidth));

    /// <summary>A test may hold a short vector or recipe on one line, as it is read.</summary>
    [Fact]
    public void Lines_of_tests_stay_readable() => House.AssertNone(Longer(House.Files("tests", ".cs"), MaxVector));

    [Fact]
    public void No_conditional_expression_stands_inside_another() =>
        House.AssertNone(
            from path in Code().Concat(House.Files("tests", ".cs"))
            from inner in House.Nodes<ConditionalExpressionSyntax>(path)
            where inner.Ancestors().TakeWhile(InTheSameExpression).Any(outer => outer is ConditionalExpressionSyntax)
            select $"{path}:{inner.GetLocation().GetLineSpan().StartLinePosition.Line + 1} {inner}"
        );

    private static IEnumerable<string> Longer(IEnumerable<string> files, int limit) =>
        from path in files
        from line in House.Read(path).Split('\n').Index()
        where line.Item.Length > limit
        select $"{path}:{line.Index + 1} has {line.Item.Length} characters";

    private static IEnumerable<string> Code() => House.Product(".cs").Concat(House.Files("eng", ".cs"));

    private static bool InTheSameExpression(SyntaxNode node) =>
        node is not (StatementSyntax or MemberDeclarationSyntax or AnonymousFunctionExpressionSyntax);
}
