using System.Security.Cryptography;
using Bantam.Cli.Serving;

namespace Bantam.Web.Tests.Bundles;

/// <summary>What the server of bundles says of files that are asked for with their hash in the address.</summary>
public sealed class BundleVersionTests
{
    [Fact]
    public async Task Only_the_file_that_an_address_names_by_its_hash_is_kept_for_ever()
    {
        var folder = Directory.CreateTempSubdirectory("bantam-version-").FullName;
        try
        {
            var path = Path.Combine(folder, "model.wasm");
            var (old, present) = ("old"u8.ToArray(), "present"u8.ToArray());
            await File.WriteAllBytesAsync(path, old, TestContext.Current.CancellationToken);
            await using var server = await BundleServer.StartAsync(folder, 0, TestContext.Current.CancellationToken);
            using var client = new HttpClient { BaseAddress = server.Address };
            Assert.True(await IsKeptAsync($"?v={Hash(old)[..8]}"));
            Assert.True(await IsKeptAsync($"?v={Hash(old)}"));
            Assert.False(await IsKeptAsync($"?v={Hash(present)[..8]}"));
            Assert.False(await IsKeptAsync("?v="));
            Assert.False(await IsKeptAsync(""));

            await File.WriteAllBytesAsync(path, present, TestContext.Current.CancellationToken);
            Assert.False(await IsKeptAsync($"?v={Hash(old)[..8]}"));
            Assert.True(await IsKeptAsync($"?v={Hash(present)[..8]}"));

            async Task<bool> IsKeptAsync(string query)
            {
                using var answer = await client.GetAsync($"model.wasm{query}", TestContext.Current.CancellationToken);
                return answer.Headers.CacheControl!.ToString().Contains("immutable", StringComparison.Ordinal);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("bantam-worker.js", true)]
    [InlineData("sw.js", true)]
    [InlineData("other.js", false)]
    public async Task The_scripts_of_workers_have_a_policy_of_their_own(string name, bool hasPolicy)
    {
        var folder = Directory.CreateTempSubdirectory("bantam-policy-").FullName;
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder, name), "", TestContext.Current.CancellationToken);
            await using var server = await BundleServer.StartAsync(folder, 0, TestContext.Current.CancellationToken);
            using var client = new HttpClient { BaseAddress = server.Address };
            using var answer = await client.GetAsync(name, TestContext.Current.CancellationToken);
            Assert.Equal(hasPolicy, answer.Headers.TryGetValues("Content-Security-Policy", out _));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
