using AethergenAI.Api.Tenancy;
using AethergenAI.Generation;
using AethergenAI.Tenancy;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AethergenAI.Api.Generation;

internal static class GeneratorEndpoints
{
    public static void MapGenerators(this IEndpointRouteBuilder api) =>
        api.MapGet("/generators", List).WithName("ListGenerators").WithTags("Generation").Needs(Role.Analyst);

    internal static Ok<IReadOnlyList<GeneratorDescription>> List() => TypedResults.Ok(KnownGenerators.All);
}
