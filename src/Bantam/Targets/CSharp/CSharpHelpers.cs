using System.Globalization;
using Bantam.Kernels;
using Bantam.Targets.Text;
using Bantam.Tensors;

namespace Bantam.Targets.CSharp;

/// <summary>Methods that kernels with vectors call where .NET has none that does the same, each written only if it is called.</summary>
internal sealed class CSharpHelpers(int lanes)
{
    private readonly SortedDictionary<string, string[]> _methods = new(StringComparer.Ordinal);
    private readonly string _lanes = lanes.ToString(CultureInfo.InvariantCulture);
    private readonly string _vector = VectorOf(lanes);

    /// <summary>The class of .NET with the operations on vectors of so many lanes.</summary>
    public static string VectorOf(int lanes) => $"Vector{(32 * lanes).ToString(CultureInfo.InvariantCulture)}";

    /// <summary>Elements that are not those of a vector as a vector of integers.</summary>
    public string Widen(ElementType storage) =>
        AddLanewise($"Widen{storage}", "int", $"ref {CSharpWriter.TypeOf(storage)} place", "(int)Unsafe.Add(ref place, i)");

    /// <summary>Elements from anywhere.</summary>
    public string LoadIndexed(string type) =>
        AddLanewise($"LoadIndexed_{type}", type, $"ref {type} place, {_vector}<int> indices", "Unsafe.Add(ref place, indices[i])");

    /// <summary>Each lane shifted by a count of its own.</summary>
    public string Shift(BinaryOp op, string symbol) =>
        AddLanewise($"{op}", "int", $"{_vector}<int> a, {_vector}<int> counts", $"a[i] {symbol} counts[i]");

    /// <summary>How many bits of each lane are 1.</summary>
    public string PopCount() => AddLanewise("PopCount", "int", $"{_vector}<int> a", "BitOperations.PopCount((uint)a[i])");

    /// <summary>The lanes of each group of four in another order.</summary>
    public string Shuffle(string type, IReadOnlyList<int> pattern)
    {
        var order = string.Concat(pattern);
        return AddLanewise($"Shuffle{order}_{type}", type, $"{_vector}<{type}> a", $"a[(i & ~3) + \"{order}\"[i & 3] - '0']");
    }

    /// <summary>Lanes of two vectors interleaved inside each group of four.</summary>
    public string Zip(string type, bool pairs, bool high)
    {
        var (name, lane) = ($"Zip{(pairs ? "Pairs" : "")}{(high ? "High" : "Low")}_{type}", $"(i & ~3) + {(high ? "2" : "0")}");
        var picked = pairs ? $"(i & 2) == 0 ? a[{lane} + (i & 1)] : b[{lane} + (i & 1)]"
            : $"(i & 1) == 0 ? a[{lane} + (i >> 1 & 1)] : b[{lane} + (i >> 1 & 1)]";
        return AddLanewise(name, type, $"{_vector}<{type}> a, {_vector}<{type}> b", picked);
    }

    /// <summary>Stores the first lanes of a vector.</summary>
    public string Store(ElementType storage)
    {
        var (type, lane) = (CSharpWriter.TypeOf(storage), storage == ElementType.Float ? "float" : "int");
        return Add($"Store{storage}", "void", $"ref {type} place, {_vector}<{lane}> vector, nint count",
            $"for (int i = 0; i < Math.Min(count, {_lanes}); i++) Unsafe.Add(ref place, i) = ({type})vector.GetElement(i);");
    }

    /// <summary>All lanes folded by halves.</summary>
    public string Fold(BinaryOp op, string type)
    {
        var symbol = op switch { BinaryOp.Add => "+", BinaryOp.Mul => "*", _ => null };
        var folded = symbol is null ? $"Math.{op}(values[i], values[i + half])" : $"values[i] {symbol} values[i + half]";
        return Add($"Fold{op}_{type}", type, $"{_vector}<{type}> vector",
            $"Span<{type}> values = stackalloc {type}[{_lanes}];",
            "vector.CopyTo(values);",
            $"for (int half = {_lanes} / 2; half > 0; half /= 2)",
            $"  for (int i = 0; i < half; i++) values[i] = {folded};",
            "return values[0];");
    }

    /// <summary>Products of signed numbers of 16 bits, two in a lane, and their sum.</summary>
    public string Dot2()
    {
        var isa = $"System.Runtime.Intrinsics.X86.{(lanes == 16 ? "Avx512BW" : lanes == 8 ? "Avx2" : "Sse2")}";
        return Add("Dot2", $"{_vector}<int>", $"{_vector}<int> sum, {_vector}<int> a, {_vector}<int> b",
            $"if ({isa}.IsSupported) return sum + {isa}.MultiplyAddAdjacent(a.AsInt16(), b.AsInt16());",
            "return sum + (((a << 16) >> 16) * ((b << 16) >> 16)) + ((a >> 16) * (b >> 16));");
    }

    /// <summary>Products of unsigned and signed bytes, four in a lane, and their sum.</summary>
    public string Dot4() => Add("Dot4", $"{_vector}<int>", $"{_vector}<int> sum, {_vector}<int> unsigned, {_vector}<int> signed",
        "for (int shift = 0; shift < 32; shift += 8)",
        $"  sum += ((unsigned >>> shift) & {_vector}.Create(255)) * ((signed << (24 - shift)) >> 24);",
        "return sum;");

    /// <summary>A vector of groups of four floats.</summary>
    public string Groups()
    {
        string[] names = [.. Enumerable.Range(0, lanes / 4).Select(g => $"p{g}")];
        return Add(
            "Groups", $"{_vector}<float>", string.Join(", ", names.Select(n => $"ref float {n}")),
            $"return {Join(names.Select(n => $"Vector128.LoadUnsafe(ref {n})"), 128)};");

        static string Join(IEnumerable<string> parts, int bits)
        {
            string[] all = [.. parts];
            return all.Length == 1 ? all[0] : Join(all.Chunk(2).Select(pair => $"Vector{2 * bits}.Create({pair[0]}, {pair[1]})"), 2 * bits);
        }
    }

    /// <summary>Writes those that were asked for.</summary>
    public void Write(SourceText text)
    {
        foreach (var (_, lines) in _methods)
        {
            text.Line("");
            text.Open($"private static {lines[0]}");
            foreach (var line in lines.Skip(1)) text.Line(line);
            text.Close();
        }
    }

    private string AddLanewise(string name, string type, string parameters, string lane) => Add(name, $"{_vector}<{type}>", parameters,
        $"Span<{type}> values = stackalloc {type}[{_lanes}];",
        $"for (int i = 0; i < {_lanes}; i++) values[i] = {lane};",
        $"return {_vector}.Create<{type}>(values);");

    private string Add(string name, string type, string parameters, params string[] lines)
    {
        name = $"V{_lanes}{name}";
        _methods[name] = [$"{type} {name}({parameters})", .. lines];
        return name;
    }
}
