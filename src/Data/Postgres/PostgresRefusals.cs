namespace AethergenAI.Data.Postgres;

internal static class PostgresRefusals
{
    internal static RefusedException NoBinaries(string searched) =>
        new(
            RefusalKind.NotFound,
            "postgres.not-found",
            $"No PostgreSQL server was found ({searched}). Run `npm ci` in the native folder, "
                + "install PostgreSQL 15 or newer, or set AETHERGEN_PG to a connection string."
        );

    internal static RefusedException NoAccount(string reason) =>
        new(
            RefusalKind.Forbidden,
            "postgres.no-account",
            "PostgreSQL refuses to run as root, and no unprivileged account could be created for it: "
                + $"{reason} Create a user named postgres, or start the system as another user."
        );

    internal static RefusedException InUse(string folder) =>
        new(
            RefusalKind.Conflict,
            "postgres.in-use",
            $"Another running AethergenAI uses the database in {folder}. Stop it, "
                + "or set AETHERGEN_HOME to another folder."
        );

    internal static RefusedException DidNotStart(string what, string reason, string log) =>
        new(RefusalKind.Conflict, "postgres.did-not-start", $"{what} failed: {reason} The complete log is in {log}.");

    internal static RefusedException Incomplete(string data) =>
        new(
            RefusalKind.Conflict,
            "postgres.incomplete",
            $"The database folder {data} lacks its file PG_VERSION, or the file is empty, so PostgreSQL does not start "
                + "on it. Nothing in it was changed. Restore the folder from a backup; to begin with an empty "
                + "database, move it away first."
        );

    internal static RefusedException Lost(string data, string blobs) =>
        new(
            RefusalKind.Conflict,
            "postgres.lost",
            $"There is no database in {data}, but {blobs} has files that a database names. Nothing was changed. If "
                + "that database is in a container or at AETHERGEN_PG, set Postgres__Container or AETHERGEN_PG again. "
                + $"If it was in {data}, restore that folder from a backup. To begin with an empty database, move "
                + $"{blobs} away first."
        );

    internal static RefusedException LostTarget(string link, string target) =>
        new(
            RefusalKind.Conflict,
            "postgres.lost",
            $"The database was in {target}, to which {link} leads, and that folder is gone. Nothing was changed. "
                + $"Restore the folder from a backup; to begin with an empty database, delete {link} first."
        );

    internal static RefusedException OtherVersion(string folder, int version, int found) =>
        new(
            RefusalKind.Conflict,
            "postgres.other-version",
            $"The database in {folder} was made by PostgreSQL {version}, and only PostgreSQL {found} was found here, "
                + $"which cannot read it. Install PostgreSQL {version} or run `npm ci` in the native folder; to begin "
                + $"with an empty database, move the folder data-{version} elsewhere first."
        );

    internal static RefusedException NoPassword() =>
        new(
            RefusalKind.Invalid,
            "postgres.no-password",
            "The connection string in AETHERGEN_PG has no password, but the passwords of the application's roles are "
                + "derived from it. Add Password=… (any value if the server does not ask for one)."
        );

    internal static RefusedException NotAConnectionString() =>
        new(
            RefusalKind.Invalid,
            "postgres.bad-connection-string",
            "AETHERGEN_PG is not a connection string. Write it as Host=…;Port=5432;Username=…;Password=…; "
                + "a URL such as postgresql://… does not work."
        );

    internal static RefusedException NotUsable(string server, string reason) =>
        new(
            RefusalKind.Conflict,
            "postgres.not-usable",
            $"The PostgreSQL at {server} cannot be used: {reason} Check that it runs and that the role of AETHERGEN_PG "
                + "may create roles and databases."
        );

    internal static RefusedException MigrationChanged(string name) =>
        new(
            RefusalKind.Conflict,
            "migration.changed",
            $"Migration {name} has changed since it was applied to this database. Restore its file, "
                + "and make the change in a new migration."
        );
}
