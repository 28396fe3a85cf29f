using Bantam.Bench.Cases;

namespace Bantam.Onnx.Tests;

/// <summary>The models of <see cref="ModelPackages"/>. Without npm or a network tests of them are skipped, but not in CI.</summary>
internal static class PackagedModels
{
    /// <inheritdoc cref="ModelPackages.Read"/>
    public static byte[] Read(string package, string path)
    {
        try
        {
            return ModelPackages.Read(package, path);
        }
        catch (IOException error)
        {
            Assert.SkipUnless(Environment.GetEnvironmentVariable("CI") == "true", $"{package} cannot be fetched: {error.Message}");
            throw;
        }
    }
}
