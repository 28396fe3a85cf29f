using System.Text;
using System.Text.Json;
using Bantam.Kernels;
using Bantam.Lowering;
using Bantam.Plans;
using Bantam.Web.JavaScript;
using Bantam.Web.Wasm;

namespace Bantam.Tests.Web;

/// <summary>
/// Many cases in few files: one module, of WebAssembly or of JavaScript, with an exported function a case, one memory image, one list
/// of what to run and compare, and one file of expected bytes.
/// </summary>
internal sealed class WebCaseFiles
{
    private const int PageBytes = 64 << 10;

    private readonly Target _target;
    private readonly IReadOnlyList<WebCase> _cases;
    private readonly List<Dictionary<Region, long>> _origins = [];
    private readonly int _pages;
    private readonly bool _isWasm;

    public WebCaseFiles(Target target, IReadOnlyList<WebCase> cases)
    {
        _target = target;
        _isWasm = target != JavaScriptTarget.Plain;
        _cases = cases;
        var end = 0L;
        foreach (var one in cases)
        {
            var origins = new Dictionary<Region, long>();
            var places = one.Statements.SelectMany(s => s.Reads.Concat(s.Writes)).Concat(one.Before.Select(b => b.Place));
            foreach (var region in places.GroupBy(p => p.Region))
            {
                origins[region.Key] = end;
                end = Placement.Footprint(end + region.Max(p => p.Offset + p.Length));
            }

            _origins.Add(origins);
        }

        _pages = (int)(end / PageBytes) + 1;
    }

    /// <summary>The file of the code.</summary>
    public string ModuleName => _isWasm ? "module.wasm" : "module.js";

    /// <summary>The code; at a level that may fuse with the function that says whether the browser does.</summary>
    public byte[] Module() => _isWasm ? WasmModule() : Encoding.UTF8.GetBytes(JavaScriptWriter.Write(
        _cases.Select((one, i) => (FunctionName(i), one.Statements, (Func<Placement, int>)(place => Address(i, place))))));

    private byte[] WasmModule()
    {
        var module = new WasmModule(_pages, _pages, isShared: false);
        var origins = _origins[0];
        var driver = new WasmDriver(module, place => (int)(origins[place.Region] + place.Offset));
        for (var i = 0; i < _cases.Count; i++)
        {
            origins = _origins[i];
            driver.Add(FunctionName(i), _cases[i].Statements);
        }

        if (_target.Fused) WasmProbe.Add(module);
        return module.ToArray();
    }

    /// <summary>The whole memory before the first case runs.</summary>
    public byte[] Image()
    {
        var image = new byte[_pages * PageBytes];
        Array.Fill(image, WebCase.Filler);
        for (var i = 0; i < _cases.Count; i++)
            foreach (var (place, bytes) in _cases[i].Before)
                bytes.CopyTo(image, Address(i, place));
        return image;
    }

    /// <summary>What the page reads first: the memory's size and the cases, each with its function and the ranges to compare.</summary>
    public byte[] List()
    {
        var expected = 0;
        return JsonSerializer.SerializeToUtf8Bytes(new
        {
            module = ModuleName,
            pages = _pages,
            probe = _target.Fused ? WasmProbe.Name : null,
            cases = _cases.Select((one, i) => new
            {
                name = one.Name,
                function = FunctionName(i),
                ranges = one.Compared.Select(range =>
                {
                    var (start, length, address) = (expected, (int)range.Place.Length, Address(i, range.Place));
                    expected = Aligned(start + length);
                    return new { name = range.Name, type = range.Type.ToString(), address, length, expected = start };
                }).ToArray(),
            }).ToArray(),
        });
    }

    /// <summary>The bytes that the ranges must hold, one after the other, by the rules of a browser that fuses or does not.</summary>
    public byte[] Expected(bool fused)
    {
        using var file = new MemoryStream();
        foreach (var one in _cases)
        {
            var ranges = one.Expect(_target with { Fused = fused });
            for (var r = 0; r < one.Compared.Count; r++)
            {
                var (name, length) = (one.Compared[r].Name, one.Compared[r].Place.Length);
                if (ranges[r].Length != length)
                    throw new InvalidOperationException($"{one.Name}: {name} has {length} bytes, and {ranges[r].Length} are expected.");
                file.Write(ranges[r]);
                file.SetLength(Aligned((int)file.Length));
                file.Position = file.Length;
            }
        }

        return file.ToArray();
    }

    private static string FunctionName(int index) => $"case{index}";

    private static int Aligned(int offset) => (offset + 7) / 8 * 8;

    private int Address(int index, Placement place) => (int)(_origins[index][place.Region] + place.Offset);
}
