using System.Text.Json;
using Bantam.Tests.Web;
using Microsoft.Playwright;

namespace Bantam.Packages.Tests;

/// <summary>A bundle in projects of web developers: by its path or as a package, while they work on it and as it is built.</summary>
[Trait("Needs", "browser")]
[Trait("Speed", "slow")]
public sealed class BundlerTests(Feed feed, Chromium chromium)
{
    private const int Ways = 8; // four levels, with and without a worker

    [Theory]
    [InlineData("vite", false, false)]
    [InlineData("vite", true, false)]
    [InlineData("vite", false, true)]
    [InlineData("vite", true, true)]
    [InlineData("webpack", true, false)]
    [InlineData("webpack", true, true)]
    public async Task A_page_runs_and_trains_on_every_level(string bundler, bool isBuilt, bool isDependency)
    {
        var project = await Bundlers.NewAsync(feed, $"{bundler}-{(isBuilt ? "built" : "served")}-{isDependency}", isDependency);
        if (isBuilt) await Bundlers.BuildAsync(project, bundler);
        var (server, address) = await Bundlers.ServeAsync(project, isBuilt);
        using (server)
        {
            await using var context = await chromium.NewContextAsync();
            var page = await context.NewPageAsync();
            await page.GotoAsync(address);
            await Assertions.Expect(page.Locator("body")).ToContainTextAsync("js false", new() { Timeout = 60_000 });
            Check(await page.InnerTextAsync("body"));
            server.Kill(entireProcessTree: true);
        }
    }

    [Fact]
    public async Task What_the_documents_show_runs_and_trains_in_a_page()
    {
        var project = await Bundlers.NewAsync(feed, "documents");
        Directory.Delete(Path.Combine(project, "circle"), recursive: true);
        CopyFolder(Path.Combine(await feed.Trained.Value, "circle"), Path.Combine(project, "circle"));
        string[] blocks = [.. Page.Blocks("docs/in-the-page.md", "js"), "document.body.append(\"Saved.\");"];
        await File.WriteAllTextAsync(
            Path.Combine(project, "main.js"), string.Join('\n', blocks), TestContext.Current.CancellationToken);
        await Bundlers.BuildAsync(project, "vite");
        var (server, address) = await Bundlers.ServeAsync(project, isBuilt: true);
        using (server)
        {
            await using var context = await chromium.NewContextAsync();
            var page = await context.NewPageAsync();
            var losses = new List<string>();
            page.Console += (_, message) => losses.Add(message.Text);
            await page.GotoAsync(address);
            await Assertions.Expect(page.Locator("body")).ToHaveTextAsync("Inside: true, false. Saved.", new() { Timeout = 60_000 });
            Assert.Equal(10, losses.Count);
            server.Kill(entireProcessTree: true);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Node_runs_and_trains_on_every_level(bool isDependency)
    {
        var project = await Bundlers.NewAsync(feed, $"node-{isDependency}", isDependency);

        // Node has no workers such as pages have, and no relaxed SIMD before version 22.
        var main = Path.Combine(project, "main.js");
        var text = await File.ReadAllTextAsync(main, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(
            main,
            text.Replace("\"wasm-relaxed\", ", "", StringComparison.Ordinal).Replace("[true, false]", "[false]", StringComparison.Ordinal),
            TestContext.Current.CancellationToken);
        Check(await Programs.RunAsync(project, "node", "main.js"), ways: 3);
    }

    [Fact]
    public async Task The_types_are_those_of_a_program_in_TypeScript()
    {
        var project = await Bundlers.NewAsync(feed, "types", isDependency: true);
        await File.WriteAllTextAsync(
            Path.Combine(project, "main.ts"),
            """
            import { load, type Model } from "circle";
            const model: Model = await load();
            const { output } = await model.run({ point: Float32Array.of(0, 1) });
            const bad: string = (await model.trainer()).batchSize;
            """,
            TestContext.Current.CancellationToken);
        string[] options = ["--noEmit", "--strict", "--target", "es2022", "--module", "esnext", "--moduleResolution", "bundler"];
        var error = await Assert.ThrowsAnyAsync<Xunit.Sdk.XunitException>(
            () => Programs.RunAsync(project, "node", ["../node_modules/typescript/bin/tsc", .. options, "main.ts"]));
        Assert.Contains("main.ts(4,7): error TS2322", error.Message, StringComparison.Ordinal);
        Assert.Single(error.Message.Split("error TS")[1..]);
    }

    /// <summary>Each way knows which points are inside, after a step of training too.</summary>
    private static void Check(string results, int ways = Ways)
    {
        var answers = JsonDocument.Parse(results).RootElement.EnumerateObject().ToArray();
        Assert.Equal(ways, answers.Length);
        Assert.All(answers, a => Assert.Equal("[true,true,1,0,1,0]", a.Value.ToString()));
    }

    private static void CopyFolder(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from)) File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
    }
}
