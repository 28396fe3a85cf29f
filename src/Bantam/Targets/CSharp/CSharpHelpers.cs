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

    /// <summary>Elements that are not four bytes as a vector of integers.</summary>
    public string Widen(ElementType storage) => Add($"Widen{_lanes}{storage}", $"{_vector}<int> Widen{_lanes}{storage}(ref {CSharpWriter.TypeOf(storage)} place)",
        $"Span<int> values = stackalloc int[{_lanes}];",
        $"for (int i = 0; i < {_lanes}; i++) values[i] = (int)Unsafe.Add(ref place, i);",
        $"return {_vector}.Create<int>(values);");

    /// <summary>Stores the first lanes of a vector.</summary>
    public string Store(ElementType storage)
    {
        var (type, lane) = (CSharpWriter.TypeOf(storage), storage == ElementType.Float ? "float" : "int");
        return Add($"Store{_lanes}{storage}", $"void Store{_lanes}{storage}(ref {type} place, {_vector}<{lane}> vector, nint count)",
            $"for (int i = 0; i < Math.Min(count, {_lanes}); i++) Unsafe.Add(ref place, i) = ({type})vector.GetElement(i);");
    }

    /// <summary>All lanes folded by halves.</summary>
    public string Fold(BinaryOp op, string type)
    {
        var symbol = op switch { BinaryOp.Add => "+", BinaryOp.Mul => "*", _ => null };
        var folded = symbol is null ? $"Math.{op}(values[i], values[i + half])" : $"values[i] {symbol} values[i + half]";
        return Add($"Fold{_lanes}{op}_{type}", $"{type} Fold{_lanes}{op}_{type}({_vector}<{type}> vector)",
            $"Span<{type}> values = stackalloc {type}[{_lanes}];",
            "vector.CopyTo(values);",
            $"for (int half = {_lanes} / 2; half > 0; half /= 2)",
            $"  for (int i = 0; i < half; i++) values[i] = {folded};",
            "return values[0];");
    }

    /// <summary>Lanes of two vectors interleaved inside each group of four.</summary>
    public string Zip(bool pairs, bool high)
    {
        var name = $"Zip{_lanes}{(pairs ? "Pairs" : "")}{(high ? "High" : "Low")}";
        var at = high ? 2 : 0;
        string[] picked = pairs ? [$"a[g + {at}]", $"a[g + {at + 1}]", $"b[g + {at}]", $"b[g + {at + 1}]"] : [$"a[g + {at}]", $"b[g + {at}]", $"a[g + {at + 1}]", $"b[g + {at + 1}]"];
        return Add(name, $"{_vector}<float> {name}({_vector}<float> a, {_vector}<float> b)",
            $"Span<float> values = stackalloc float[{_lanes}];",
            $"for (int g = 0; g < {_lanes}; g += 4) ({string.Join(", ", Enumerable.Range(0, 4).Select(i => $"values[g + {i}]"))}) = ({string.Join(", ", picked)});",
            $"return {_vector}.Create<float>(values);");
    }

    /// <summary>A vector of groups of four floats.</summary>
    public string Groups()
    {
        string[] names = [.. Enumerable.Range(0, lanes / 4).Select(g => $"p{g}")];
        return Add($"Groups{_lanes}", $"{_vector}<float> Groups{_lanes}({string.Join(", ", names.Select(n => $"ref float {n}"))})", $"return {Join(names.Select(n => $"Vector128.LoadUnsafe(ref {n})"), 128)};");

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

    private string Add(string name, params string[] lines)
    {
        _methods[name] = lines;
        return name;
    }
}
