namespace Bantam.Files;

/// <summary>Files that are either written whole or not at all.</summary>
public static class AtomicFile
{
    private const int MostOfName = 50;

    /// <summary>
    /// Writes to a temporary file beside the path, flushes it to the disk, and renames it. Whatever fails, the file at the path
    /// stays as it was and the temporary one is removed.
    /// </summary>
    /// <exception cref="IOException">The disk is full, or the path cannot be written.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        var whole = Path.GetFullPath(path);
        var temporary = Path.Combine(Path.GetDirectoryName(whole)!, $".{Start(Path.GetFileName(whole))}.{Guid.NewGuid():N}.tmp");
        try
        {
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1 << 16))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, whole, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException)
        {
            // The last is how .NET tells that a file became larger than the system allows.
            Remove(temporary);
            var why = error is ArgumentOutOfRangeException
                ? "it is larger than the disk or a limit allows"
                : error.Message.Replace(temporary, whole, StringComparison.Ordinal).TrimEnd('.');
            throw new IOException($"{path} cannot be written: {why}; the old file, if any, is as it was.", error);
        }
        catch
        {
            Remove(temporary);
            throw;
        }
    }

    /// <summary>
    /// Makes the folder of a file and sees whether files can be written into it, before the work whose result goes there is done.
    /// </summary>
    /// <exception cref="IOException">They cannot, or the path is that of a folder.</exception>
    public static void Prepare(string path)
    {
        try
        {
            var whole = Path.GetFullPath(path);
            if (Directory.Exists(whole)) throw new IOException("it is a folder");
            var folder = Path.GetDirectoryName(whole) ?? whole;
            Directory.CreateDirectory(folder);
            var probe = Path.Combine(folder, $".{Guid.NewGuid():N}.tmp");
            using (new FileStream(probe, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose))
            {
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            var why = error is UnauthorizedAccessException ? "its folder takes no files from this user; look at its permissions"
                : error is DirectoryNotFoundException ? "there can be no such folder" : error.Message.TrimEnd('.');
            throw new IOException($"{path} cannot be written: {why}.", error);
        }
    }

    /// <summary>Deleting a file in a folder that is missing is an error of its own, which would hide the first.</summary>
    private static void Remove(string temporary)
    {
        if (File.Exists(temporary)) File.Delete(temporary);
    }

    /// <summary>File systems allow names of 255 bytes; a path may have one, and the temporary one is longer.</summary>
    private static string Start(string name) =>
        name.Length <= MostOfName ? name : name[..(char.IsHighSurrogate(name[MostOfName - 1]) ? MostOfName - 1 : MostOfName)];
}
