using System.Text.Json;
using Microsoft.Playwright;

namespace Bantam.Web.Tests.Bundles;

/// <summary>Asks a page's engine how much memory it holds, once it has thrown away what it can.</summary>
internal sealed class MemoryProbe(ICDPSession session) : IAsyncDisposable
{
    public async Task<long> UsedBytesAsync()
    {
        await session.SendAsync("HeapProfiler.enable");
        for (var i = 0; i < 3; i++) await session.SendAsync("HeapProfiler.collectGarbage");
        var usage = (JsonElement)(await session.SendAsync("Runtime.getHeapUsage"))!;
        return (long)(usage.GetProperty("usedSize").GetDouble() + usage.GetProperty("backingStorageSize").GetDouble());
    }

    public async ValueTask DisposeAsync() => await session.DetachAsync();
}
