using AethergenAI.Evaluation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AethergenAI.Api.Evaluation;

/// <summary>The meaning of every measure. Public, because reviewers read packs without an account.</summary>
internal static class MeasureEndpoints
{
    public static void MapMeasures(this IEndpointRouteBuilder api) =>
        api.MapGet("/measures", List).WithName("ListMeasures").WithTags("Evaluation").AllowAnonymous();

    /// <param name="KeyFigures">The key figures of reports and runs, with their limits.</param>
    /// <param name="Estimands">What a figure may be an estimate for, in words.</param>
    public sealed record MeasuresAnswer(
        IReadOnlyList<MeasureDescription> Measures,
        IReadOnlyList<KpiLimit> KeyFigures,
        IReadOnlyList<NamedEstimand> Estimands
    );

    /// <param name="Words">For example "of this fitted model".</param>
    public sealed record NamedEstimand(Estimand Estimand, string Words);

    internal static Ok<MeasuresAnswer> List() =>
        TypedResults.Ok(
            new MeasuresAnswer(
                MeasureCatalogue.All,
                KpiLimit.All,
                [.. Enum.GetValues<Estimand>().Select(one => new NamedEstimand(one, IntervalScope.Name(one)))]
            )
        );
}
