using AethergenAI.Data;
using AethergenAI.Worker;

if (args is ["migrate", ..])
{
    return await Migrate.RunAsync(args[1..]);
}

return await WorkerHost.Build(args).RunCheckedAsync();
