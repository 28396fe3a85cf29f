using System.Globalization;
using Bantam.Kernels;
using Bantam.Plans;
using Bantam.Targets.Text;
using Bantam.Tensors;
using static Bantam.Kernels.KernelType;

namespace Bantam.Web.JavaScript;

/// <summary>
/// Writes plans as a module of plain JavaScript: a function that takes the memory and returns functions that work on it. Numbers are
/// doubles there. A sum, product, quotient or root of two floats that is rounded to a double and then to a float is the one that is
/// rounded to a float at once, so <c>fround</c> gives the bits of float arithmetic; <c>| 0</c> and <c>imul</c> give those of integers.
/// A pointer is the index of an element in the view that has its buffer's storage type.
/// </summary>
internal sealed class JavaScriptWriter() : SourceWriter(new SourceText(), Reserved)
{
    private const string Prologue = """
        const { fround, imul, min, max, abs, sqrt, floor, ceil } = Math;
        const f32 = new Float32Array(memory), i32 = new Int32Array(memory), i8 = new Int8Array(memory), u8 = new Uint8Array(memory);
        const asFloat = new Float32Array(1), asInteger = new Int32Array(asFloat.buffer);
        const bits = x => (asFloat[0] = x, asInteger[0]);
        const float = x => (asInteger[0] = x, asFloat[0]);
        const even = x => x + 4503599627370496 - 4503599627370496; // doubles from 2 to the 52 on are whole numbers
        const round = x => abs(x) < 8388608 ? 1 / x < 0 ? -even(-x) : even(x) : x;
        """;

    private static readonly string[] Reserved =
    [
        "memory", "f32", "i32", "i8", "u8", "asFloat", "asInteger", "bits", "float", "even", "round",
        "fround", "imul", "min", "max", "abs", "sqrt", "floor", "ceil",
        "await", "break", "case", "const", "default", "delete", "do", "else", "enum", "export", "for", "function", "if", "import", "in",
        "let", "new", "null", "of", "return", "static", "super", "switch", "this", "true", "false", "var", "void", "while", "with", "yield",
    ];

    private Func<Placement, int> _address = null!;

    /// <summary>The module of some plans, each with the name of its function and the address of its places.</summary>
    public static string Write(IEnumerable<(string Name, IReadOnlyList<PlanStatement> Statements, Func<Placement, int> Address)> plans)
    {
        var writer = new JavaScriptWriter();
        var exports = new List<string>();
        writer.Source.Open("export default function (memory)");
        foreach (var line in Prologue.ReplaceLineEndings("\n").Split('\n')) writer.Source.Line(line);
        foreach (var (name, statements, address) in plans)
        {
            writer.Source.Line("");
            writer._address = address;
            exports.Add(writer.WritePlan(name, statements, (buffer, place) => Number(address(place) / buffer.Storage.Size())));
        }

        writer.Source.Line($"return {{ {string.Join(", ", exports)} }};");
        writer.Source.Close();
        return writer.Source.ToString();
    }

    protected override string Counter(string name) => $"let {name}";

    protected override string ReadByte(Placement place) => $"u8[{Number(_address(place))}]";

    protected override string ReadCount(Placement place) => $"i32[{Number(_address(place) / sizeof(int))}]";

    protected override string Head(string name, IEnumerable<string> parameters) => $"function {name}({string.Join(", ", parameters)})";

    protected override string Parameter(Local local, string name) => name;

    protected override string Declare(Local local, string name) => $"let {name}";

    protected override string Step(string counter, string step) => $"{counter} = {counter} + {step} | 0";

    protected override string Constant(Constant constant) => constant.Type switch
    {
        F32 when float.IsNaN(constant.Single) => "NaN",
        F32 when float.IsInfinity(constant.Single) => constant.Single > 0 ? "Infinity" : "(-Infinity)",
        F32 when float.IsNegative(constant.Single) => $"({((double)constant.Single).ToString("R", CultureInfo.InvariantCulture)})",
        F32 => ((double)constant.Single).ToString("R", CultureInfo.InvariantCulture),
        Bool => constant.Bits != 0 ? "true" : "false",
        _ => Number(constant.Bits),
    };

    protected override string Read(Load load, string pointer) => Element(load.Buffer.Storage, pointer, load.Offset);

    protected override void Write(Store store, string pointer, string value)
    {
        Source.Line($"{Element(store.Buffer.Storage, pointer, store.Offset)} = {SourceText.Bare(value)};");
        if (store.Buffer.Storage == ElementType.Int64) Source.Line($"{Element(ElementType.Int64, pointer, store.Offset, "1")} = {value} >> 31;");
    }

    protected override string Move(string pointer, string elements) => $"({pointer} + {elements} | 0)";

    protected override string MultiplyAdd(KernelType type, string a, string b, string c) => !Kernel.Target.Fused ? $"fround(fround({a} * {b}) + {c})" : throw Unwritable("a multiply-add that rounds once");

    protected override string SameBits(KernelType from, KernelType to, string value) => from == F32 ? $"bits({value})" : $"float({value})";

    protected override string Convert(KernelType from, KernelType to, string value) => (from, to) switch
    {
        (Bool, _) => $"({value} ? 1 : 0)",
        (F32, I32) => $"({value} | 0)",
        (_, F32) => $"fround({value})",
        _ => value,
    };

    protected override string Unary(UnaryOp op, KernelType type, string x) => (op, type) switch
    {
        (UnaryOp.Neg, F32) => $"(-{x})",
        (UnaryOp.Abs, F32) => $"abs({x})",
        (UnaryOp.Sqrt, F32) => $"fround(sqrt({x}))",
        (UnaryOp.Floor, F32) => $"floor({x})",
        (UnaryOp.Ceiling, F32) => $"ceil({x})",
        (UnaryOp.Round, F32) => $"round({x})",
        (UnaryOp.Not, Bool) => $"(!{x})",
        (UnaryOp.Not, I32) => $"(~{x})",
        (UnaryOp.Neg, I32 or KernelType.Index) => $"(-{x} | 0)",
        (UnaryOp.Abs, I32) => $"(abs({x}) | 0)",
        _ => throw Unwritable($"{op} of {type}"),
    };

    protected override string Binary(BinaryOp op, KernelType type, string a, string b) => (op, type) switch
    {
        (BinaryOp.Min, _) => $"min({a}, {b})",
        (BinaryOp.Max, _) => $"max({a}, {b})",
        (_, F32) => $"fround({a} {Symbol(op)} {b})",
        (BinaryOp.And, Bool) => $"({a} && {b})",
        (BinaryOp.Or, Bool) => $"({a} || {b})",
        (BinaryOp.Xor, Bool) => $"({a} !== {b})",
        (BinaryOp.Mul, _) => $"imul({a}, {b})",
        (BinaryOp.And or BinaryOp.Or or BinaryOp.Xor or BinaryOp.ShiftLeft or BinaryOp.ShiftRight, _) => base.Binary(op, type, a, b),
        _ => $"({a} {Symbol(op)} {b} | 0)",
    };

    protected override string Compare(CompareOp op, KernelType type, string a, string b) => op switch
    {
        CompareOp.Equal => $"({a} === {b})",
        CompareOp.NotEqual => $"({a} !== {b})",
        CompareOp.LessUnsigned => $"({a} >>> 0 < {b} >>> 0)",
        _ => base.Compare(op, type, a, b),
    };

    /// <summary>An element of memory: of an Int64 the low half, which is where its value is, or another half.</summary>
    private string Element(ElementType storage, string pointer, int offset, string half = "0")
    {
        var index = offset == 0 ? SourceText.Bare(pointer) : $"{pointer} + {Number(offset)} | 0";
        return storage switch
        {
            ElementType.Float => $"f32[{index}]",
            ElementType.Int32 => $"i32[{index}]",
            ElementType.Int8 => $"i8[{index}]",
            ElementType.UInt8 or ElementType.Bool => $"u8[{index}]",
            ElementType.Int64 => $"i32[({index}) << 1 | {half}]",
            _ => throw Unwritable($"an element of type {storage}"),
        };
    }
}
