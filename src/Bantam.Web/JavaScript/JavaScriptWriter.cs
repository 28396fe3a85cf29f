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
/// Integers of 64 bits are BigInts. A pointer is the index of an element in the view that has its buffer's storage type.
/// </summary>
internal sealed class JavaScriptWriter() : SourceWriter(new SourceText(), Reserved)
{
    private const string Prologue = """
        const { fround, imul, min, max, abs, sqrt, floor, ceil, trunc } = Math;
        const f32 = new Float32Array(memory), i32 = new Int32Array(memory), i8 = new Int8Array(memory), u8 = new Uint8Array(memory);
        const f64 = new Float64Array(memory), i64 = new BigInt64Array(memory), u32 = new Uint32Array(memory);
        const i16 = new Int16Array(memory), u16 = new Uint16Array(memory);
        const asFloat = new Float32Array(1), asInteger = new Int32Array(asFloat.buffer);
        const asDouble = new Float64Array(1), asLong = new BigInt64Array(asDouble.buffer);
        const bits = x => (asFloat[0] = x, asInteger[0]);
        const float = x => (asInteger[0] = x, asFloat[0]);
        const even = x => x + 4503599627370496 - 4503599627370496; // doubles from 2 to the 52 on are whole numbers
        const round = x => abs(x) < 4503599627370496 ? 1 / x < 0 ? -even(-x) : even(x) : x;
        const longBits = x => (asDouble[0] = x, asLong[0]);
        const double = x => (asLong[0] = x, asDouble[0]);
        const long = x => BigInt.asIntN(64, x), unsigned = x => BigInt.asUintN(64, x);
        const whole = x => x >= -9223372036854775808 && x < 9223372036854775808 ? BigInt(trunc(x)) : 0n;
        const sticky = x => x >> 11n | (x & 2047n ? 1n : 0n); // what a double does not hold counts as one bit, so that it is rounded once
        const nearest = x => x > -9007199254740992n && x < 9007199254740992n ? fround(Number(x)) : fround(Number(sticky(x))) * 2048;
        const ones = x => {
          x -= x >>> 1 & 0x55555555;
          x = (x & 0x33333333) + (x >>> 2 & 0x33333333);
          return imul(x + (x >>> 4) & 0x0f0f0f0f, 0x01010101) >>> 24;
        };
        """;

    private static readonly string[] Reserved =
    [
        "memory", "f32", "i32", "i8", "u8", "asFloat", "asInteger", "bits", "float", "even", "round",
        "f64", "i64", "u32", "i16", "u16", "asDouble", "asLong", "longBits", "double", "long", "unsigned", "whole", "sticky",
        "nearest", "ones", "trunc", "fround", "imul", "min", "max", "abs", "sqrt", "floor", "ceil",
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
            exports.Add(writer.WritePlan(name, statements, (buffer, place) => Element(address(place), buffer.Storage)));
        }

        writer.Source.Line($"return {{ {string.Join(", ", exports)} }};");
        writer.Source.Close();
        return writer.Source.ToString();
    }

    /// <summary>The index of an element in the view of its type, which has none that do not begin at a multiple of their size.</summary>
    private static string Element(int address, ElementType storage)
    {
        var size = storage.Size();
        if (address % size == 0) return Number(address / size);
        throw new KernelException($"An element of {storage} takes {size} bytes; in JavaScript it cannot lie at byte {address}.");
    }

    protected override string Counter(string name) => $"let {name}";

    protected override string ReadByte(Placement place) => $"u8[{Number(_address(place))}]";

    /// <summary>Both halves of the Int64 as one double: how close it is beyond 53 bits makes no difference to a count of rounds.</summary>
    protected override string ReadCount(Placement place)
    {
        var low = _address(place) / sizeof(int);
        return $"(i32[{Number(low + 1)}] * 4294967296 + (i32[{Number(low)}] >>> 0))";
    }

    protected override string Head(string name, IEnumerable<string> parameters) => $"function {name}({string.Join(", ", parameters)})";

    protected override string Parameter(Local local, string name) => name;

    protected override string Declare(Local local, string name) => $"let {name}";

    protected override string Step(string counter, string step) => $"{counter} = {counter} + {step} | 0";

    protected override string Constant(Constant constant) => constant.Type switch
    {
        F32 or F64 when double.IsNaN(constant.Double) => "NaN",
        F32 or F64 when double.IsInfinity(constant.Double) => constant.Double > 0 ? "Infinity" : "(-Infinity)",
        F32 or F64 when double.IsNegative(constant.Double) => $"({constant.Double.ToString("R", CultureInfo.InvariantCulture)})",
        F32 or F64 => constant.Double.ToString("R", CultureInfo.InvariantCulture),
        I64 => $"({constant.Bits.ToString(CultureInfo.InvariantCulture)}n)",
        Bool => constant.Bits != 0 ? "true" : "false",
        _ => Number(constant.Bits),
    };

    protected override string Read(Load load, string pointer) => (load.Buffer.Storage, load.Type) switch
    {
        (ElementType.Int64, I64) => $"i64[{Index(pointer, load.Offset)}]",
        (ElementType.UInt32, I64) => $"BigInt({Element(ElementType.UInt32, pointer, load.Offset)})",
        var (storage, _) => Element(storage, pointer, load.Offset),
    };

    protected override void Write(Store store, string pointer, string value)
    {
        if (store.Value.Type == I64)
        {
            var isLong = store.Buffer.Storage == ElementType.Int64;
            var place = isLong ? $"i64[{Index(pointer, store.Offset)}]" : Element(store.Buffer.Storage, pointer, store.Offset);
            Source.Line($"{place} = {(isLong ? SourceText.Bare(value) : $"Number(BigInt.asUintN(32, {value}))")};");
            return;
        }

        Source.Line($"{Element(store.Buffer.Storage, pointer, store.Offset)} = {SourceText.Bare(value)};");
        if (store.Buffer.Storage == ElementType.Int64)
            Source.Line($"{Element(ElementType.Int64, pointer, store.Offset, "1")} = {value} >> 31;");
    }

    protected override string Move(string pointer, string elements) => $"({pointer} + {elements} | 0)";

    protected override string MultiplyAdd(KernelType type, string a, string b, string c) =>
        Kernel.Target.Fused ? throw Unwritable("a multiply-add that rounds once")
        : type == F64 ? $"({a} * {b} + {c})" : $"fround(fround({a} * {b}) + {c})";

    protected override string SameBits(KernelType from, KernelType to, string value) => from switch
    {
        F32 => $"bits({value})",
        F64 => $"longBits({value})",
        I64 => $"double({value})",
        _ => $"float({value})",
    };

    protected override string Convert(KernelType from, KernelType to, string value) => (from, to) switch
    {
        (Bool, I64) => $"({value} ? 1n : 0n)",
        (Bool, _) => $"({value} ? 1 : 0)",
        (F32 or F64, I64) => $"whole({value})",
        (_, I64) => $"BigInt({value})",
        (I64, F32) => $"nearest({value})",
        (I64, I32) => $"Number(BigInt.asIntN(32, {value}))",
        (I64, _) => $"Number({value})",
        (F32 or F64, I32) => $"({value} | 0)",
        (_, F32) => $"fround({value})",
        _ => value,
    };

    protected override string Unary(UnaryOp op, KernelType type, string x) => (op, type) switch
    {
        (UnaryOp.Neg, F32 or F64) => $"(-{x})",
        (UnaryOp.Abs, F32 or F64) => $"abs({x})",
        (UnaryOp.Sqrt, F64) => $"sqrt({x})",
        (UnaryOp.Sqrt, F32) => $"fround(sqrt({x}))",
        (UnaryOp.Floor, F32 or F64) => $"floor({x})",
        (UnaryOp.Ceiling, F32 or F64) => $"ceil({x})",
        (UnaryOp.Round, F32 or F64) => $"round({x})",
        (UnaryOp.PopCount, I32) => $"ones({x})",
        (UnaryOp.PopCount, I64) => $"BigInt(ones(Number(BigInt.asIntN(32, {x}))) + ones(Number(BigInt.asIntN(32, {x} >> 32n))))",
        (UnaryOp.Not, I64) => $"(~{x})",
        (UnaryOp.Neg, I64) => $"long(-{x})",
        (UnaryOp.Abs, I64) => $"long({x} < 0n ? -{x} : {x})",
        (UnaryOp.Not, Bool) => $"(!{x})",
        (UnaryOp.Not, I32) => $"(~{x})",
        (UnaryOp.Neg, I32 or KernelType.Index) => $"(-{x} | 0)",
        (UnaryOp.Abs, I32) => $"(abs({x}) | 0)",
        _ => throw Unwritable($"{op} of {type}"),
    };

    protected override string Binary(BinaryOp op, KernelType type, string a, string b) => (op, type) switch
    {
        (BinaryOp.Min, I64) => $"({a} < {b} ? {a} : {b})",
        (BinaryOp.Max, I64) => $"({a} > {b} ? {a} : {b})",
        (BinaryOp.ShiftLeft, I64) => $"long({a} << BigInt({b}))",
        (BinaryOp.ShiftRight, I64) => $"({a} >> BigInt({b}))",
        (BinaryOp.ShiftRightLogical, I64) => $"long(unsigned({a}) >> BigInt({b}))",
        (_, I64) => $"long({a} {Symbol(op)} {b})",
        (BinaryOp.Min, _) => $"min({a}, {b})",
        (BinaryOp.Max, _) => $"max({a}, {b})",
        (_, F32) => $"fround({a} {Symbol(op)} {b})",
        (_, F64) => base.Binary(op, type, a, b),
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
        CompareOp.LessUnsigned when type == I64 => $"(unsigned({a}) < unsigned({b}))",
        CompareOp.LessUnsigned => $"({a} >>> 0 < {b} >>> 0)",
        _ => base.Compare(op, type, a, b),
    };

    private static string Index(string pointer, int offset) => offset == 0 ? SourceText.Bare(pointer) : $"{pointer} + {Number(offset)} | 0";

    /// <summary>An element of memory: of an Int64 the low half, which is where its value is, or another half.</summary>
    private string Element(ElementType storage, string pointer, int offset, string half = "0")
    {
        var index = Index(pointer, offset);
        return storage switch
        {
            ElementType.Float => $"f32[{index}]",
            ElementType.Int32 => $"i32[{index}]",
            ElementType.Double => $"f64[{index}]",
            ElementType.UInt32 => $"u32[{index}]",
            ElementType.Int16 => $"i16[{index}]",
            ElementType.UInt16 or ElementType.Float16 or ElementType.BFloat16 => $"u16[{index}]",
            ElementType.Int8 => $"i8[{index}]",
            ElementType.UInt8 or ElementType.Bool => $"u8[{index}]",
            ElementType.Int64 => $"i32[({index}) << 1 | {half}]",
            _ => throw Unwritable($"an element of type {storage}"),
        };
    }
}
