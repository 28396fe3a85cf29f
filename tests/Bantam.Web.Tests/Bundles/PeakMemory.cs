using System.Globalization;
using System.Text.Json;
using Microsoft.Playwright;

namespace Bantam.Web.Tests.Bundles;

/// <summary>The most physical memory that the process of a browser's page had, all of its workers included.</summary>
internal static class PeakMemory
{
    private const string Peak = "VmHWM:";

    /// <summary>Bytes of the largest process of a page. Linux tells of others what they had; elsewhere the test is skipped.</summary>
    public static async Task<long> OfPageAsync(IBrowser browser)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux tells how much memory another process had.");
        var session = await browser.NewBrowserCDPSessionAsync();
        var answer = (JsonElement)(await session.SendAsync("SystemInfo.getProcessInfo"))!;
        await session.DetachAsync();
        return answer.GetProperty("processInfo").EnumerateArray()
            .Where(p => p.GetProperty("type").GetString() == "renderer").Max(p => Of(p.GetProperty("id").GetInt32()));
    }

    /// <summary>The peak of a process; 0 of one that has ended while the browser still names it.</summary>
    private static long Of(int process)
    {
        try
        {
            var line = File.ReadLines($"/proc/{process}/status").FirstOrDefault(l => l.StartsWith(Peak, StringComparison.Ordinal));
            return line is null ? 0 : 1024 * long.Parse(line[Peak.Length..^"kB".Length].Trim(), CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
