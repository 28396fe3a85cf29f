using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Bantam.Tests.Web;
using Bantam.Web.Bundles;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;

namespace Bantam.Web.Tests.Bundles;

/// <summary>Where pages may do less: a content security policy, a frame in a sandbox, a page from disk.</summary>
[Trait("Needs", "browser")]
public sealed partial class BundlePolicyTests(Chromium chromium)
{
    /// <summary>The strictest policy under which a model runs in a worker and as WebAssembly.</summary>
    private const string Strictest = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; worker-src 'self'";

    private static readonly DenseNet Net = new(1, 32);
    private static readonly Lazy<CompiledBundle> Compiled = new(() => Bundle.Compile(Net.Inference, Net.Options(isTraining: false)));

    [Theory]
    [InlineData(Strictest, "{}", "wasm-relaxed")]
    [InlineData("default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'", "{ worker: false }", "wasm-relaxed")]
    [InlineData("default-src 'none'; script-src 'self'; connect-src 'self'", "{ worker: false, backend: 'js' }", "js")]
    public async Task A_model_runs_under_a_strict_policy(string policy, string options, string backend)
    {
        await using var opened = await OpenAsync(policy);
        Assert.Equal(backend, await opened.RunAsync<string>(
            $$"""
            const model = await load(undefined, {{options}});
            await model.run({ image: new Uint8Array(pixels) });
            return model.backend;
            """));
    }

    [Theory]
    [InlineData(
        "script-src 'self'; worker-src 'self'", "backend",
        "forbids it: add script-src 'self' 'wasm-unsafe-eval' to the policy, or load the model with backend: \"js\"")]
    [InlineData(
        "script-src 'self' 'wasm-unsafe-eval'; worker-src 'none'", "worker",
        "forbids it: add worker-src 'self' to the policy (with blob: where bantam.js comes from another origin or is the only file), "
        + "or load the model with worker: false.")]
    [InlineData("script-src 'self' 'wasm-unsafe-eval'; connect-src 'none'", "file", "forbids it: add connect-src 'self' to the policy.")]
    public async Task A_policy_that_forbids_it_is_named_with_the_line_to_add(string policy, string code, string expected)
    {
        await using var opened = await OpenAsync(policy);
        var error = await opened.RunAsync<JsonElement>("return failure(() => load());");
        Assert.Equal(code, error.GetProperty("code").GetString());
        var message = error.GetProperty("message").GetString();
        Assert.Contains($"The page's Content-Security-Policy {expected}", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bantam.js")]
    [InlineData("single.js")]
    public async Task A_frame_in_a_sandbox_runs_a_model(string module)
    {
        var frame = $$"""
            <script type="module">
              try {
                const { load } = await import("./{{module}}"), model = await load();
                const { probabilities } = await model.run({ image: new Uint8Array(784) });
                parent.postMessage(self.origin + " " + probabilities.length, "*");
              } catch (error) {
                parent.postMessage(error.message, "*");
              }
            </script>
            """;
        const string outer = """
            <body><script>addEventListener("message", ({ data }) => document.body.append(data))</script>
            <iframe sandbox="allow-scripts" src="./frame.html"></iframe>
            """;
        var files = new Dictionary<string, ReadOnlyMemory<byte>>(Compiled.Value.Files)
        {
            ["single.js"] = Compiled.Value.ToModule(),
            ["frame.html"] = Encoding.UTF8.GetBytes(frame),
            ["page.html"] = Encoding.UTF8.GetBytes(outer),
        };
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var server = builder.Build();
        server.MapGet("/{name}", (string name, HttpContext context) =>
        {
            // The frame has an origin of its own, so that everything comes from another one to it.
            context.Response.Headers.AccessControlAllowOrigin = "*";
            var type = Path.GetExtension(name) switch
            {
                ".js" => "text/javascript",
                ".html" => "text/html",
                _ => "application/octet-stream",
            };
            return files.TryGetValue(name, out var bytes) ? Results.Bytes(bytes, type) : Results.NotFound();
        });
        await server.StartAsync(TestContext.Current.CancellationToken);
        await using var context = await chromium.NewContextAsync();
        var page = await context.NewPageAsync();
        await page.GotoAsync($"{server.Urls.First()}/page.html");
        await Assertions.Expect(page.Locator("body")).ToContainTextAsync("null 10");
    }

    [Fact]
    public async Task A_page_from_disk_says_how_to_serve_it()
    {
        var folder = Directory.CreateTempSubdirectory("bantam-disk-").FullName;
        try
        {
            await Bundle.CompileAsync(Net.Inference, folder, cancellationToken: TestContext.Current.CancellationToken);
            await using var context = await chromium.NewContextAsync();
            var page = await context.NewPageAsync();
            await page.GotoAsync(new Uri(Path.Combine(folder, "index.html")).AbsoluteUri);
            await Assertions.Expect(page.GetByRole(AriaRole.Alert).First).ToContainTextAsync("run 'bantam serve .'");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory, InlineData("model"), InlineData("demo"), InlineData("camera"), InlineData("training")]
    public void The_policy_of_a_page_names_its_script_by_its_hash(string page)
    {
        var text = Encoding.UTF8.GetString(PageFiles.Read(page, isMinified: false)[PageFiles.Index].Span);
        var script = Encoding.UTF8.GetBytes(Inline().Match(text).Groups[1].Value);
        Assert.Contains($"'sha256-{Convert.ToBase64String(SHA256.HashData(script))}'", text, StringComparison.Ordinal);
    }

    /// <summary>A page that is served with a policy.</summary>
    private async Task<BundlePage> OpenAsync(string policy)
    {
        var context = await chromium.NewContextAsync();
        await context.RouteAsync("**/test.html", async route =>
        {
            var response = await route.FetchAsync();
            await route.FulfillAsync(new()
            {
                Response = response,
                Headers = new Dictionary<string, string>(response.Headers) { ["content-security-policy"] = policy },
            });
        });
        return await BundlePage.OpenAsync(context, Compiled.Value);
    }

    [GeneratedRegex("<script>(.*?)</script>", RegexOptions.Singleline)]
    private static partial Regex Inline();
}
