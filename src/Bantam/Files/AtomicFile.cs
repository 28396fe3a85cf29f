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
            var why = error is not ArgumentOutOfRangeException ? error.Message.Replace(temporary, whole, StringComparison.Ordinal).TrimEnd('.') : "it is larger than the disk or a limit allows";
            throw new IOException($"{path} cannot be written: {why}; the old file, if any, is as it was.", error);
        }
        catch
        {
            Remove(temporary);
            throw;
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
