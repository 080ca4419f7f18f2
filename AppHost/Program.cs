using AethergenAI.AppHost;
using Microsoft.Extensions.Configuration;

// The whole system. `./aethergen up` starts it, and so do `dotnet run --project AppHost` and `aspire run`.
return await UpCommand.RunAsync(args, async (builder, place, ct) =>
{
    int workers = builder.WorkerCount();
    Database database = await builder.AddDatabaseAsync(place.Layout.Home, ct);

    var migrate = builder
        .AddProgram("migrate", place.Layout.Worker, "migrate")
        .WithEnvironment("ConnectionStrings__aethergen_owner", database.Owner)
        .WaitForServer(database);

    var api = builder
        .AddProgram("api", place.Layout.Api)
        .WithStores(database, place.Layout)
        .WithEnvironment("Owner__LinkToken", builder.AddParameter("sign-in-token", place.Token, secret: true))
        .WithEnvironment("Web__Root", place.Layout.BuiltWeb)
        .WithEnvironment("Mail__Folder", place.Layout.Mail)
        .WithEnvironment("AllowedHosts", builder.Configuration["AllowedHosts"] ?? "localhost;127.0.0.1;[::1]")
        .WithEnvironment("ASPNETCORE_URLS", place.Address)
        .WithHttpEndpoint(place.Port, place.Port, isProxied: false)
        .WithReadyCheck()
        .WaitForCompletion(migrate)
        .KeepRunning();

    string[] queues = builder.Configuration.GetSection("Worker:Queues").Get<string[]>() ?? [];
    for (int number = 1; number <= workers; number++)
    {
        var worker = builder.AddProgram($"worker-{number}", place.Layout.Worker).WithHttpEndpoint();
        EndpointReference http = worker.GetEndpoint("http");
        worker
            .WithStores(database, place.Layout)
            .WithEnvironment(
                "ASPNETCORE_URLS",
                ReferenceExpression.Create($"http://127.0.0.1:{http.Property(EndpointProperty.TargetPort)}")
            )
            .WithReadyCheck()
            .WaitForCompletion(migrate)
            .KeepRunning();
        foreach ((int at, string queue) in queues.Index())
        {
            worker.WithEnvironment($"Worker__Queues__{at}", queue);
        }
    }

    if (builder.Configuration.GetValue("Web:Dev", false))
    {
        var web = builder.AddExecutable("web", "node", place.Layout.WebSources).WithHttpEndpoint();
        web.WithArgs("node_modules/vite/bin/vite.js", "--strictPort", "--host", "127.0.0.1", "--port")
            .WithArgs(web.GetEndpoint("http").Property(EndpointProperty.TargetPort))
            .WithEnvironment("AETHERGEN_API", place.Address)
            .WithHttpHealthCheck("/")
            .WaitFor(api);
    }
});
