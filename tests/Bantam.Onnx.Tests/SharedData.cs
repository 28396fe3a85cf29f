namespace Bantam.Onnx.Tests;

/// <summary>Data and models that lie in the folder <c>shared</c> beside the repository.</summary>
internal static class SharedData
{
    /// <summary>The path of a shared file; the test is skipped where there is none, and fails where CI promises it.</summary>
    public static string Find(string path)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "shared", path);
            if (File.Exists(candidate)) return candidate;
        }

        Assert.SkipUnless(Environment.GetEnvironmentVariable("CI") == "true", $"shared/{path} is not here.");
        throw new FileNotFoundException($"shared/{path} is not here, and CI promises it.");
    }
}
