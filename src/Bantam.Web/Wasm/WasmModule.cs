namespace Bantam.Web.Wasm;

/// <summary>
/// A WebAssembly module (core specification 2.0, binary format). It imports its memory as <c>env.memory</c>, so that a page can
/// share one memory between workers, and has functions without results or with one.
/// </summary>
internal sealed class WasmModule(int minimumPages, int maximumPages, bool isShared)
{
    private readonly List<string> _typeKeys = [];
    private readonly WasmBytes _types = new();
    private readonly List<int> _functionTypes = [];
    private readonly WasmBytes _code = new();
    private readonly List<(string Name, int Function)> _exports = [];

    /// <summary>Adds a function and returns its index. The body ends without its closing <c>end</c>.</summary>
    public int Add(IReadOnlyList<WasmType> parameters, WasmType? result, IReadOnlyList<WasmType> locals, WasmBytes body)
    {
        _functionTypes.Add(TypeIndex(parameters, result));
        var function = new WasmBytes();
        var runs = Runs(locals);
        function.Unsigned(runs.Count);
        foreach (var (count, type) in runs) function.Unsigned(count).Byte((int)type);
        function.Raw(body.Span).Byte(Op.End);
        _code.Sized(function);
        return _functionTypes.Count - 1;
    }

    /// <summary>Makes a function visible to the page.</summary>
    public void Export(string name, int function) => _exports.Add((name, function));

    /// <summary>Where the flag of the memory lies in the bytes: 1 if it belongs to one thread, 3 if threads share it.</summary>
    public int MemoryFlagOffset { get; private set; }

    /// <summary>The module's bytes.</summary>
    public byte[] ToArray()
    {
        var module = new WasmBytes().Raw("\0asm"u8).Raw([1, 0, 0, 0]);
        Section(module, 1, new WasmBytes().Unsigned(_typeKeys.Count).Raw(_types.Span));
        var limits = new WasmBytes().Byte(isShared ? 3 : 1).Unsigned(minimumPages).Unsigned(maximumPages);
        Section(module, 2, new WasmBytes().Unsigned(1).Name("env").Name("memory").Byte(2).Raw(limits.Span));
        MemoryFlagOffset = module.Length - limits.Length;
        var functions = new WasmBytes().Unsigned(_functionTypes.Count);
        foreach (var type in _functionTypes) functions.Unsigned(type);
        Section(module, 3, functions);
        var exports = new WasmBytes().Unsigned(_exports.Count);
        foreach (var (name, function) in _exports) exports.Name(name).Byte(0).Unsigned(function);
        Section(module, 7, exports);
        Section(module, 10, new WasmBytes().Unsigned(_functionTypes.Count).Raw(_code.Span));
        return module.Span.ToArray();
    }

    private static void Section(WasmBytes module, int id, WasmBytes content) => module.Byte(id).Sized(content);

    private int TypeIndex(IReadOnlyList<WasmType> parameters, WasmType? result)
    {
        var key = $"{string.Join(',', parameters)}>{result}";
        var index = _typeKeys.IndexOf(key);
        if (index >= 0) return index;
        _types.Byte(0x60).Unsigned(parameters.Count);
        foreach (var parameter in parameters) _types.Byte((int)parameter);
        if (result is { } type) _types.Unsigned(1).Byte((int)type);
        else _types.Unsigned(0);
        _typeKeys.Add(key);
        return _typeKeys.Count - 1;
    }

    private static List<(int Count, WasmType Type)> Runs(IReadOnlyList<WasmType> locals)
    {
        var runs = new List<(int Count, WasmType Type)>();
        foreach (var local in locals)
        {
            if (runs is [.., var last] && last.Type == local) runs[^1] = (last.Count + 1, local);
            else runs.Add((1, local));
        }

        return runs;
    }
}
