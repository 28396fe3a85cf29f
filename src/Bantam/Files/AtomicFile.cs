namespace Bantam.Files;

/// <summary>Files that are either written whole or not at all.</summary>
public static class AtomicFile
{
    /// <summary>
    /// Writes to a temporary file beside the path, flushes it to the disk, and renames it. Whatever fails, the file at the path
    /// stays as it was and the temporary one is removed.
    /// </summary>
    /// <exception cref="IOException">The disk is full, or the path cannot be written.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        var whole = Path.GetFullPath(path);
        var temporary = Path.Combine(Path.GetDirectoryName(whole)!, $".{Path.GetFileName(whole)}.{Guid.NewGuid():N}.tmp");
        try
        {
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1 << 16))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, whole, overwrite: true);
        }
        catch (ArgumentOutOfRangeException error)
        {
            // How .NET tells that a file became larger than the system allows.
            File.Delete(temporary);
            throw new IOException($"{path} cannot be written: it is larger than the disk or a limit allows; the old file, if any, is as it was.", error);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }
}
