using AethergenAI.Api.Tenancy;
using AethergenAI.Data.Accounts;
using AethergenAI.Tenancy;
using Hangfire;
using Hangfire.Dashboard;
using Npgsql;

namespace AethergenAI.Api.Runs;

/// <summary>Hangfire's own pages: what waits, runs and failed, to be tried again or deleted.</summary>
internal static class JobsDashboard
{
    internal const string Path = "/jobs";

    public static void MapJobsDashboard(this IEndpointRouteBuilder app) =>
        app.MapHangfireDashboard(
                Path,
                new DashboardOptions
                {
                    DashboardTitle = "Jobs",
                    AppPath = "/",
                    DisplayStorageConnectionString = false,
                    Authorization = [], // else only requests from this machine
                    AsyncAuthorization = [new OwnersOfTheInstallation()],
                }
            )
            .NeedsPerson(Role.Owner);

    /// <summary>
    /// The jobs are those of every organisation, so only the owners of the one that runs the installation see them.
    /// </summary>
    private sealed class OwnersOfTheInstallation : IDashboardAsyncAuthorizationFilter
    {
        public async Task<bool> AuthorizeAsync(DashboardContext context)
        {
            HttpContext http = context.GetHttpContext();
            var source = http.RequestServices.GetRequiredService<NpgsqlDataSource>();
            return await Installation.TenantAsync(source, http.RequestAborted) == http.User.Tenant()
                ? true
                : throw JobsRefusals.OtherOrganisation();
        }
    }
}
