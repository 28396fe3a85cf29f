namespace Bantam.Tasks;

/// <summary>A program of the system that some tests need; they skip or fail themselves where it is missing.</summary>
/// <param name="Paths">Where it may be; one of them is enough.</param>
/// <param name="Purpose">What needs it.</param>
/// <param name="Packages">The packages of Debian that have it.</param>
internal sealed record SystemProgram(string[] Paths, string Purpose, string[] Packages)
{
    /// <summary>Debian's Chromium.</summary>
    public static SystemProgram Browser { get; } =
        new(["/usr/bin/chromium"], "the browser tests", ["chromium", "fonts-dejavu-core", "fonts-liberation"]);

    /// <summary>What links an app that is compiled ahead of time.</summary>
    public static SystemProgram Linker { get; } =
        new(["/usr/bin/clang", "/usr/bin/gcc"], "the tests of published apps", ["gcc", "libc6-dev"]);

    /// <summary>PyTorch for Debian's Python; with all that it needs it takes up to 260 MB to fetch and 1 GB of disk.</summary>
    public static SystemProgram Torch { get; } =
        new(["/usr/lib/python3/dist-packages/torch/__init__.py"], "the tests of PyTorch's exports", ["python3-torch"]);

    private bool IsThere => Paths.Any(File.Exists);

    /// <summary>Installs the program where it is missing and may be installed; otherwise says what to do.</summary>
    public async Task EnsureAsync()
    {
        if (IsThere) return;
        var reason = await InstallAsync();
        if (IsThere) return;
        Console.WriteLine($"There is no {string.Join(" or ", Paths)}, which {Purpose} need, and {reason}. "
            + $"'apt-get install {Packages[0]}' as root installs it.");
    }

    private async Task<string> InstallAsync()
    {
        if (!File.Exists("/usr/bin/apt-get")) return "this system has no apt-get";
        if (!Environment.IsPrivilegedProcess) return "only root may install it";
        Console.WriteLine($"Installing {Packages[0]} for {Purpose} ...");
        Environment.SetEnvironmentVariable("DEBIAN_FRONTEND", "noninteractive");
        // The package lists of a fresh machine are empty or old; when they cannot be renewed, the install may still go through.
        await Shell.RetryAsync("apt-get", "update", "-qq");
        var code = await Shell.RetryAsync("apt-get", ["install", "-y", "-qq", "--no-install-recommends", .. Packages]);
        return $"apt-get could not install it (exit code {code})";
    }
}
