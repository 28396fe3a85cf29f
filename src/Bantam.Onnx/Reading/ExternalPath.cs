namespace Bantam.Onnx.Reading;

/// <summary>Finds the files that a model names: they lie in its folder or below, and neither path nor link leads out of it.</summary>
internal static class ExternalPath
{
    private const int MostLinks = 40;

    /// <summary>Names that stand for devices in every folder of Windows, with any extension.</summary>
    private static readonly string[] Devices = ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", "COM", "LPT"];

    /// <summary>The path of a location, with no link in it.</summary>
    /// <exception cref="ModelFormatException">It leads out of the model's folder, or there is none.</exception>
    public static string Locate(string location, ReadContext context, string where)
    {
        if (context.Folder is null)
            throw context.Error(
                where,
                $"its elements are in the file '{location}', and a model that is read from memory has no folder. Load it by its path.");
        var isRooted = Path.IsPathRooted(location) || location[0] is '/' or '\\' || location.AsSpan().ContainsAny(':', '\0');
        var parts = location.Split('/', '\\');
        if (isRooted || parts.Any(LeadsUp) || (OperatingSystem.IsWindows() && parts.Any(IsDevice)))
            throw context.Error(where, $"external data lies in the model's folder; '{location}' leads out of it.");
        return Follow(Path.TrimEndingDirectorySeparator(Path.GetFullPath(context.Folder)), parts) ?? throw context.Error(
            where, $"external data lies in the model's folder; '{location}' is a link that leads out of it.");
    }

    /// <summary>Whether Windows takes a name for a device, such as <c>nul.bin</c> or <c>COM1</c>.</summary>
    public static bool IsDevice(string part)
    {
        var name = part.Split('.')[0].TrimEnd();
        return Devices.Contains(name.Length == 4 ? name[..3] : name, StringComparer.OrdinalIgnoreCase)
            && (name.Length != 4 || char.IsDigit(name[3]));
    }

    /// <summary>Two dots; Windows takes away dots and spaces at the end of a name.</summary>
    private static bool LeadsUp(string part) => part.Length > 1 && part.Trim('.', ' ').Length == 0;

    /// <summary>
    /// Where a path leads, link after link, each part of what they lead to included; null where that is outside of the folder.
    /// </summary>
    private static string? Follow(string folder, IEnumerable<string> parts)
    {
        var open = new Stack<string>(parts.Reverse());
        var found = new List<string>();
        var links = 0;
        while (open.TryPop(out var part))
        {
            if (part is "" or ".") continue;
            if (part == "..")
            {
                if (found.Count == 0) return null;
                found.RemoveAt(found.Count - 1);
                continue;
            }

            found.Add(part);
            var path = Path.Combine([folder, .. found]);
            FileSystemInfo entry = Directory.Exists(path) ? new DirectoryInfo(path) : new FileInfo(path);
            if (entry.LinkTarget is not { } target) continue;
            if (++links > MostLinks) return null;
            found.RemoveAt(found.Count - 1);
            if (Path.IsPathRooted(target))
            {
                if (!IsInside(target, folder)) return null;
                found.Clear();
                target = target[folder.Length..];
            }

            foreach (var next in target.Split(Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar).Reverse()) open.Push(next);
        }

        return Path.Combine([folder, .. found]);
    }

    private static bool IsInside(string path, string folder)
    {
        var comparison = OperatingSystem.IsWindows() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        return path.StartsWith(folder + Path.DirectorySeparatorChar, comparison);
    }
}
