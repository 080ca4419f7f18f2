using AethergenAI.Api.Tenancy;
using AethergenAI.Data.Accounts;
using AethergenAI.Tenancy;
using Hangfire;
using Hangfire.Dashboard;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

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
            .Needs(Role.Owner);

    /// <summary>
    /// The jobs are those of every organisation, so only the owners of the one that runs the installation see them.
    /// </summary>
    private sealed class OwnersOfTheInstallation : IDashboardAsyncAuthorizationFilter
    {
        public async Task<bool> AuthorizeAsync(DashboardContext context)
        {
            HttpContext http = context.GetHttpContext();
            string email = http.RequestServices.GetRequiredService<IOptions<OwnerOptions>>().Value.Email;
            var accounts = http.RequestServices.GetRequiredService<UserManager<Account>>();
            return await accounts.FindByEmailAsync(email) is { } first && first.TenantId == http.User.Tenant()
                ? true
                : throw JobsRefusals.OtherOrganisation();
        }
    }
}
