namespace Bantam.Training.Tests.Support;

/// <summary>Real data beside the repository: <c>shared/data</c>, looked for upwards from the test assembly.</summary>
internal static class SharedData
{
    /// <summary>A folder of the shared data. Where it is absent the test is skipped; on a build server it fails.</summary>
    public static string Folder(string name)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var found = Path.Combine(folder.FullName, "shared", "data", name);
            if (Directory.Exists(found)) return found;
        }

        var message = $"shared/data/{name} is not beside the repository.";
        if (Environment.GetEnvironmentVariable("CI") == "true") Assert.Fail(message);
        Assert.Skip(message);
        return "";
    }
}
