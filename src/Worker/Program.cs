using AethergenAI.Worker;

if (args is ["migrate", ..])
{
    return await Migrate.RunAsync(args[1..]);
}

await WorkerHost.Build(args).RunAsync();
return 0;
