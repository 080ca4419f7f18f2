using System.Runtime.InteropServices;

namespace AethergenAI.Formats;

/// <summary>
/// The functions of DuckDB's stable C API that Parquet needs. They return 0 on success; each kind of handle has its own
/// destroy function.
/// </summary>
internal static unsafe partial class DuckDbApi
{
    private const string Library = "duckdb";

    /// <summary>Loads only the library that the build placed beside the assembly.</summary>
    private static readonly Lazy<nint> Loaded = new(() =>
    {
        string unix = OperatingSystem.IsMacOS() ? "libduckdb.dylib" : "libduckdb.so";
        string file = OperatingSystem.IsWindows() ? "duckdb.dll" : unix;
        return NativeLibrary.TryLoad(Path.Combine(AppContext.BaseDirectory, file), out nint handle) ? handle : 0;
    });

    static DuckDbApi() =>
        NativeLibrary.SetDllImportResolver(typeof(DuckDbApi).Assembly, (name, _, _) =>
            name == Library ? Loaded.Value : 0
        );

    internal static bool Available => Loaded.Value != 0;

    /// <summary>duckdb_result: opaque, 48 bytes, passed by value to the fetch function.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct Result
    {
        private readonly ulong a,
            b,
            c;
        private readonly nint d,
            e,
            f;
    }

    /// <summary>duckdb_string_t: up to 12 bytes are inline, longer texts are behind the pointer.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 16)]
    internal struct Text
    {
        [FieldOffset(0)]
        public uint Length;

        [FieldOffset(4)]
        public byte Inline;

        [FieldOffset(8)]
        public byte* Pointer;
    }

    internal enum Type
    {
        Boolean = 1,
        BigInt = 5,
        Float = 10,
        Double = 11,
        Timestamp = 12,
        Date = 13,
        Varchar = 17,
        TimestampSeconds = 20,
        TimestampMilliseconds = 21,
        TimestampNanoseconds = 22,
    }

    [LibraryImport(Library)]
    internal static partial int duckdb_create_config(out nint config);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int duckdb_set_config(nint config, string name, string option);

    [LibraryImport(Library)]
    internal static partial void duckdb_destroy_config(ref nint config);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int duckdb_open_ext(string? path, out nint database, nint config, out nint error);

    [LibraryImport(Library)]
    internal static partial void duckdb_close(ref nint database);

    [LibraryImport(Library)]
    internal static partial int duckdb_connect(nint database, out nint connection);

    [LibraryImport(Library)]
    internal static partial void duckdb_disconnect(ref nint connection);

    [LibraryImport(Library)]
    internal static partial void duckdb_free(nint pointer);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int duckdb_query(nint connection, string sql, out Result result);

    [LibraryImport(Library)]
    internal static partial nint duckdb_result_error(ref Result result);

    [LibraryImport(Library)]
    internal static partial void duckdb_destroy_result(ref Result result);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int duckdb_prepare(nint connection, string sql, out nint statement);

    [LibraryImport(Library)]
    internal static partial nint duckdb_prepare_error(nint statement);

    [LibraryImport(Library)]
    internal static partial void duckdb_destroy_prepare(ref nint statement);

    [LibraryImport(Library)]
    internal static partial int duckdb_execute_prepared_streaming(nint statement, out Result result);

    [LibraryImport(Library)]
    internal static partial ulong duckdb_column_count(ref Result result);

    [LibraryImport(Library)]
    internal static partial nint duckdb_column_name(ref Result result, ulong column);

    [LibraryImport(Library)]
    internal static partial Type duckdb_column_type(ref Result result, ulong column);

    [LibraryImport(Library)]
    internal static partial nint duckdb_fetch_chunk(Result result);

    [LibraryImport(Library)]
    internal static partial nint duckdb_create_logical_type(Type type);

    [LibraryImport(Library)]
    internal static partial nint duckdb_create_decimal_type(byte width, byte scale);

    [LibraryImport(Library)]
    internal static partial void duckdb_destroy_logical_type(ref nint type);

    [LibraryImport(Library)]
    internal static partial ulong duckdb_vector_size();

    [LibraryImport(Library)]
    internal static partial nint duckdb_create_data_chunk(nint* types, ulong count);

    [LibraryImport(Library)]
    internal static partial void duckdb_destroy_data_chunk(ref nint chunk);

    [LibraryImport(Library)]
    internal static partial void duckdb_data_chunk_reset(nint chunk);

    [LibraryImport(Library)]
    internal static partial ulong duckdb_data_chunk_get_size(nint chunk);

    [LibraryImport(Library)]
    internal static partial void duckdb_data_chunk_set_size(nint chunk, ulong size);

    [LibraryImport(Library)]
    internal static partial nint duckdb_data_chunk_get_vector(nint chunk, ulong column);

    [LibraryImport(Library)]
    internal static partial void* duckdb_vector_get_data(nint vector);

    [LibraryImport(Library)]
    internal static partial ulong* duckdb_vector_get_validity(nint vector);

    [LibraryImport(Library)]
    internal static partial void duckdb_vector_ensure_validity_writable(nint vector);

    [LibraryImport(Library)]
    internal static partial void duckdb_vector_assign_string_element_len(
        nint vector,
        ulong row,
        byte* text,
        ulong length
    );

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int duckdb_appender_create(
        nint connection,
        string? schema,
        string table,
        out nint appender
    );

    [LibraryImport(Library)]
    internal static partial int duckdb_append_data_chunk(nint appender, nint chunk);

    [LibraryImport(Library)]
    internal static partial nint duckdb_appender_error(nint appender);

    [LibraryImport(Library)]
    internal static partial int duckdb_appender_close(nint appender);

    [LibraryImport(Library)]
    internal static partial int duckdb_appender_destroy(ref nint appender);
}
