using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AethergenAI.House;

/// <summary>
/// Logs and traces say nothing of a seed: what they may name stands here, and nothing of it is read from rows. Rows of
/// a graph are those that were asked for.
/// </summary>
public sealed class TelemetryTests
{
    private static readonly string[] Logged =
    [
        "Attempt",
        "AuthorityId",
        "Code",
        "Count",
        "Fault",
        "Fingerprint",
        "Reason",
        "RunId",
        "TenantId",
        "Trial",
    ];

    private static readonly string[] Tagged =
    [
        "graph.name",
        "graph.provider",
        "graph.rows",
        "graph.steps",
        "job.id",
        "run.id",
        "trial.attempt",
        "trial.name",
    ];

    [Fact]
    public void Log_messages_name_only_what_is_not_of_a_seed() =>
        Assert.Equal(Logged, Named(Parameters).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void Spans_name_only_what_is_not_of_a_seed() =>
        Assert.Equal(Tagged, Named(Tags).Distinct().Order(StringComparer.Ordinal));

    /// <summary>Messages are declared with their parameters; none is put together where it is logged.</summary>
    [Fact]
    public void Nothing_is_logged_past_a_declared_message() =>
        House.AssertNone(
            from path in House.Product(".cs")
            from call in House.Nodes<MemberAccessExpressionSyntax>(path)
            where
                call.Name.Identifier.Text is "LogTrace" or "LogDebug" or "LogInformation" or "LogWarning" or "LogError"
            select $"{path}:{call.GetLocation().GetLineSpan().StartLinePosition.Line + 1} {call}"
        );

    private static IEnumerable<string> Named(Func<string, IEnumerable<string>> names) =>
        House.Product(".cs").SelectMany(names);

    private static IEnumerable<string> Parameters(string path) =>
        from attribute in House.Nodes<AttributeSyntax>(path)
        where attribute.Name.ToString() == "LoggerMessage"
        from text in attribute.DescendantNodes().OfType<LiteralExpressionSyntax>()
        where text.IsKind(SyntaxKind.StringLiteralExpression)
        from part in text.Token.ValueText.Split('{').Skip(1)
        select part[..part.IndexOf('}', StringComparison.Ordinal)];

    private static IEnumerable<string> Tags(string path) =>
        from call in House.Nodes<InvocationExpressionSyntax>(path)
        where Called(call) is "SetTag" or "AddTag"
        select call.ArgumentList.Arguments[0].Expression is LiteralExpressionSyntax name
            ? name.Token.ValueText
            : $"{path}: {call.ArgumentList.Arguments[0]}";

    private static string? Called(InvocationExpressionSyntax call) =>
        call.Expression switch
        {
            MemberAccessExpressionSyntax member => member.Name.Identifier.Text,
            MemberBindingExpressionSyntax member => member.Name.Identifier.Text,
            _ => null,
        };
}
