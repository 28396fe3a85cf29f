namespace Bantam.Tasks;

/// <summary>Debian's Chromium, which the browser tests drive.</summary>
internal static class Browser
{
    private const string Executable = "/usr/bin/chromium";

    /// <summary>
    /// Installs the browser where it is missing and may be installed; otherwise says what to do. The tests then skip or fail
    /// themselves.
    /// </summary>
    public static async Task EnsureAsync()
    {
        if (File.Exists(Executable)) return;
        var reason = await InstallAsync();
        if (File.Exists(Executable)) return;
        Console.WriteLine(
            $"There is no {Executable}, which the browser tests need, and {reason}. 'apt-get install chromium' as root installs it.");
    }

    private static async Task<string> InstallAsync()
    {
        if (!File.Exists("/usr/bin/apt-get")) return "this system has no apt-get";
        if (!Environment.IsPrivilegedProcess) return "only root may install it";
        Console.WriteLine("Installing Chromium for the browser tests ...");
        Environment.SetEnvironmentVariable("DEBIAN_FRONTEND", "noninteractive");
        // The package lists of a fresh machine are empty or old; when they cannot be renewed, the install may still go through.
        await Shell.RetryAsync("apt-get", "update", "-qq");
        var code = await Shell.RetryAsync(
            "apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium", "fonts-dejavu-core", "fonts-liberation");
        return $"apt-get could not install it (exit code {code})";
    }
}
