namespace Bantam.Tests.Web;

[Trait("Needs", "browser")]
public sealed class ChromiumTests(Chromium chromium)
{
    [Fact]
    public async Task Pages_are_isolated_so_that_threads_may_share_memory()
    {
        chromium.Server.AddResource("cases.html");
        chromium.Server.AddResource("cases.js");
        var page = await chromium.OpenAsync("cases.html");
        Assert.True(await page.EvaluateAsync<bool>("() => crossOriginIsolated"));
        await page.CloseAsync();
    }
}
