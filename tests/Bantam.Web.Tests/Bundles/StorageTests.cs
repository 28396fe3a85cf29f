using Bantam.Tests.Web;
using Bantam.Web.Bundles;
using Bantam.Web.Scripts;

namespace Bantam.Web.Tests.Bundles;

/// <summary>What a page keeps, by the module alone: no model of this size need be compiled.</summary>
[Trait("Needs", "browser")]
public sealed class StorageTests(Chromium chromium)
{
    private static readonly DenseNet Net = new(1, 4);

    private static readonly Lazy<CompiledBundle> Compiled = new(() =>
    {
        var options = Net.Options(isTraining: false);
        var files = new Dictionary<string, ReadOnlyMemory<byte>>(options.Files)
        {
            ["storage.js"] = Module("storage.js"), ["errors.js"] = Module("errors.js"),
        };
        return Bundle.Compile(Net.Inference, options with { Files = files });
    });

    [Fact]
    public async Task A_file_of_more_than_a_record_holds_is_kept_and_replaced()
    {
        await using var opened = await BundlePage.OpenAsync(chromium, Compiled.Value);
        var found = await opened.RunAsync<string>(
            """
            const { keep, recall } = await import("./storage.js");
            const file = new Uint8Array((140 << 20) + 5);
            for (let i = 0; i < file.length; i += 4093) file[i] = i;
            await keep("indexeddb://large", file);
            const large = await recall("indexeddb://large");
            const isSame = large.length === file.length && large.every((byte, i) => byte === file[i]);
            await keep("indexeddb://large", file.subarray(0, 3));
            const small = await recall("indexeddb://large");
            const opening = indexedDB.open("bantam");
            const database = await new Promise(resolve => { opening.onsuccess = () => resolve(opening.result); });
            const keys = await new Promise(resolve => {
              const request = database.transaction("models").objectStore("models").getAllKeys();
              request.onsuccess = () => resolve(request.result);
            });
            return JSON.stringify({ isSame, small: small.length, keys });
            """);
        Assert.Equal("""{"isSame":true,"small":3,"keys":["large",["large",0]]}""", found);
    }

    [Fact]
    public async Task What_was_saved_in_one_record_is_found_and_saved_anew()
    {
        await using var opened = await BundlePage.OpenAsync(chromium, Compiled.Value);
        var found = await opened.RunAsync<string>(
            """
            const { keep, recall } = await import("./storage.js");
            await keep("indexeddb://other", Uint8Array.of(9));
            const opening = indexedDB.open("bantam");
            const database = await new Promise(resolve => { opening.onsuccess = () => resolve(opening.result); });
            await new Promise(resolve => {
              const transaction = database.transaction("models", "readwrite");
              transaction.objectStore("models").put(Uint8Array.of(1, 2, 3), "digits");
              transaction.oncomplete = resolve;
            });
            database.close();
            const before = Array.from(await recall("indexeddb://digits"));
            await keep("indexeddb://digits", Uint8Array.of(4, 5));
            const after = Array.from(await recall("indexeddb://digits")), other = Array.from(await recall("indexeddb://other"));
            return JSON.stringify([before, after, other, await recall("indexeddb://nothing") ?? null]);
            """);
        Assert.Equal("[[1,2,3],[4,5],[9],null]", found);
    }

    private static ReadOnlyMemory<byte> Module(string name) => System.Text.Encoding.UTF8.GetBytes(RuntimeScript.Read(name));
}
