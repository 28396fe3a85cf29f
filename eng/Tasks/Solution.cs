namespace Bantam.Tasks;

/// <summary>Restores and builds, in Release: the same files that <c>./bantam</c> and <c>./bench</c> run.</summary>
internal static class Solution
{
    /// <summary>Builds a project with what it uses, or every project in one go. Says so and returns false when that fails.</summary>
    public static async Task<bool> BuildAsync(string? project = null)
    {
        var target = project ?? Path.Combine(Repository.Root, "Bantam.slnx");
        if (await Shell.RetryAsync("dotnet", "restore", target, "-v", "q") != 0)
        {
            Console.WriteLine("The packages could not be restored, so nothing was built.");
            return false;
        }

        if (await Shell.RunAsync("dotnet", ["build", target, "-c", "Release", "--no-restore", "-v", "q", "--nologo"]) == 0) return true;
        Console.WriteLine("The build failed, so no test ran.");
        return false;
    }
}
